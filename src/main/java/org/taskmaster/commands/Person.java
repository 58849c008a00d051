package org.taskmaster.commands;

import java.util.Optional;
import org.taskmaster.model.DetachKeys;

/// Whoever types the commands, for those commands that need more of them than a line.
public interface Person {

    /// Asks before something that cannot be taken back. Where nobody can be asked, it is agreed to.
    boolean agrees(String question);

    /// Waits for one more line.
    ///
    /// @return empty when no more comes: at the end of the input, or by Ctrl-C or Ctrl-D
    Optional<String> types(String prompt);

    /// Where something can be shown while they type.
    Output whileTyping();

    /// Their terminal, to be given back.
    ///
    /// @return empty when there is none
    Optional<Seat> seat();

    /// What they type to leave the terminal of a process, unless they say otherwise.
    DetachKeys detachKeys();
}
