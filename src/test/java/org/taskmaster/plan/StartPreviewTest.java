package org.taskmaster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.taskmaster.core.ProcessState;
import org.taskmaster.core.ProcessState.AfterStop;
import org.taskmaster.core.ProcessState.Backoff;
import org.taskmaster.core.ProcessState.Death;
import org.taskmaster.core.ProcessState.Exited;
import org.taskmaster.core.ProcessState.Fatal;
import org.taskmaster.core.ProcessState.Leader;
import org.taskmaster.core.ProcessState.Phase;
import org.taskmaster.core.ProcessState.Pressure;
import org.taskmaster.core.ProcessState.Running;
import org.taskmaster.core.ProcessState.Spawning;
import org.taskmaster.core.ProcessState.Starting;
import org.taskmaster.core.ProcessState.StopReason;
import org.taskmaster.core.ProcessState.Stopped;
import org.taskmaster.core.ProcessState.Stopping;
import org.taskmaster.core.Streak;
import org.taskmaster.journal.Entry;
import org.taskmaster.journal.Fingerprint;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.plan.StartPreview.Sight;

/// What a start is said to do, process by process.
final class StartPreviewTest {

    private static final Policy USUAL = Policies.USUAL;
    private static final Moment NOW = new Moment(Duration.ofHours(1).toNanos());
    private static final ProcessId ID = new ProcessId(4711, 99);
    private static final ProcessState RUNNING = new Running(ID, new Moment(0), Streak.NONE);
    private static final ProcessState STARTING = new Starting(ID, new Moment(0), Streak.NONE);
    private static final ProcessState STOPPED = new Stopped(StopReason.BY_REQUEST);
    private static final ProgramConfig WEB = Programs.program("web", USUAL);

    private final Set<ProcessId> dead = new HashSet<>();
    private final Set<ProcessKey> disabled = new HashSet<>();
    private boolean runLives;

    @Test
    void whatRunsAsConfiguredIsKept() {
        assertThat(told(RUNNING)).isEqualTo("KEEP runs, pid 4711");
        assertThat(told(STARTING)).isEqualTo("KEEP is starting, pid 4711");
    }

    @Test
    void whatWasStartedOtherwiseIsRestarted() {
        assertThat(told(RUNNING, Programs.program("web", 1, USUAL, Programs.launch("/bin/other"))))
                .isEqualTo("RESTART changed while no supervisor ran");
        assertThat(told(STOPPED, Programs.program("web", 1, USUAL, Programs.launch("/bin/other"))))
                .isEqualTo("LEAVE was stopped, changed while no supervisor ran (it is not running and stays so)");
    }

    @Test
    void whatIsDisabledIsNotStarted() {
        ProgramConfig other = Programs.program("web", 1, USUAL, Programs.launch("/bin/other"));
        disabled.add(new ProcessKey("web", 0));

        assertThat(lines(List.of(), List.of(WEB))).containsExactly("web LEAVE does not run, and is disabled");
        assertThat(told(new Exited(new ExitStatus.Code(0)), other))
                .isEqualTo("LEAVE has ended (exit status 0), changed while no supervisor ran"
                        + " (it is not running and stays so)");
        assertThat(told(RUNNING)).isEqualTo("KEEP runs, pid 4711");
        assertThat(told(RUNNING, other)).isEqualTo("RESTART changed while no supervisor ran");
    }

    @Test
    void whatIsNotConfiguredAnyMoreIsStopped() {
        assertThat(lines(List.of(entry(RUNNING)), List.of())).containsExactly("web STOP no longer configured");
        dead.add(ID);
        assertThat(lines(List.of(entry(RUNNING)), List.of())).containsExactly("web LEAVE no longer configured");
        assertThat(lines(List.of(entry(STOPPED)), List.of())).isEmpty();
    }

    @Test
    void whatHasDiedFollowsItsPolicy() {
        dead.add(ID);

        assertThat(told(RUNNING)).isEqualTo("START ended while no supervisor ran");
        assertThat(told(RUNNING, Programs.program("web", Policies.autorestart(USUAL, Autorestart.NEVER))))
                .isEqualTo("LEAVE ended while no supervisor ran; has ended (exit status unknown)");
        assertThat(told(new Stopping(ID, NOW, Pressure.ASKED, new Leader.Alive(), new AfterStop.Rest())))
                .isEqualTo("LEAVE ended while no supervisor ran; was stopped");
    }

