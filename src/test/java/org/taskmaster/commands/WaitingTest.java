package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.commands.Output.Audience;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.Requester;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.events.Event;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;

final class WaitingTest {

    private final FakeControl control = new FakeControl()
            .with("web:0", StateName.STARTING, 7)
            .with("web:1", StateName.BACKOFF, "exited too quickly (exit status 1)")
            .with("web:2", StateName.RUNNING, 8);
    private final CompletableFuture<ActionReport> report = new CompletableFuture<>();
    private final FakeTime time = new FakeTime();
    private final Focus focus = new Focus();
    private final Interruption interruption = new Interruption();
    private final RecordingOutput output = new RecordingOutput(Audience.PERSON);
    private final Commands commands =
            new Commands(control, new Requester("a test"), time, focus, Bond.ONE_PROGRAM, new FakePerson(true));

    WaitingTest() {
        control.answer(_ -> report);
    }

    @Test
    void aQuickOutcomeShowsNoProgress() {
        time.at(Duration.ofMillis(900), this::succeed);

        commands.run("start web", output, interruption);

        assertThat(output.progress).containsOnly("");
        assertThat(output.lines).containsExactly("web:0: started (pid 7)");
    }

    @Test
    void aSlowOutcomeShowsEachSecondWhatItWaitsFor() {
        time.at(Duration.ofMillis(1500), () -> control.now("web:1", StateName.RUNNING, OptionalInt.of(9), ""));
        time.at(Duration.ofMillis(2500), this::succeed);

        commands.run("start web", output, interruption);

        assertThat(output.progress)
                .containsExactly(
                        "waiting for web:0 (STARTING), web:1 (BACKOFF exited too quickly (exit status 1)) ... 1 s,"
                                + " Ctrl-C stops waiting",
                        "waiting for web:0 (STARTING) ... 2 s, Ctrl-C stops waiting",
                        "");
    }

    @Test
    void manyProcessesAreCountedInTheProgress() {
        for (int i = 3; i < 10; i++) {
            control.with("web:" + i, StateName.STOPPING, 20 + i);
        }
        time.at(Duration.ofMillis(1500), this::succeed);

        commands.run("stop web", output, interruption);

        assertThat(output.progress.getFirst()).contains("web:2 (RUNNING) and 7 more ... 1 s");
    }

    @Test
    void anInterruptionEndsTheWaitingAndNotTheOrder() {
        time.at(Duration.ofSeconds(3), interruption::ask);

        Commands.Done done = commands.run("stop web", output, interruption);

        assertThat(output.text()).isEqualTo("no longer waiting; the order stands");
        assertThat(done.exit()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(control.asked).containsExactly("STOP web by a test");
    }

    @Test
    void theProcessesOfAnOrderAreInFocusWhileItIsWaitedFor() {
        Requester self = new Requester("a test");
        time.at(Duration.ofMillis(500), () -> {
            assertThat(focus.answers(spawned("web:0"), self)).as("before it").isFalse();
            assertThat(focus.answers(ordered("start web"), self)).isTrue();
            assertThat(focus.answers(spawned("web:0"), self)).isTrue();
            assertThat(focus.answers(spawned("db"), self)).isFalse();
            succeed();
        });

        commands.run("start web", output, interruption);

        Event up = new Event.OfProcess(
                Instant.EPOCH, ProcessName.of("web:0"), new ProcessEvent.Succeeded(7, Duration.ZERO));
        assertThat(focus.answers(up, self)).as("told late").isTrue();
        assertThat(focus.answers(spawned("web:0"), self)).isFalse();
    }

    @Test
    void whatIsNotWaitedForIsNotInFocus() {
        Requester self = new Requester("a test");
        time.at(Duration.ofSeconds(3), interruption::ask);

        commands.run("start web", output, interruption);

        assertThat(focus.answers(ordered("start web"), self)).isTrue();
        assertThat(focus.answers(spawned("web:0"), self)).isFalse();
    }

    private static Event spawned(String process) {
        return new Event.OfProcess(Instant.EPOCH, ProcessName.of(process), new ProcessEvent.Spawned(7));
    }

    private static Event ordered(String order) {
        return new Event.Ordered(Instant.EPOCH, "a test", order, Optional.empty());
    }

    private void succeed() {
        report.complete(
                new ActionReport(List.of(new Outcome.Started(ProcessName.of("web:0"), 7, Duration.ZERO)), List.of()));
    }
}
