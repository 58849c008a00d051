package org.taskmaster.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.commands.Bond;
import org.taskmaster.commands.Commands;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.commands.FakePerson;
import org.taskmaster.commands.Focus;
import org.taskmaster.commands.Interruption;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Output.Audience;
import org.taskmaster.commands.RecordingOutput;
import org.taskmaster.commands.SystemTime;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.Requester;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.events.Event;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

final class EventDigestTest {

    private static final Instant THEN = Instant.parse("2026-11-23T05:31:09Z");

    private static final Requester SELF = new Requester("the shell");

    private final Focus focus = new Focus();
    private final EventDigest digest = new EventDigest(SELF, focus, ZoneId.of("UTC"));
    private final FakeControl control = new FakeControl().with("web", StateName.RUNNING, 7);
    private final Commands commands =
            new Commands(control, SELF, new SystemTime(), focus, Bond.VISITOR, new FakePerson(true));
    private final List<Line> told = new ArrayList<>();

    @Test
    void anEventIsToldWithItsTimeAndColour() {
        Event died = new Event.OfProcess(THEN, ProcessName.of("web"), new ProcessEvent.GaveUp("it cannot be run"));

        assertThat(digest.tell(died, Duration.ZERO))
                .extracting(Line::coloured)
                .containsExactly("\u001b[2m05:31:09 \u001b[0m\u001b[31mgave up: web entered FATAL state,"
                        + " too many start retries too quickly: it cannot be run\u001b[0m");
    }

    @Test
    void ordersOfThisShellAreNotTold() {
        assertThat(digest.tell(new Event.Ordered(THEN, "the shell", "stop web", Optional.empty()), Duration.ZERO))
                .isEmpty();
        assertThat(digest.tell(new Event.Ordered(THEN, "SIGHUP", "reload", Optional.empty()), Duration.ZERO))
                .hasSize(1);
    }

    @Test
    void debuggingIsNotTold() {
        assertThat(digest.tell(new Event.OfSupervisor(THEN, LogLevel.DEBUG, "tick"), Duration.ZERO))
                .isEmpty();
    }

    @Test
    void aBurstIsCountedAfterItsFirstLines() {
        for (int i = 0; i < 250; i++) {
            told.addAll(digest.tell(something(), Duration.ofMillis(i)));
        }

        assertThat(told).hasSize(10);
        assertThat(digest.due(Duration.ofMillis(250))).contains(Duration.ofMillis(750));
        assertThat(digest.expired(Duration.ofMillis(999))).isEmpty();
        assertThat(digest.expired(Duration.ofSeconds(1)))
                .extracting(Line::plain)
                .containsExactly("... and 240 more, see maintail");
        assertThat(digest.due(Duration.ofSeconds(1))).isEmpty();
    }

    /// No command can be given when nothing more will be told.
    @Test
    void atTheEndTheLogIsNamed() {
        for (int i = 0; i < 12; i++) {
            digest.tell(something(), Duration.ZERO);
        }

        assertThat(digest.last("/var/log/taskmaster.log"))
                .extracting(Line::plain)
                .containsExactly("... and 2 more, see /var/log/taskmaster.log");
        assertThat(digest.last("/var/log/taskmaster.log")).isEmpty();
    }

    @Test
    void theNextMomentIsToldInFullAgain() {
        for (int i = 0; i < 12; i++) {
            digest.tell(something(), Duration.ZERO);
        }

        told.addAll(digest.tell(something(), Duration.ofSeconds(2)));

        assertThat(told).extracting(Line::plain).containsExactly("... and 2 more, see maintail", "05:31:09 something");
    }

    /// The clock of another machine may be hours off.
    @ParameterizedTest
    @ValueSource(longs = {-3600, 0, 3600})
    void whatAnAnswerTellsIsNotToldBesideItWhateverTheClocksShow(long ahead) {
        Instant at = Instant.now().plusSeconds(ahead);
        control.answer(_ -> {
            happens(new Event.Ordered(at, SELF.name(), "stop web", Optional.empty()));
            happens(at, new ProcessEvent.StopSent(7, Signal.TERM));
            happens(at, new ProcessEvent.Stopped(new ExitStatus.Code(0)));
            return stopped();
        });

        run("stop web");

        assertThat(told).isEmpty();
        happens(at, new ProcessEvent.Spawned(8));
        assertThat(told).hasSize(1);
    }

    /// Events come by another connection than the answer.
    @ParameterizedTest
    @ValueSource(longs = {-3600, 0, 3600})
    void whatAnAnswerTellsMayComeAfterIt(long ahead) {
        Instant at = Instant.now().plusSeconds(ahead);
        control.answer(_ -> stopped());

        run("stop web");
        happens(new Event.Ordered(at, SELF.name(), "stop web", Optional.empty()));
        happens(at, new ProcessEvent.StopSent(7, Signal.TERM));
        happens(at, new ProcessEvent.Stopped(new ExitStatus.Code(0)));

        assertThat(told).isEmpty();
        happens(at, new ProcessEvent.Spawned(8));
        assertThat(told).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, 0, 3600})
    void whatHappenedBeforeTheOrderIsTold(long ahead) {
        Instant at = Instant.now().plusSeconds(ahead);
        control.answer(_ -> {
            happens(at, new ProcessEvent.Spawned(7));
            happens(new Event.Ordered(at, SELF.name(), "stop web", Optional.empty()));
            return stopped();
        });

        run("stop web");

        assertThat(told).extracting(Line::plain).singleElement().asString().endsWith("spawned: 'web' with pid 7");
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, 0, 3600})
    void theStepsOfAReloadAreNotToldBesideItsAnswer(long ahead) {
        Instant at = Instant.now().plusSeconds(ahead);
        Event reloaded = new Event.Reloaded(at, List.of());

        run("reload");
        happens(new Event.Ordered(at, SELF.name(), "reload", Optional.empty()));
        happens(reloaded);

        assertThat(told).isEmpty();
        happens(reloaded);
        assertThat(told).as("another reload").hasSize(1);
    }

    private void run(String line) {
        Commands.Done _ = commands.run(line, new RecordingOutput(Audience.PERSON), new Interruption());
    }

    private void happens(Instant at, ProcessEvent what) {
        happens(new Event.OfProcess(at, ProcessName.of("web"), what));
    }

    private void happens(Event event) {
        told.addAll(digest.tell(event, Duration.ZERO));
    }

    private static CompletableFuture<ActionReport> stopped() {
        Outcome stopped = new Outcome.Stopped(ProcessName.of("web"), "exit status 0", Duration.ZERO);
        return CompletableFuture.completedFuture(new ActionReport(List.of(stopped), List.of()));
    }

    private static Event something() {
        return new Event.OfSupervisor(THEN, LogLevel.WARN, "something");
    }
}
