package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.host.Plumbing;
import org.taskmaster.model.Capture;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.Reason;
import org.taskmaster.rotation.OldLogs;

/// All files of captured output: one for each path, whichever processes write to it.
final class KeptLogs implements AutoCloseable {

    private final Plumbing plumbing;
    private final LogClock clock;
    private final OldLogs old;
    private final Map<Path, KeptLog> logs = new HashMap<>();
    /// This is asked in every turn, and nearly always there is none.
    private boolean someAreTimed;

    KeptLogs(Plumbing plumbing, LogClock clock, OldLogs old) {
        this.plumbing = plumbing;
        this.clock = clock;
        this.old = old;
    }

    /// One more stream goes to this file, until [KeptLog#leave].
    ///
    /// @param runAs whom the process of the stream may run as
    KeptLog join(KeptFile file, Set<String> runAs) {
        KeptLog log = logs.computeIfAbsent(file.path(), _ -> new KeptLog(plumbing, clock, old, file, this::forget));
        log.join(runAs);
        if (!log.settings().equals(file)) {
            log.retune(file);
        }
        noteTimed();
        return log;
    }

    private void forget(KeptLog unused) {
        logs.remove(unused.path());
        noteTimed();
    }

    /// The file of a stream; empty when it has none, or has not begun.
    Optional<KeptLog> of(Capture capture) {
        return capture.file().flatMap(file -> Optional.ofNullable(logs.get(file.path())));
    }

    /// Opens all files again.
    ///
    /// @return what stood in the way
    List<String> reopen() {
        List<String> troubles = new ArrayList<>();
        for (KeptLog log : logs.values()) {
            log.close();
            try {
                log.ready();
            } catch (IOException failed) {
                troubles.add(log.path() + ": " + Reason.of(failed));
            }
        }
        return troubles;
    }

    /// How long it takes until one of them is to be set aside for its age; empty: none ever is.
    Optional<Duration> untilDue() {
        return !someAreTimed
                ? Optional.empty()
                : logs.values().stream().flatMap(log -> log.untilDue().stream()).min(Duration::compareTo);
    }

    private void noteTimed() {
        someAreTimed =
                logs.values().stream().anyMatch(log -> log.settings().every().isPresent());
    }

    @Override
    public void close() {
        logs.values().forEach(KeptLog::close);
        old.close();
    }
}
