package org.taskmaster.daemon;

import java.util.Optional;
import java.util.function.Supplier;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.WindowSize;
import org.taskmaster.host.Terminal;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessName;

/// Terminals whose defects do not touch the supervision of their processes. For the loop alone.
final class GuardedTerminals implements Terminals {

    private final Terminals terminals;
    private final Guard guard;

    GuardedTerminals(Terminals terminals, Guard guard) {
        this.terminals = terminals;
        this.guard = guard;
    }

    @Override
    public void opened(ProcessName process, ProcessId id, Terminal terminal) {
        if (!guard.run(() -> terminals.opened(process, id, terminal))) {
            terminal.close();
        }
    }

    @Override
    public void resumed(ProcessName process, ProcessId id, Terminal terminal, Supplier<byte[]> past) {
        if (!guard.run(() -> terminals.resumed(process, id, terminal, past))) {
            terminal.close();
        }
    }

    @Override
    public void leave() {
        guard.run(terminals::leave);
    }

    @Override
    public void renamed(ProcessId id, ProcessName process) {
        guard.run(() -> terminals.renamed(id, process));
    }

    @Override
    public void ended(ProcessId id, String exit) {
        guard.run(() -> terminals.ended(id, exit));
    }

    @Override
    public Optional<Attachment> attach(ProcessName process, WindowSize size, AttachMode mode) {
        return terminals.attach(process, size, mode);
    }

    @Override
    public void close() {
        guard.run(terminals::close);
    }
}
