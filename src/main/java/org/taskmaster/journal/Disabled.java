package org.taskmaster.journal;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.model.ProcessKey;

/// Keeps which processes are disabled: not started by themselves, whatever has ended meanwhile, the supervisor or the
/// machine.
///
/// Any thread may call it. A change takes as long as a disk takes.
public interface Disabled {

    /// One that keeps nothing.
    Disabled NONE = new Disabled() {
        @Override
        public Set<ProcessKey> keys() {
            return Set.of();
        }

        @Override
        public Optional<String> disable(Collection<ProcessKey> keys) {
            return Optional.of("this supervisor keeps nothing");
        }

        @Override
        public Optional<String> enable(Collection<ProcessKey> keys) {
            return Optional.of("this supervisor keeps nothing");
        }
    };

    /// Those that are disabled, also of programs that are not configured now: they may come back.
    Set<ProcessKey> keys();

    /// From now on these are, too.
    ///
    /// @return why that cannot be kept, in words for people: then nothing has changed; empty: it is kept
    Optional<String> disable(Collection<ProcessKey> keys);

    /// From now on these are not.
    ///
    /// @return as above
    Optional<String> enable(Collection<ProcessKey> keys);
}
