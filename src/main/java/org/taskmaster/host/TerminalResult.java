package org.taskmaster.host;

import java.util.Optional;

/// What came of opening the terminal of a process that was taken over.
public sealed interface TerminalResult {

    /// It is open.
    ///
    /// @param trouble why what the process says is not logged, in words for people; empty: it is, or need not be
    record Opened(Terminal terminal, Optional<String> trouble) implements TerminalResult {}

    /// Nobody has kept it: it was hung up, or cannot be reached any more.
    record Lost() implements TerminalResult {}
}
