package org.taskmaster.attach;

import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.WindowSize;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessName;

/// Makes the sessions, tells so, and opens one: a program for [LazyScreenTest].
final class FirstTerminal {

    static final String MADE = "=== the sessions are made";

    private FirstTerminal() {}

    /// Takes no arguments.
    public static void main(String[] arguments) throws InterruptedException {
        try (Sessions sessions = new Sessions((level, text) -> System.out.println(level + " " + text))) {
            ProcessId id = new ProcessId(100, 1);
            sessions.ended(id, "exit status 0; expected");
            System.out.println(MADE);
            sessions.opened(ProcessName.of("shell"), id, new FakeTerminal());
            sessions.attach(ProcessName.of("shell"), WindowSize.USUAL, AttachMode.INTERACTIVE)
                    .orElseThrow()
                    .take();
        }
    }
}
