package org.taskmaster.linux;

import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringTokenizer;
import org.taskmaster.model.ProcessId;

/// What the kernel shows of processes, and who descends from whom.
///
/// [proc_pid_stat(5)](https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html),
/// [proc_tid_children(5)](https://man7.org/linux/man-pages/man5/proc_tid_children.5.html)
final class ProcessTree {

    private static final int US = (int) ProcessHandle.current().pid();

    /// Whether the kernel keeps lists of children (CONFIG_PROC_CHILDREN); else every process is asked for
    /// its parent.
    private static final boolean LISTS = new File(listOf(US, Integer.toString(US))).exists();

    /// Where the fields are that follow the name.
    private static final int STATE = 0;

    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int THREADS = 17;
    private static final int STARTED = 19;
    private static final int EXIT_STATUS = 49;

    private ProcessTree() {}

    /// A process, as it was at one moment.
    ///
    /// @param started distinguishes it from another one that has the same number later
    record Seen(int pid, String name, boolean zombie, int parent, int group, int session, int threads, long started) {}

    /// Looks at one process; empty when there is none.
    static Optional<Seen> look(int pid) {
        String stat = ProcFiles.read("/proc/" + pid + "/stat");
        // The name can hold anything, parentheses and blanks too.
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        String[] fields = stat.substring(close + 2).split(" ", STARTED + 2);
        if (fields.length <= STARTED) {
            return Optional.empty();
        }
        char state = fields[STATE].charAt(0);
        int threads = Integer.parseInt(fields[THREADS]);
        return Optional.of(new Seen(
                pid,
                stat.substring(open + 1, close),
                // Where others go on, only the first thread has ended.
                (state == 'Z' || state == 'X') && threads <= 1,
                Integer.parseInt(fields[PARENT]),
                Integer.parseInt(fields[GROUP]),
                Integer.parseInt(fields[SESSION]),
                threads,
                Long.parseLong(fields[STARTED])));
    }

    /// Whether it is a child of ours that we have not reaped yet.
    static boolean isChild(ProcessId id) {
        return look(id.pid())
                .filter(seen -> seen.started() == id.started() && seen.parent() == US)
                .isPresent();
    }

    /// How a process has ended that its parent has not been told of yet, as wait(2) has it; empty when there is
    /// none, or when we may not look into it, as 0 is told then.
    static OptionalInt waitStatus(ProcessId id) {
        String stat = ProcFiles.read("/proc/" + id.pid() + "/stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        boolean known = fields.length > EXIT_STATUS
                && fields[STATE].equals("Z")
                && Long.parseLong(fields[STARTED]) == id.started()
                && Inspection.isAllowed(id.pid());
        return known ? OptionalInt.of(Integer.parseInt(fields[EXIT_STATUS])) : OptionalInt.empty();
    }

    /// All that descend from a process, without it; zombies are not in it.
    static List<Seen> below(int pid) {
        List<Seen> below = new ArrayList<>();
        Set<Integer> met = new HashSet<>(Set.of(US, pid));
        look(pid).ifPresent(top -> descend(top, met, below));
        return below;
    }

    /// A process and all that descend from it; zombies are not in it.
    static List<Seen> from(int pid) {
        List<Seen> all = new ArrayList<>();
        look(pid).ifPresent(top -> {
            if (!top.zombie()) {
                all.add(top);
            }
            descend(top, new HashSet<>(Set.of(US, pid)), all);
        });
        return all;
    }

    /// The file that lists the children of our first thread. The kernel gives it the orphans, and it spawns
    /// nothing itself.
    static String listOfOurFirstThread() {
        return listOf(US, Integer.toString(US));
    }

    /// All our children, where the kernel keeps no lists.
    static List<Integer> childrenBySearch() {
        return childrenBySearch(US);
    }

    private static void descend(Seen parent, Set<Integer> met, List<Seen> below) {
        for (int child : childrenOf(parent)) {
            if (met.add(child)) {
                Optional<Seen> seen = look(child);
                seen.filter(found -> !found.zombie()).ifPresent(below::add);
                seen.ifPresent(found -> descend(found, met, below));
            }
        }
    }

    private static List<Integer> childrenOf(Seen parent) {
        if (!LISTS) {
            return childrenBySearch(parent.pid());
        }
        if (parent.threads() == 1) {
            return numbers(ProcFiles.read(listOf(parent.pid(), Integer.toString(parent.pid()))));
        }
        String[] threads = new File("/proc/" + parent.pid() + "/task").list();
        List<Integer> children = new ArrayList<>();
        for (String thread : threads == null ? new String[0] : threads) {
            children.addAll(numbers(ProcFiles.read(listOf(parent.pid(), thread))));
        }
        return children;
    }

    private static List<Integer> childrenBySearch(int parent) {
        List<Integer> children = new ArrayList<>();
        String[] entries = new File("/proc").list();
        for (String entry : entries == null ? new String[0] : entries) {
            if (Character.isDigit(entry.charAt(0))) {
                look(Integer.parseInt(entry))
                        .filter(seen -> seen.parent() == parent)
                        .ifPresent(seen -> children.add(seen.pid()));
            }
        }
        return children;
    }

    static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (StringTokenizer words = new StringTokenizer(text); words.hasMoreTokens(); ) {
            numbers.add(Integer.parseInt(words.nextToken()));
        }
        return numbers;
    }

    private static String listOf(int pid, String thread) {
        return "/proc/" + pid + "/task/" + thread + "/children";
    }
}
