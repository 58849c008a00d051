package org.taskmaster.main;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.taskmaster.daemon.Former;
import org.taskmaster.daemon.Former.Manner;
import org.taskmaster.http.Server;
import org.taskmaster.http.ServerLog;
import org.taskmaster.journal.DisabledFile;
import org.taskmaster.journal.End;
import org.taskmaster.journal.Entry;
import org.taskmaster.journal.JournalFile;
import org.taskmaster.main.Identity.Notice;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Reason;
import org.taskmaster.model.SupervisorConfig;

/// What keeps a second supervisor away, and what a later one finds.
record Held(OneSupervisor one, PidFile pidFile, JournalFile.Opened journal, DisabledFile.Opened disabled) {

    /// What is in the state directory, which is locked.
    ///
    /// @throws StartRefused when this supervisor is not needed any more
    static Held open(OneSupervisor one, PidFile pidFile, Path statedir, Launcher launcher) {
        return new Held(one, pidFile, JournalPlace.open(statedir, launcher), DisabledPlace.open(statedir));
    }

    /// What there is to say about it.
    List<Notice> notices() {
        return Stream.of(one.notices().stream(), warnings(journal.notices()), warnings(disabled.notices()))
                .flatMap(notices -> notices)
                .toList();
    }

    private static Stream<Notice> warnings(List<String> texts) {
        return texts.stream().map(text -> new Notice(LogLevel.WARN, text));
    }

    FilesWatch watch(SupervisorConfig config, Server server, ServerLog log) {
        HeldStateDirectory state = new HeldStateDirectory(config.statedir(), one);
        return FilesWatch.over(
                new RuntimeFiles(config, state, pidFile, journal.journal(), disabled.file(), server, log),
                log,
                one.names());
    }

    /// What there is to say of the supervisor before.
    ///
    /// @param url where we can be talked to
    /// @param told whether its death is said already
    Optional<Notice> leftRunning(String url, boolean told) {
        return LeftRunning.notice(pidFile.stale(), url, marks(), told);
    }

    /// @param goesOn whether nobody but a guardian has asked for this supervisor: then the end of the one before is
    /// seen through, if it was asked to end
    /// @param sameProcess whether the one before was this process
    Former former(boolean goesOn, boolean sameProcess) {
        Manner manner =
                sameProcess ? Manner.UPGRADED : goesOn && journal.end() == End.STOPPING ? Manner.ENDING : Manner.GONE;
        return new Former(journal.journal(), journal.former(), manner, disabled.file());
    }

    /// Has all of it stay with this process, which goes on as another build.
    ///
    /// @return the descriptors
    Map<String, List<Integer>> leave() {
        pidFile.leave();
        return one.leave();
    }

    /// The marks of what may be taken over.
    Set<String> marks() {
        return JournalPlace.marks(journal.owner(), journal.former());
    }

    /// How many processes are to be taken over: each is watched by a descriptor.
    int takenOver() {
        return (int) journal.former().stream().filter(Entry::mayRun).count();
    }

    /// The supervisor has ended: when everything was stopped, a later one begins anew.
    ///
    /// @param handedOver whether it is to be found by the next one
    void endJournal(boolean handedOver, ServerLog log) {
        try (JournalFile file = journal.journal()) {
            if (!handedOver) {
                file.end();
            }
        } catch (IOException e) {
            log.say(
                    LogLevel.ERROR,
                    "the journal cannot be removed (" + Reason.of(e)
                            + "): the next supervisor will take what was stopped now for what was to stay so");
        }
    }
}
