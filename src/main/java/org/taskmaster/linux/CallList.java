package org.taskmaster.linux;

import org.taskmaster.linux.Libc.Function;

/// Calls prepared in advance, made one after the other until one fails, by this thread or by a thread
/// that lives for them alone.
///
/// A thread of its own can have a umask and rights to files of its own (by raw system calls; glibc's
/// wrappers would change all threads), and what it spawns inherits the umask. It dies afterwards, so
/// nothing has to be changed back. Its real, effective and saved user ids stay the supervisor's: the
/// user of a thread may stop and kill the whole process.
///
/// With the rights of another user the JVM may be unable to read the file a class is in, and a class that
/// failed to load once is lost for good. So the thread does nothing but this loop: all memory is
/// prepared, and the calls before the change have loaded everything the calls after it need.
final class CallList implements Runnable {

    /// No call failed.
    static final int NONE = -1;

    private static final int MOST = 8;
    private static final int ARGUMENTS = 6;
    private static final long STACK_BYTES = 256 * 1024;

    private final Libc libc;
    private final Function[] functions = new Function[MOST];
    private final long[][] arguments = new long[MOST][ARGUMENTS];
    private final int[] results = new int[MOST];
    private int count;
    private int made;
    private int result;

    /// @param libc for the thread that will make the calls
    CallList(Libc libc) {
        this.libc = libc;
    }

    /// Forgets all calls.
    void clear() {
        count = 0;
    }

    /// Adds a call; missing arguments are 0.
    void add(Function function, long... values) {
        functions[count] = function;
        for (int i = 0; i < ARGUMENTS; i++) {
            arguments[count][i] = i < values.length ? values[i] : 0;
        }
        count++;
    }

    /// Whether it is one call, which needs no thread of its own.
    boolean isSingle() {
        return count == 1;
    }

    /// Makes the calls on this thread.
    ///
    /// @return that there was such a thread
    boolean runHere() {
        run();
        return true;
    }

    /// Makes the calls; stops after one that returned a negated errno.
    @Override
    public void run() {
        result = 0;
        for (made = 0; made < count && result >= 0; made++) {
            long[] a = arguments[made];
            result = libc.call(functions[made], a[0], a[1], a[2], a[3], a[4], a[5]);
            results[made] = result;
        }
    }

    /// Makes the calls on a thread that lives for them alone, and waits for it.
    ///
    /// @return whether there was such a thread; not, when the system allows no more of them
    boolean runOnOwnThread() {
        Thread thread = new Thread(null, this, "spawn", STACK_BYTES, false);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError _) {
            // How the JVM says that pthread_create failed.
            return false;
        }
        join(thread);
        return true;
    }

    /// Whether the last call of the list was reached.
    boolean reachedLast() {
        return made == count;
    }

    /// The index of the call that failed; [#NONE].
    int failed() {
        return result < 0 ? made - 1 : NONE;
    }

    /// What a call that was made returned.
    int resultOf(int index) {
        return results[index];
    }

    /// What the last call that was made returned.
    int result() {
        return result;
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
