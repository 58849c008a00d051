package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.commands.Output.Audience;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.Requester;
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
        Instant[] during = new Instant[1];
        time.at(Duration.ofMillis(500), () -> {
            during[0] = Instant.now();
            assertThat(focus.covers("web:0", during[0])).isTrue();
            assertThat(focus.covers("db", during[0])).isFalse();
            succeed();
        });

        commands.run("start web", output, interruption);

        assertThat(focus.covers("web:0", during[0])).as("told late").isTrue();
        assertThat(focus.covers("web:0", Instant.now().plusSeconds(1))).isFalse();
    }

    @Test
    void theStepsOfAReloadAreInFocusWhenItIsAnswered() {
        Instant before = Instant.now().minusSeconds(1);

        commands.run("reload", output, interruption);

        assertThat(focus.coversReload(before)).isFalse();
        assertThat(focus.coversReload(Instant.now().plusSeconds(1))).isFalse();
        assertThat(focus.covers("web:0", Instant.now())).isFalse();
    }

    private void succeed() {
        report.complete(new ActionReport(List.of(new Outcome.Started("web:0", 7, Duration.ZERO)), List.of()));
    }
}
