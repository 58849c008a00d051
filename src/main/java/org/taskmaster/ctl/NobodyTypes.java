package org.taskmaster.ctl;

import java.util.Optional;
import org.taskmaster.commands.Output;
import org.taskmaster.commands.Person;
import org.taskmaster.commands.Seat;
import org.taskmaster.model.DetachKeys;

/// The user of a command that comes as a whole: none of those that are done here asks for more.
///
/// @param whileTyping where something can be shown
record NobodyTypes(Output whileTyping) implements Person {

    @Override
    public boolean agrees(String question) {
        return true;
    }

    @Override
    public Optional<String> types(String prompt) {
        return Optional.empty();
    }

    @Override
    public Optional<Seat> seat() {
        return Optional.empty();
    }

    @Override
    public DetachKeys detachKeys() {
        return DetachKeys.USUAL;
    }
}
