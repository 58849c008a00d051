package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ProcessStatus.OutputHealth;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;

final class StatusTableTest {

    private static final Moment NOW = new Moment(200_000_000_000_000L);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUNNING  | 10    | 7  | ''          | RUNNING   pid 7, uptime 0:00:10",
                "STARTING | 2     | 7  | ''          | STARTING  pid 7, up for 0:00:02",
                "STOPPING | 2     | 7  | SIGKILL sent| STOPPING  pid 7, SIGKILL sent",
                "STOPPED  | 2     | 0  | Not started | STOPPED   Not started",
                "STOPPED  | 2     | 0  | ''          | STOPPED   Nov 03 12:05 AM",
                "EXITED   | 2     | 0  | exit status 3| EXITED    Nov 03 12:05 AM, exit status 3",
                "BACKOFF  | 2     | 0  | exited too quickly| BACKOFF   exited too quickly",
                "FATAL    | 2     | 0  | spawn error | FATAL     spawn error",
                "FATAL    | 2     | 0  | ''          | FATAL",
            })
    void everyStateIsDescribedInSupervisordsWords(StateName state, int seconds, int pid, String detail, String row) {
        Output kept = new Output.ToFile(Path.of("/tmp/log"));
        ProcessStatus process = new ProcessStatus(
                new ProcessKey("web", 0),
                ProcessName.of("web:0"),
                state,
                pid == 0 ? OptionalInt.empty() : OptionalInt.of(pid),
                new Moment(NOW.nanos() - seconds * 1_000_000_000L),
                Instant.parse("2026-11-03T00:05:09Z"),
                detail,
                ProcessStatus.History.NONE,
                kept,
                kept);

        assertThat(StatusTable.line(process, 8, NOW, () -> ZoneId.of("UTC")).plain())
                .isEqualTo("web:0   " + row);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUNNING  | 7  | ''          | RUNNING   pid 7, uptime 0:00:10, disabled, output was lost",
                "STOPPED  | 0  | Not started | STOPPED   Not started, disabled, output was lost",
                "FATAL    | 0  | ''          | FATAL     disabled, output was lost",
            })
    void whatIsDisabledIsShownAsThatInEveryState(StateName state, int pid, String detail, String row) {
        Output nowhere = new Output.Discard();
        ProcessStatus process = FakeProcess.disabled(
                process(state, pid, detail, nowhere, nowhere, new OutputHealth(1, Optional.empty())));

        assertThat(StatusTable.line(process, 8, NOW, () -> ZoneId.of("UTC")).plain())
                .isEqualTo("web:0   " + row);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0:00:00",
        "59, 0:00:59",
        "3600, 1:00:00",
        "86399, 23:59:59",
        "86400, '1 day, 0:00:00'",
        "180061, '2 days, 2:01:01'"
    })
    void uptimeReadsAsPythonWritesIt(long seconds, String text) {
        assertThat(StatusTable.uptime(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void aLongNameWidensItsColumnForAll() {
        FakeControl control = new FakeControl()
                .with("a", StateName.FATAL, "x")
                .with("a-program-with-a-long-name", StateName.FATAL, "y");

        assertThat(lines(control, "status"))
                .containsExactly(
                        "a                            FATAL     x", "a-program-with-a-long-name   FATAL     y");
    }

    @Test
    void whatTheSupervisorItselfLacksStandsBelow() {
        FakeControl control = new FakeControl().with("a", StateName.FATAL, "x");
        control.lacks("the activity log /x cannot be written (no space); lines missing: 3");

        assertThat(lines(control, "status"))
                .containsExactly(
                        "a                      FATAL     x",
                        "the activity log /x cannot be written (no space); lines missing: 3");
    }

    @Test
    void onlyTheStateIsColoured() {
        assertThat(Line.of("web  ").with(Tone.GOOD, "RUNNING").with("  pid 7").coloured())
                .isEqualTo("web  \u001b[32mRUNNING\u001b[0m  pid 7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUNNING | 7 | ''            | 0   | ''           | RUNNING   pid 7, uptime 0:00:10",
                "RUNNING | 7 | ''            | 120 | ''           | RUNNING   pid 7, uptime 0:00:10, output was lost",
                "RUNNING | 7 | ''            | 120 | no space left| RUNNING   pid 7, uptime 0:00:10, output in trouble",
                "FATAL   | 0 | spawn error   | 0   | no space left| FATAL     spawn error, output in trouble",
                "FATAL   | 0 | ''            | 1   | ''           | FATAL     output was lost",
            })
    void whatIsTheMatterWithTheOutputStandsAtTheEnd(
            StateName state, int pid, String detail, long lost, String trouble, String row) {
        ProcessStatus process = process(
                state,
                pid,
                detail,
                new Output.Discard(),
                new Output.Discard(),
                new OutputHealth(lost, trouble.isEmpty() ? Optional.empty() : Optional.of(trouble)));

        assertThat(StatusTable.line(process, 8, NOW, () -> ZoneId.of("UTC")).plain())
                .isEqualTo("web:0   " + row);
    }

    @Test
    void whereOutputGoesIsToldOnlyWhenThatIsAsked() {
        Output kept = new Output.ToFile(Path.of("/tmp/log"));
        FakeControl control = new FakeControl()
                .with(process(StateName.FATAL, 0, "spawn error", kept, new Output.Discard(), OutputHealth.GOOD))
                .with("db", StateName.FATAL, "x");

        assertThat(lines(control, "status web:0")).containsExactly("web:0                  FATAL     spawn error");
        assertThat(lines(control, "status -v web:0"))
                .containsExactly(
                        "web:0                  FATAL     spawn error",
                        "    stdout: /tmp/log, direct",
                        "    stderr: discarded");
    }

    private static ProcessStatus process(
            StateName state, int pid, String detail, Output stdout, Output stderr, OutputHealth health) {
        return new ProcessStatus(
                new ProcessKey("web", 0),
                ProcessName.of("web:0"),
                state,
                pid == 0 ? OptionalInt.empty() : OptionalInt.of(pid),
                new Moment(NOW.nanos() - 10_000_000_000L),
                Instant.parse("2026-11-03T00:05:09Z"),
                detail,
                ProcessStatus.History.NONE,
                stdout,
                stderr,
                health);
    }

    private static List<String> lines(FakeControl control, String line) {
        RecordingOutput output = new RecordingOutput(org.taskmaster.commands.Output.Audience.PROGRAM);
        new Commands(
                        control,
                        new org.taskmaster.control.Requester("a test"),
                        new FakeTime(),
                        new Focus(),
                        Bond.ONE_PROGRAM,
                        new FakePerson(true))
                .run(line, output, new Interruption());
        return output.lines;
    }
}
