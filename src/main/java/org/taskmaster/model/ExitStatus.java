package org.taskmaster.model;

/// How a process ended, as wait(2) reports it.
public sealed interface ExitStatus {

    /// It called exit.
    ///
    /// @param code 0 to 255
    record Code(int code) implements ExitStatus {
        @Override
        public String text() {
            return "exit status " + code;
        }
    }

    /// A signal killed it.
    record Killed(Signal signal, boolean coreDumped) implements ExitStatus {
        @Override
        public String text() {
            return "terminated by " + signal.name() + (coreDumped ? " (core dumped)" : "");
        }
    }

    /// It ended before it became its program.
    ///
    /// @param reason what was in the way, in words for people, as when no process can be made at all
    record NeverRan(String reason) implements ExitStatus {
        @Override
        public String text() {
            return reason;
        }
    }

    /// It ended, but it could not be found out how.
    record Unknown() implements ExitStatus {
        @Override
        public String text() {
            return "exit status unknown";
        }
    }

    /// The words shown to people: `exit status 3`, `terminated by SIGSEGV (core dumped)`. The
    /// words are supervisord's.
    String text();
}
