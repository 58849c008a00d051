package org.taskmaster.main;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.http.Server;
import org.taskmaster.http.ServerLog;
import org.taskmaster.journal.DisabledFile;
import org.taskmaster.journal.JournalFile;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.SupervisorConfig;

/// What a running supervisor has in the file system for others: its state directory, its pid file, its journal, its
/// list of what is disabled, and its socket.
///
/// Each that has lost its name is made anew, as at the start: where root alone can change it, and never in the place of
/// something that is not ours. What stands in the way is reported once, until it is another thing. One thread owns it.
final class RuntimeFiles {

    private final SupervisorConfig config;
    private final HeldStateDirectory state;
    private final PidFile pidFile;
    private final JournalFile journal;
    private final DisabledFile disabled;
    private final Server server;
    private final ServerLog log;
    private final Map<Path, String> troubles = new HashMap<>();
    private volatile List<String> reported = List.of();

    RuntimeFiles(
            SupervisorConfig config,
            HeldStateDirectory state,
            PidFile pidFile,
            JournalFile journal,
            DisabledFile disabled,
            Server server,
            ServerLog log) {
        this.config = config;
        this.state = state;
        this.pidFile = pidFile;
        this.journal = journal;
        this.disabled = disabled;
        this.server = server;
        this.log = log;
    }

    /// How things are after a look.
    enum Condition {
        /// Everything was where it belongs.
        IN_PLACE,
        /// Something was made, and has to be looked at again.
        CHANGED,
        /// Something is missing and cannot be made.
        IN_TROUBLE
    }

    /// What has to be watched.
    List<Path> paths() {
        return List.of(
                config.statedir(),
                config.pidfile(),
                journal.path(),
                disabled.path(),
                config.server().socket());
    }

    /// What was missing at the last look and could not be made. Any thread may ask.
    List<String> troubles() {
        return reported;
    }

    /// Looks at all of it, and makes anew what is gone.
    Condition restore() {
        Condition condition = restoreAll();
        List<String> all = new ArrayList<>(troubles.values());
        server.trouble().ifPresent(all::add);
        reported = List.copyOf(all);
        return condition;
    }

    private Condition restoreAll() {
        Path directory = config.statedir();
        boolean made = note(directory, state.restore(() -> StateDirectory.demandOurs(config)));
        boolean usable = !troubles.containsKey(directory);
        if (usable || !config.pidfile().startsWith(directory)) {
            Restored restored = pidFile.restore(() -> StateDirectory.objectionToPidFile(config));
            if (restored instanceof Restored.Refused && usable && !state.isInPlace()) {
                return Condition.CHANGED; // the directory is still being removed
            }
            made |= note(config.pidfile(), restored);
        }
        if (usable && state.isInPlace()) {
            made |= note(journal.path(), JournalPlace.restore(journal));
            made |= note(disabled.path(), DisabledPlace.restore(disabled));
        }
        Path socket = config.server().socket();
        if (usable || !socket.startsWith(directory)) {
            made |= server.listenAgain(
                    () -> StateDirectory.objectionToSocket(config), () -> usable && !state.isInPlace());
        }
        if (made || usable && !state.isInPlace()) {
            return Condition.CHANGED;
        }
        return troubles.isEmpty() ? Condition.IN_PLACE : Condition.IN_TROUBLE;
    }

    /// @return whether it was made anew
    private boolean note(Path path, Restored restored) {
        switch (restored) {
            case Restored.InPlace _ -> troubles.remove(path);
            case Restored.Anew(String words) -> {
                troubles.remove(path);
                log.say(LogLevel.WARN, words);
                return true;
            }
            case Restored.Refused(String words) -> {
                if (!Optional.of(words).equals(Optional.ofNullable(troubles.put(path, words)))) {
                    log.say(LogLevel.ERROR, words);
                }
            }
        }
        return false;
    }
}
