package org.taskmaster.main;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.taskmaster.activity.ActivityLog;
import org.taskmaster.daemon.Rehearsed;
import org.taskmaster.daemon.Surroundings;

/// Hands signals that are about the terminal or the log to whom they concern.
///
/// @param watch looks whether clients still find the socket
record SignalRouting(
        AtomicReference<Optional<TerminalSide>> terminal,
        ActivityLog log,
        AtomicReference<Optional<FilesWatch>> watch,
        Rehearsals rehearsals)
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
        watch.get().ifPresent(FilesWatch::look);
    }

    @Override
    public List<String> troubles() {
        List<String> all = new ArrayList<>();
        log.trouble().ifPresent(all::add);
        watch.get().ifPresent(files -> all.addAll(files.troubles()));
        return all;
    }

    @Override
    public Rehearsed rehearse(Optional<Path> build) {
        return rehearsals.of(build);
    }
}
