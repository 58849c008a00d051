package org.taskmaster.daemon;

import java.util.Optional;
import java.util.function.Supplier;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.WindowSize;
import org.taskmaster.host.Terminal;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessName;

/// Who looks after the terminals of processes. The loop calls [#opened], [#renamed] and [#ended], which return at
/// once; any thread may call [#attach].
public interface Terminals extends AutoCloseable {

    /// Nobody does: a process with a terminal finds that it hung up.
    Terminals NONE = new Terminals() {
        @Override
        public void opened(ProcessName process, ProcessId id, Terminal terminal) {
            terminal.close();
        }

        @Override
        public void resumed(ProcessName process, ProcessId id, Terminal terminal, Supplier<byte[]> past) {
            terminal.close();
        }

        @Override
        public void leave() {
            // nothing is held
        }

        @Override
        public void renamed(ProcessId id, ProcessName process) {
            // nothing is known by name
        }

        @Override
        public void ended(ProcessId id, String exit) {
            // there is nobody to tell
        }

        @Override
        public Optional<Attachment> attach(ProcessName process, WindowSize size, AttachMode mode) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // nothing is held
        }
    };

    /// A process with a terminal was started.
    ///
    /// @param process its name
    /// @param terminal is read from now on, and closed at the end
    void opened(ProcessName process, ProcessId id, Terminal terminal);

    /// A process with a terminal was taken over from another supervisor.
    ///
    /// @param process its name
    /// @param terminal is read from now on, and closed at the end
    /// @param past what it wrote last before, as far as that is known; may take a while
    void resumed(ProcessName process, ProcessId id, Terminal terminal, Supplier<byte[]> past);

    /// A process that is up has another name.
    void renamed(ProcessId id, ProcessName process);

    /// A process has ended, with or without a terminal.
    ///
    /// @param exit how, in words for people
    void ended(ProcessId id, String exit);

    /// Joins somebody to the terminal of the process of this name that is up.
    ///
    /// @return empty when there is none
    Optional<Attachment> attach(ProcessName process, WindowSize size, AttachMode mode);

    /// The supervisor will end, and leaves the terminals to the next one: nothing is read from them any more, and
    /// they do not hang up at the end. Waits, not for long, until what was read is logged. Until [#close], what
    /// is typed is taken.
    void leave();

    /// The supervisor ends: waits, not for long, until the last output of what has ended is logged. A second
    /// call does nothing.
    @Override
    void close();
}
