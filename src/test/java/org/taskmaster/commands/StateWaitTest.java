package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.Waiting;
import org.taskmaster.commands.Output.Audience;
import org.taskmaster.control.Requester;
import org.taskmaster.events.Event;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;

/// `wait` and `events -f`, which follow the fleet on a thread of their own.
final class StateWaitTest {

    private final FakeControl control = new FakeControl()
            .with("web:0", StateName.STARTING, 7)
            .with("web:1", StateName.RUNNING, 8)
            .with("db", StateName.STOPPED, "Not started");
    private final RecordingOutput output = new RecordingOutput(Audience.PROGRAM);
    private final Interruption interruption = new Interruption();
    private final Commands commands = new Commands(
            control, new Requester("a test"), new SystemTime(), new Focus(), Bond.VISITOR, new FakePerson(true));

    @Test
    void itEndsAtTheMomentAtWhichAllAreThere() {
        CompletableFuture<Commands.Done> done = begin("wait web");

        change("web:1", StateName.RUNNING, StateName.BACKOFF, "");
        change("web:0", StateName.STARTING, StateName.RUNNING, "");
        change("db", StateName.STOPPED, StateName.RUNNING, "");
        assertThat(done).isNotDone();
        change("web:1", StateName.BACKOFF, StateName.RUNNING, "");

        assertThat(done.join().exit()).isEqualTo(ExitCode.OK);
        assertThat(output.lines).containsExactly("web:0: RUNNING", "web:1: RUNNING");
    }

    @Test
    void fatalEndsAWaitingForAnythingElse() {
        CompletableFuture<Commands.Done> done = begin("wait web");

        change("web:0", StateName.STARTING, StateName.FATAL, "exited too quickly (exit status 1)");

        assertThat(done.join().exit()).isEqualTo(ExitCode.FAILED);
        assertThat(output.text())
                .isEqualTo("web:0: ERROR (FATAL: exited too quickly (exit status 1); start it again)\nweb:1: RUNNING");
    }

    @Test
    void whatIsTakenAwayMeanwhileIsNoSuccess() {
        CompletableFuture<Commands.Done> done = begin("wait db --until RUNNING");

        control.forget("db");
        reloaded();

        assertThat(done.join().exit()).isEqualTo(ExitCode.UNKNOWN_NAME);
        assertThat(output.lines).containsExactly("db: ERROR (no such process)");
    }

    @Test
    void whatIsTakenAwayEndsTheWaitingForOthersToo() {
        CompletableFuture<Commands.Done> done = begin("wait db web:1 --until RUNNING");

        control.forget("db");
        reloaded();

        assertThat(done.join().exit()).isEqualTo(ExitCode.UNKNOWN_NAME);
        assertThat(output.lines).containsExactly("web:1: RUNNING", "db: ERROR (no such process)");
    }

    @Test
    void ofAProgramThoseThatAreLeftAreWaitedFor() {
        CompletableFuture<Commands.Done> done = begin("wait web");

        control.forget("web:0");
        reloaded();

        assertThat(done.join().exit()).isEqualTo(ExitCode.OK);
        assertThat(output.lines).containsExactly("web:1: RUNNING");
    }

    @Test
    void ofAPatternThatFitsNothingAnyMoreNothingIsClaimed() {
        CompletableFuture<Commands.Done> done = begin("wait w*:0");

        control.forget("web:0");
        reloaded();

        assertThat(done.join().exit()).isEqualTo(ExitCode.UNKNOWN_NAME);
        assertThat(output.lines).containsExactly("w*:0: ERROR (no such process)");
    }

