package org.taskmaster.daemon;

/// What the loop tells of signals that are not about processes. Calls must return at once.
public interface Surroundings {

    /// A key on the terminal asked to interrupt (Ctrl-C).
    ///
    /// @return whether somebody there takes it; if not, it ends the supervisor
    boolean interruptedFromTerminal();

    /// The terminal has another size.
    void terminalResized();

    /// Log files are to be opened again, since an outside tool has moved them.
    void reopenLogs();
}
