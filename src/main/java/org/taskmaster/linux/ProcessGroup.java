package org.taskmaster.linux;

import java.io.File;
import org.taskmaster.host.Delivery;
import org.taskmaster.linux.Libc.Function;

/// Sends signals, and looks for the living members of a process group.
///
/// [kill(2)](https://man7.org/linux/man-pages/man2/kill.2.html)
final class ProcessGroup {

    private static final Function KILL = Libc.function("kill");

    private static final int NO_SIGNAL = 0;

    /// Where these fields are, counted from the state.
    private static final int GROUP = 2;

    private static final int THREADS = 17;

    private ProcessGroup() {}

    /// Sends a signal to one process.
    ///
    /// @return 0, or the negated errno
    static int signalProcess(Libc libc, int pid, int signal) {
        return libc.call(KILL, guarded(pid), signal);
    }

    /// Sends a signal to all members.
    ///
    /// @return 0, or the negated errno
    static int signalMembers(Libc libc, int group, int signal) {
        return libc.call(KILL, -guarded(group), signal);
    }

    /// What came of sending a signal.
    ///
    /// @param result 0, or the negated errno
    static Delivery delivery(int result) {
        return switch (-result) {
            case 0 -> new Delivery.Delivered();
            case Errno.ESRCH -> new Delivery.NoSuchProcess();
            default -> new Delivery.Refused(Errno.words(-result));
        };
    }

    /// Whether the group has a member, be it a zombie.
    static boolean exists(Libc libc, int group) {
        return signalMembers(libc, group, NO_SIGNAL) != -Errno.ESRCH;
    }

    /// Whether a group whose leader is reaped can still be the one that it led.
    ///
    /// The kernel gives out no number that is still in use as a group's. So when there is a process of
    /// that number again, the old group is gone, and the number means strangers.
    static boolean outlivesItsLeader(Libc libc, int group) {
        return signalProcess(libc, group, NO_SIGNAL) == -Errno.ESRCH && exists(libc, group);
    }

    /// Whether the group has a member that is no zombie.
    static boolean hasLivingMember(int group) {
        String[] entries = new File("/proc").list();
        if (entries == null) {
            return true;
        }
        for (String entry : entries) {
            if (Character.isDigit(entry.charAt(0)) && isLivingMember("/proc/" + entry + "/stat", group)) {
                return true;
            }
        }
        return false;
    }

    /// Reads `pid (name) state parent group …`, where the name can hold anything, parentheses too.
    private static boolean isLivingMember(String path, int group) {
        String stat = ProcFiles.read(path);
        int state = stat.lastIndexOf(')') + 2;
        if (state < 2 || state >= stat.length()) {
            return false;
        }
        if (stat.charAt(state) == 'Z' || stat.charAt(state) == 'X') {
            return isLivingMember(stat.substring(state).split(" "), group);
        }
        int parent = stat.indexOf(' ', state) + 1;
        int number = stat.indexOf(' ', parent) + 1;
        int end = stat.indexOf(' ', number);
        return end > number && stat.substring(number, end).equals(Integer.toString(group));
    }

    /// One whose first thread has ended, while others may go on.
    private static boolean isLivingMember(String[] fields, int group) {
        return fields.length > THREADS
                && fields[GROUP].equals(Integer.toString(group))
                && Integer.parseInt(fields[THREADS]) > 1;
    }

    private static int guarded(int number) {
        // kill(-1) means all processes, kill(0) ourselves.
        if (number <= 1) {
            throw new IllegalArgumentException("not a process of ours: " + number);
        }
        return number;
    }
}
