package org.taskmaster.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is around the loop: whom it tells of signals that are not about processes, and what else there is to know of
/// the supervisor. Calls must return at once, unless they say otherwise.
public interface Surroundings {

    /// There is nothing around: no terminal, no logs.
    Surroundings NONE = new Surroundings() {
        @Override
        public boolean interruptedFromTerminal() {
            return false;
        }

        @Override
        public void terminalResized() {
            // there is no terminal
        }

        @Override
        public void reopenLogs() {
            // there are no logs
        }

        @Override
        public List<String> troubles() {
            return List.of();
        }

        @Override
        public Rehearsed rehearse(Optional<Path> build) {
            return new Rehearsed.Refused("there is no other build");
        }
    };

    /// A key on the terminal asked to interrupt (Ctrl-C).
    ///
    /// @return whether somebody there takes it; if not, it ends the supervisor
    boolean interruptedFromTerminal();

    /// The terminal has another size.
    void terminalResized();

    /// Log files are to be opened again, since an outside tool has moved them.
    void reopenLogs();

    /// What the supervisor itself lacks now, in words for people; any thread may ask.
    List<String> troubles();

    /// Has another build show that it can go on in this process, which may take long. For a thread of its own.
    ///
    /// @param build the directory of its launcher; empty: that of our own, where a newer one may be by now
    Rehearsed rehearse(Optional<Path> build);
}
