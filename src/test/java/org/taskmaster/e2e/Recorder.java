package org.taskmaster.e2e;

/// A small C program that waits for any signal that can be caught, and writes its number before it
/// ends: no shell can catch them all.
final class Recorder {

    private static final String SOURCE = """
            #define _GNU_SOURCE
            #include <signal.h>
            #include <stdio.h>
            int main(int count, char **words) {
                sigset_t all;
                sigfillset(&all);
                sigprocmask(SIG_BLOCK, &all, NULL);
                // What was stopped goes on to take its stop signal; who waits for that has to say so.
                if (count == 1) sigdelset(&all, SIGCONT);
                puts("ready");
                fflush(stdout);
                siginfo_t info;
                int signal = sigwaitinfo(&all, &info);
                printf("%d from %d\\n", signal, info.si_pid);
                return 0;
            }
            """;

    private Recorder() {}

    /// Compiles it to `./recorder`; with a word behind it waits for SIGCONT, too. It writes `ready`, then `15
    /// from 4711` and ends.
    static void compileIn(Sandbox sandbox) {
        sandbox.write("recorder.c", SOURCE);
        Tools.run(
                "gcc",
                "-o",
                sandbox.path("recorder").toString(),
                sandbox.path("recorder.c").toString());
    }
}
