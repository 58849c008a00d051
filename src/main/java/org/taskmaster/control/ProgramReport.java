package org.taskmaster.control;

import java.util.List;
import java.util.Optional;

/// What became of adding or removing a whole program.
public sealed interface ProgramReport {

    /// It was done; what was added may still be STARTING.
    record Done() implements ProgramReport {}

    /// Neither the configuration that was last read nor the fleet has such a program.
    record NoSuchProgram(Optional<String> suggestion) implements ProgramReport {}

    /// It is supervised already.
    record AlreadyAdded() implements ProgramReport {}

    /// It cannot be removed while some of its processes are not at rest.
    ///
    /// @param names which
    record StillRunning(List<String> names) implements ProgramReport {
        public StillRunning {
            names = List.copyOf(names);
        }
    }

    /// The supervisor is ending, or is starting everything anew.
    record ShuttingDown() implements ProgramReport {}
}
