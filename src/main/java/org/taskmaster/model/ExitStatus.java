package org.taskmaster.model;

/// How a process ended, as wait(2) tells it.
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
            return "killed by " + signal.name() + (coreDumped ? " (core dumped)" : "");
        }
    }

    /// It ended, but nobody could tell how.
    record Unknown() implements ExitStatus {
        @Override
        public String text() {
            return "exit status unknown";
        }
    }

    /// The words shown to people: `exit status 3`, `killed by SIGSEGV (core dumped)`.
    String text();
}
