package org.taskmaster.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.core.ProcessEvent.Verdict;
import org.taskmaster.events.EventText.Line;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;

/// The words of each event: what people search for.
class EventTextTest {

    private static final Instant NOW = Instant.EPOCH;
    private static final ExitStatus CODE = new ExitStatus.Code(3);

    @Test
    void aLifeIsToldInSupervisordsWords() {
        assertThat(line(new ProcessEvent.Spawned(42))).isEqualTo(info("spawned: 'web' with pid 42"));
        assertThat(line(new ProcessEvent.Succeeded(42, Duration.ofMillis(1_500))))
                .isEqualTo(
                        info(
                                "success: web entered RUNNING state, process has stayed up for > than 1.5 seconds (starttime)"));
        assertThat(line(new ProcessEvent.Exited(CODE, Verdict.EXPECTED)))
                .isEqualTo(info("exited: web (exit status 3; expected)"));
        assertThat(line(new ProcessEvent.Exited(CODE, Verdict.UNEXPECTED)))
                .isEqualTo(warn("exited: web (exit status 3; not expected)"));
        assertThat(line(new ProcessEvent.Exited(new ExitStatus.Killed(new Signal(11), true), Verdict.UNEXPECTED)))
                .isEqualTo(warn("exited: web (terminated by SIGSEGV (core dumped); not expected)"));
    }

    @Test
    void failedStartsAreToldWithTheirReasons() {
        assertThat(line(new ProcessEvent.SpawnFailed("no such file"))).isEqualTo(warn("spawnerr: web: no such file"));
        assertThat(line(new ProcessEvent.Exited(CODE, Verdict.TOO_QUICK)))
                .isEqualTo(warn("exited: web (exit status 3; not expected, it did not last starttime)"));
        assertThat(line(new ProcessEvent.BackedOff(Duration.ofSeconds(2), "no such file")))
                .isEqualTo(info("backoff: web no such file, next try in 2 seconds"));
        assertThat(line(new ProcessEvent.GaveUp("no such file")))
                .isEqualTo(new Line(
                        LogLevel.ERROR,
                        "gave up: web entered FATAL state, too many start retries too quickly: no such file"));
    }

    @Test
    void theEndIsToldStepByStep() {
        assertThat(line(new ProcessEvent.StopSent(42, Signal.TERM))).isEqualTo(info("stopping: web (42) with SIGTERM"));
        assertThat(line(new ProcessEvent.KillSent(42))).isEqualTo(warn("killing 'web' (42) with SIGKILL"));
        assertThat(line(new ProcessEvent.Stopped(new ExitStatus.Killed(Signal.TERM, false))))
                .isEqualTo(info("stopped: web (terminated by SIGTERM)"));
        assertThat(line(new ProcessEvent.Cancelled())).isEqualTo(info("stopped: web (was waiting for its next try)"));
        assertThat(line(new ProcessEvent.LeftGroupBehind(42, CODE)))
                .isEqualTo(warn(
                        "exited: web (exit status 3) and left processes that it had started behind, stopping them"));
    }

    @Test
    void ordersAndReloadsAreTold() {
        assertThat(EventText.describe(new Event.Ordered(NOW, "the shell", "restart web:*", Optional.empty())))
                .containsExactly(info("restart web:*, asked by the shell"));
        assertThat(EventText.describe(new Event.Reloaded(NOW, List.of())))
                .containsExactly(info("reloaded: nothing has changed"));
        assertThat(EventText.describe(new Event.Reloaded(NOW, List.of("add web: newly configured"))))
                .containsExactly(info("reloaded: 1 change"), info("  add web: newly configured"));
        assertThat(EventText.describe(new Event.Reloaded(NOW, List.of("a", "b"))))
                .startsWith(info("reloaded: 2 changes"));
        assertThat(EventText.describe(new Event.ReloadRejected(
                        NOW, List.of(new Problem(Path.of("t.yaml"), 1, 2, "no cmd", "give one")))))
                .containsExactly(
                        new Line(LogLevel.ERROR, "reload refused, nothing was changed:"),
                        new Line(LogLevel.ERROR, "  t.yaml:1:2: no cmd; give one"));
    }

    @Test
    void theSupervisorAndGapsAreTold() {
        assertThat(EventText.describe(new Event.OfSupervisor(NOW, LogLevel.DEBUG, "hello")))
                .containsExactly(new Line(LogLevel.DEBUG, "hello"));
        assertThat(EventText.describe(new Event.Missed(NOW, 12)))
                .containsExactly(warn("12 lines are missing here: they came faster than they could be told"));
    }

    @Test
    void whatAUserOrAProgramSaysCannotForgeALine() {
        assertThat(EventText.describe(new Event.Ordered(NOW, "me", "start a\nspawned: 'b'\u001b[2J", Optional.empty())))
                .containsExactly(info("start a\\x0aspawned: 'b'\\x1b[2J, asked by me"));
    }

    private static Line line(ProcessEvent what) {
        List<Line> lines = EventText.describe(new Event.OfProcess(NOW, ProcessName.of("web"), what));
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private static Line info(String text) {
        return new Line(LogLevel.INFO, text);
    }

    private static Line warn(String text) {
        return new Line(LogLevel.WARN, text);
    }
}