    @Test
    void oneOfSeveralStatesIsEnough() {
        CompletableFuture<Commands.Done> done = begin("wait --until EXITED,FATAL web:0");

        change("web:0", StateName.STARTING, StateName.FATAL, "");

        assertThat(done.join().exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void timeThatIsOverSaysWhatIsMissing() {
        Commands.Done done = run("wait --timeout 1ms db");

        assertThat(output.lines).containsExactly("db: ERROR (still STOPPED: Not started)");
        assertThat(done.exit()).isEqualTo(ExitCode.TIMED_OUT);
    }

    @Test
    void ctrlCEndsIt() {
        CompletableFuture<Commands.Done> done = begin("wait db");

        interruption.ask();

        assertThat(done.join().exit()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(output.lines).containsExactly("no longer waiting");
    }

    @Test
    void endOfTheSupervisorEndsIt() {
        CompletableFuture<Commands.Done> done = begin("wait db");

        control.events.end();

        assertThat(done.join().exit()).isEqualTo(ExitCode.FAILED);
        assertThat(output.text()).contains("the supervisor has ended");
    }

    @Test
    void eventsBeginWithHowThingsAreAndGoOnWithWhatHappens() {
        CompletableFuture<Commands.Done> done = begin("events -f web:0");

        Waiting.until(() -> output.lines.size() == 1);
        change("web:1", StateName.RUNNING, StateName.EXITED, "exit status 0");
        change("web:0", StateName.STARTING, StateName.RUNNING, "");
        Waiting.until(() -> output.lines.size() == 2);
        interruption.ask();

        assertThat(done.join().exit()).isEqualTo(ExitCode.OK);
        assertThat(output.lines.get(0)).matches("web:0 STARTING pid 7, since [0-9-]{10} [0-9:]{8}");
        assertThat(output.lines.get(1)).endsWith("web:0 STARTING -> RUNNING pid 9");
    }

    @Test
    void followingEventsEndsWellWithTheSupervisor() {
        CompletableFuture<Commands.Done> done = begin("events -f web:0");

        control.events.end();

        assertThat(done.join().exit()).isEqualTo(ExitCode.OK);
        assertThat(output.lines).last().asString().contains("the supervisor has ended");
    }

    @Test
    void followingEventsFailsWhenTheConnectionIsLost() {
        CompletableFuture<Commands.Done> done = begin("events -f web:0");

        control.events.lose("events are no longer followed: nobody is there");

        assertThat(done.join().exit()).isEqualTo(ExitCode.FAILED);
        assertThat(output.lines).last().isEqualTo("error: events are no longer followed: nobody is there");
    }

    @Test
    void endOfTheSupervisorCanBeWaitedFor() {
        CompletableFuture<Commands.Done> done = begin("shutdown --wait");
        Waiting.until(() -> control.asked.contains("shutdown by a test"));
        assertThat(done).isNotDone();

        change("web:0", StateName.RUNNING, StateName.STOPPING, "");
        change("web:1", StateName.RUNNING, StateName.STOPPED, "");
        change("web:0", StateName.STOPPING, StateName.STOPPED, "");
        control.events.end();

        assertThat(done.join()).isEqualTo(new Commands.Done(ExitCode.OK, Commands.Next.END));
        assertThat(output.lines).containsExactly("stopped 2 processes; the supervisor has ended");
    }

    @Test
    void theEndOfTheSupervisorAloneCanBeWaitedFor() {
        CompletableFuture<Commands.Done> done = begin("shutdown --keep-programs --wait");
        Waiting.until(() -> control.asked.contains("hand over by a test"));

        change("web:0", StateName.RUNNING, StateName.STOPPED, "");
        control.events.end();

        assertThat(done.join()).isEqualTo(new Commands.Done(ExitCode.OK, Commands.Next.END));
        assertThat(output.lines)
                .containsExactly("stopped 1 process; the supervisor has ended; 1 process left to the next one");
    }

    @Test
    void whatTheNextSupervisorWouldNotKnowIsNotLeftToIt() {
        control.cannotHandOver("the disk is full");

        assertThat(begin("shutdown --keep-programs --wait").join().exit()).isEqualTo(ExitCode.FAILED);
        assertThat(begin("shutdown --keep-programs").join().exit()).isEqualTo(ExitCode.FAILED);

        assertThat(output.lines)
                .hasSize(2)
                .containsOnly(
                        "error: the next supervisor would not know what runs, so nothing was done: the disk is full");
    }

    @Test
    void whatWasLeftAtTheEndOfTheSupervisorIsNotCountedAsStopped() {
        CompletableFuture<Commands.Done> done = begin("shutdown --wait");
        Waiting.until(() -> control.asked.contains("shutdown by a test"));

        change("web:1", StateName.RUNNING, StateName.STOPPED, "");
        change("web:0", StateName.RUNNING, StateName.STOPPING, "");
        control.events.publish(Event.OfSupervisor.leaving(Instant.now(), "web:0", "it did not end when it was killed"));
        control.events.end();

        assertThat(done.join()).isEqualTo(new Commands.Done(ExitCode.FAILED, Commands.Next.END));
        assertThat(output.lines)
                .containsExactly(
                        "error: leaving web:0 behind: it did not end when it was killed",
                        "stopped 1 process; the supervisor has ended");
    }

    private CompletableFuture<Commands.Done> begin(String line) {
        CompletableFuture<Commands.Done> done = CompletableFuture.supplyAsync(() -> run(line));
        Waiting.until(() -> control.watched() == 1);
        return done;
    }

    private Commands.Done run(String line) {
        return commands.run(line, output, interruption);
    }

    private void change(String name, StateName from, StateName to, String detail) {
        OptionalInt pid = to.live() ? OptionalInt.of(9) : OptionalInt.empty();
        control.events.publish(new Event.StateChanged(Instant.now(), ProcessName.of(name), from, to, pid, detail));
    }

    private void reloaded() {
        control.events.publish(new Event.Reloaded(Instant.now(), List.of()));
    }
}
