package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.taskmaster.commands.Output.Audience;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Requester;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output.ToFile;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Stream;

/// What is shown of the output of a process with which something went wrong.
class LastWordsTest {

    private static final Instant ENDED = FakeControl.THEN;
    private static final Instant STARTED = ENDED.minusSeconds(2);
    private static final Outcome FAILED =
            new Outcome.Failed(ProcessName.of("web"), Outcome.Cause.START_FAILED, "exited too quickly (exit status 1)");

    private final FakeControl control = new FakeControl();
    private final RecordingOutput output = new RecordingOutput(Audience.PROGRAM);

    @Test
    void aFailedStartIsFollowedByTheLastLinesOfBothOutputs() {
        process(StateName.FATAL, ENDED);
        log(Stream.STDOUT, "starting\n");
        log(Stream.STDERR, "cannot bind\u0007 \u001b[31mport\u001b[0m 80\nweb: started");

        run("start web");

        assertThat(output.lines)
                .containsExactly(
                        "web: ERROR (exited too quickly (exit status 1))",
                        "    web's last lines of stderr:",
                        "    | cannot bind\\x07 port 80",
                        "    | web: started",
                        "    web's last lines of stdout:",
                        "    | starting");
    }

    @Test
    void noMoreThanTenLinesAreShown() {
        process(StateName.FATAL, ENDED);
        log(
                Stream.STDERR,
                IntStream.rangeClosed(1, 5000).mapToObj(Integer::toString).collect(Collectors.joining("\n")));

        run("restart web");

        assertThat(output.lines)
                .hasSize(12)
                .contains("    | 4991", "    | 5000")
                .doesNotContain("    | 4990");
    }

    @Test
    void noMoreThanFourKibibytesAreShown() {
        process(StateName.FATAL, ENDED);
        log(Stream.STDERR, "x".repeat(100_000));

        run("start web");

        assertThat(output.lines.getLast()).isEqualTo("    | " + "x".repeat(4096));
    }

    @Test
    void whatWasWrittenBeforeTheRunIsNotShown() {
        process(StateName.FATAL, ENDED);
        log(Stream.STDERR, "of an earlier run\n");
        control.modified(STARTED.minusSeconds(1));

        run("start web");

        assertThat(output.lines).containsExactly("web: ERROR (exited too quickly (exit status 1))");
    }

    @Test
    void aCommandThatCouldNotBeStartedSaidNothing() {
        process(StateName.FATAL, ENDED.minusSeconds(1));
        log(Stream.STDERR, "of an earlier run\n");

        run("start web");

        assertThat(output.lines).containsExactly("web: ERROR (exited too quickly (exit status 1))");
    }

    @Test
    void howToKeepAnOutputIsSaid() {
        process(StateName.FATAL, ENDED);
        control.discards("web");
        log(Stream.STDERR, "oh\n");

        run("start web");

        assertThat(output.lines)
                .containsSubsequence(
                        "    | oh",
                        "    web: its stdout is not kept; write stdout: /path/to/a/file for web in"
                                + " /etc/taskmaster.yaml and reload");
    }

    @Test
    void whatWentWellIsNotExplained() {
        process(StateName.FATAL, ENDED);
        log(Stream.STDERR, "oh\n");
        control.answer(new Outcome.Failed(
                ProcessName.of("web"), Outcome.Cause.OVERTAKEN, "stopped by another order meanwhile"));

        commands().run("start web", output, new Interruption());

        assertThat(output.lines).containsExactly("web: ERROR (stopped by another order meanwhile)");
    }

    @ParameterizedTest
    @EnumSource(names = {"FATAL", "BACKOFF", "EXITED", "RUNNING", "STOPPED"})
    void theStatusOfOneProcessShowsThemWhenItIsInTrouble(StateName state) {
        process(state, ENDED);
        log(Stream.STDERR, "oh\n");

        run("status web");

        // It is in no configuration, so no exit status is expected of it.
        boolean trouble = state == StateName.FATAL || state == StateName.BACKOFF || state == StateName.EXITED;
        assertThat(output.lines.contains("    | oh")).isEqualTo(trouble);
    }

    @Test
    void theStatusOfAllProcessesDoesNot() {
        process(StateName.FATAL, ENDED);
        log(Stream.STDERR, "oh\n");

        run("status");

        assertThat(output.lines).hasSize(1);
    }

    private void process(StateName state, Instant ended) {
        control.with(new ProcessStatus(
                new ProcessKey("web", 0),
                ProcessName.of("web"),
                state,
                OptionalInt.empty(),
                new Moment(0),
                ENDED,
                "exited too quickly (exit status 1)",
                new ProcessStatus.History(
                        Optional.of(STARTED), Optional.of(ended), Optional.of(new ExitStatus.Code(1))),
                new ToFile(Path.of("/tmp/web.out")),
                new ToFile(Path.of("/tmp/web.err"))));
        control.answer(FAILED);
    }

    private void log(Stream stream, String text) {
        control.log(new LogSource.OfProcess(ProcessName.of("web"), stream), text);
    }

    private void run(String line) {
        commands().run(line, output, new Interruption());
    }

    private Commands commands() {
        return new Commands(
                control, new Requester("a test"), new FakeTime(), new Focus(), Bond.ONE_PROGRAM, new FakePerson(true));
    }
}
