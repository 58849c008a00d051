package org.taskmaster.main;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.taskmaster.activity.ActivityLog;
import org.taskmaster.daemon.Surroundings;

/// Hands signals that are about the terminal or the log to whom they concern.
///
/// @param place looks whether clients still find the socket
record SignalRouting(AtomicReference<Optional<TerminalSide>> terminal, ActivityLog log, Runnable place)
        implements Surroundings {

    @Override
    public boolean interruptedFromTerminal() {
        return terminal.get().map(TerminalSide::interrupted).orElse(false);
    }

    @Override
    public void terminalResized() {
        terminal.get().ifPresent(TerminalSide::windowChanged);
    }

    @Override
    public void reopenLogs() {
        log.reopen();
        place.run();
    }
}