    @Test
    void whatTheDeadHaveLeftIsStoppedFirst() {
        dead.add(ID);
        runLives = true;

        assertThat(told(RUNNING))
                .isEqualTo("STOP ended while no supervisor ran; is being stopped, pid 4711; then its policy decides");
    }

    @Test
    void whatIsUnderWayIsSeenThrough() {
        assertThat(told(new Stopping(ID, NOW, Pressure.ASKED, new Leader.Alive(), new AfterStop.Rest())))
                .isEqualTo("STOP is being stopped, pid 4711");
        assertThat(told(new Stopping(ID, NOW, Pressure.ASKED, new Leader.Alive(), new AfterStop.StartAgain())))
                .isEqualTo("RESTART is being stopped, pid 4711");
        ExitStatus three = new ExitStatus.Code(3);
        Death death = new Death(three, Duration.ofHours(1), Phase.RUNNING, Streak.NONE, Optional.empty());
        assertThat(told(new Stopping(ID, NOW, Pressure.ASKED, new Leader.Dead(three), new AfterStop.Conclude(death))))
                .isEqualTo("START has ended (exit status 3)");
        assertThat(told(new Backoff(NOW, Streak.NONE, "exited too quickly (exit status 3)")))
                .isEqualTo("START is to be started: exited too quickly (exit status 3)");
    }

    @Test
    void whatWasJustBeingMadeIsFoundOrMade() {
        assertThat(told(new Spawning(Streak.NONE))).isEqualTo("START is to be started: it was just being started");
        runLives = true;
        assertThat(told(new Spawning(Streak.NONE))).isEqualTo("KEEP has just been made");
    }

    @Test
    void whatRestsIsLeft() {
        assertThat(told(STOPPED)).isEqualTo("LEAVE was stopped");
        assertThat(told(new Exited(new ExitStatus.Code(0)))).isEqualTo("LEAVE has ended (exit status 0)");
        assertThat(told(new Fatal("no such file"))).isEqualTo("LEAVE could not be started: no such file");
    }

    @Test
    void whatNeverRanIsStartedIfItStartsByItself() {
        List<ProgramConfig> wanted = List.of(WEB, Programs.program("idle", Policies.autostart(USUAL, false)));

        assertThat(lines(List.of(), wanted))
                .containsExactly("idle LEAVE does not run, and has autostart: false", "web START does not run");
        assertThat(told(new Stopped(StopReason.NOT_STARTED))).isEqualTo("START does not run");
    }

    @Test
    void whatHasATerminalIsKeptAsTheOthersAre() {
        ProgramConfig term = Programs.program("web", 1, USUAL, Programs.withTerminal(Programs.launch("/bin/web")));

        assertThat(told(RUNNING, term)).isEqualTo("RESTART changed while no supervisor ran");
        assertThat(lines(List.of(entry(RUNNING, term.processes().getFirst())), List.of(term)))
                .containsExactly("web KEEP runs, pid 4711");
    }

    private String told(ProcessState state) {
        return told(state, WEB);
    }

    /// Of one that was started as [#WEB] is.
    private String told(ProcessState state, ProgramConfig wanted) {
        List<String> lines = lines(List.of(entry(state)), List.of(wanted));
        assertThat(lines).hasSize(1);
        return lines.getFirst().substring("web ".length());
    }

    private List<String> lines(List<Entry> former, List<ProgramConfig> wanted) {
        Sight sight = new Sight() {
            @Override
            public boolean lives(ProcessId id) {
                return !dead.contains(id);
            }

            @Override
            public boolean runLives(Entry entry) {
                return runLives;
            }
        };
        List<String> lines = new ArrayList<>();
        StartPreview.of(former, Programs.configuration(wanted), disabled::contains, sight, NOW)
                .forEach(line -> lines.add(line.name() + " " + line.kind() + " " + line.why()));
        return lines;
    }

    private static Entry entry(ProcessState state) {
        return entry(state, WEB.processes().getFirst());
    }

    private static Entry entry(ProcessState state, ProcessConfig config) {
        return new Entry(
                config.key(),
                config.name(),
                state,
                new Moment(0),
                Instant.EPOCH,
                7,
                Fingerprint.of(config.launch()),
                config.launch().stdin(),
                config.policy().stop(),
                new Entry.Past(Optional.of(Instant.EPOCH), Optional.empty(), Optional.empty()));
    }
}
