package org.taskmaster.cli;

/// Work beside a command, on a thread of its own, which only speed or comfort depends on.
final class Meanwhile {

    private Meanwhile() {}

    /// Begins it, unless the system allows no more threads.
    static void does(Runnable work) {
        try {
            Thread.ofPlatform().daemon().start(work);
        } catch (OutOfMemoryError _) {
            // How the JVM says so. The command does without.
        }
    }
}
