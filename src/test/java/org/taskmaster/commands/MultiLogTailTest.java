package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.commands.Output.Audience;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.Requester;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Stream;

/// `tail` of several processes.
class MultiLogTailTest {

    private final FakeControl control = new FakeControl()
            .with("web:0", StateName.RUNNING, 10)
            .with("web:1", StateName.RUNNING, 11)
            .with("db", StateName.RUNNING, 12);
    private final FakeTime time = new FakeTime();
    private final Interruption interruption = new Interruption();
    private final RecordingOutput output = new RecordingOutput(Audience.PROGRAM);

    @Test
    void eachLineBeginsWithTheNameOfItsProcess() {
        log("web:0", "a\nb\nunfinished");
        log("web:1", "c\n");
        log("db", "d\n");

        ExitCode exit = run("tail -n 2 web:* db");

        assertThat(output.lines).containsExactly("web:0 | b", "web:0 | unfinished", "web:1 | c", "db    | d");
        assertThat(exit).isEqualTo(ExitCode.OK);
    }

    @Test
    void oneSourceHasNoName() {
        log("db", "d\n");

        run("tail d*");

        assertThat(output.lines).containsExactly("d");
    }

    @Test
    void namesHaveTheSameColourEachTime() {
        List<String> first = coloured();
        List<String> second = coloured();

        assertThat(first).isEqualTo(second);
        assertThat(first.getFirst()).matches("\u001b\\[[0-9]+mweb:0 \\|\u001b\\[0m a\\\\x07");
    }

    private List<String> coloured() {
        List<String> lines = new ArrayList<>();
        Output terminal = new Output() {
            @Override
            public Audience audience() {
                return Audience.PERSON;
            }

            @Override
            public void line(Line line) {
                lines.add(line.coloured());
            }

            @Override
            public void logLine(String text) {
                lines.add(text);
            }

            @Override
            public void progress(String text) {
                // nothing to show
            }
        };
        log("web:0", "a\u0007\n");
        log("web:1", "\u001b[31mb\u001b[0m\n");
        commands().run("tail web", terminal, interruption);
        assertThat(lines.getLast()).endsWith(" b");
        return lines;
    }

    @Test
    void onlyWholeLinesAreShownWhileTheyAreFollowed() {
        log("web:0", "a\n");
        log("web:1", "b\n");
        time.at(Duration.ofSeconds(1), () -> log("web:0", "a\nhalf"));
        time.at(Duration.ofSeconds(2), () -> log("web:1", "b\nc\n"));
        time.at(Duration.ofSeconds(3), () -> log("web:0", "a\nhalf and half\n"));
        time.at(Duration.ofSeconds(4), interruption::ask);

        run("tail -f web");

        assertThat(output.lines).containsExactly("web:0 | a", "web:1 | b", "web:1 | c", "web:0 | half and half");
    }

    @Test
    void newProcessesJoinInAndForgottenOnesLeave() {
        log("web:0", "a\n");
        time.at(Duration.ofSeconds(2), () -> {
            control.with("web:10", StateName.RUNNING, 13);
            log("web:10", "new\n");
            control.forget("web:1");
        });
        time.at(Duration.ofSeconds(5), () -> log("web:0", "a\nlater\n"));
        time.at(Duration.ofSeconds(6), interruption::ask);

        run("tail -f web:*");

        assertThat(output.lines)
                .containsExactly("web:0 | a", "web:1: nothing has been written yet", "web:10 | new", "web:0  | later");
    }

    @Test
    void oneThatComesBackGoesOnWhereItWas() {
        log("web:0", "a\n");
        log("web:1", "b\n");
        time.at(Duration.ofSeconds(2), () -> {
            log("web:1", "b\nits last\n");
            control.forget("web:1");
        });
        time.at(Duration.ofSeconds(4), () -> {
            control.with("web:1", StateName.RUNNING, 13);
            log("web:1", "b\nits last\nback\n");
        });
        time.at(Duration.ofSeconds(6), interruption::ask);

        run("tail -f web");

        assertThat(output.lines).containsExactly("web:0 | a", "web:1 | b", "web:1 | its last", "web:1 | back");
    }

    /// `numprocs` goes from 2 to 1, and both names have one file.
    @Test
    void aLogThatBelongsToAnotherNameGoesOnWhereItWas() {
        log("web:0", "a\n");
        log("web:1", "b\n");
        time.at(Duration.ofSeconds(2), () -> {
            log("web:0", "a\nthe rest\n");
            control.forget("web:0");
            control.forget("web:1");
            control.with("web", StateName.RUNNING, 10);
            log("web", "a\nthe rest\nby its new name\n");
        });
        time.at(Duration.ofSeconds(5), interruption::ask);

        run("tail -f web");

        assertThat(output.lines.stream().map(line -> line.replaceAll(" +\\|", " |")))
                .containsExactly("web:0 | a", "web:1 | b", "web:0 | the rest", "web | by its new name");
    }

    /// `numprocs` goes from 2 to 1 and back: each name has a file of its own, in which there are old lines.
    @ParameterizedTest
    @ValueSource(strings = {"web:0", "web:*", "web:0 db"})
    void eachLineIsShownOnceWhateverItsProcessIsCalled(String words) {
        control.forget("web:1");
        log("web:0", "old\na\n");
        log("web", "older than the follower\n");
        apart("web:0", "web");
        time.at(Duration.ofSeconds(2), () -> {
            log("web:0", "old\na\nb\n");
            renamed("web:0", "web");
            log("web", "older than the follower\nc\n");
        });
        time.at(Duration.ofSeconds(5), () -> {
            log("web", "older than the follower\nc\nd\n");
            renamed("web", "web:0");
            log("web:0", "old\na\nb\ne\n");
        });
        time.at(Duration.ofSeconds(8), () -> {
            renamed("web:0", "web");
            log("web", "older than the follower\nc\nd\nf\n");
        });
        time.at(Duration.ofSeconds(11), interruption::ask);

        run("tail -n 1 -f " + words);

        assertThat(output.lines.stream()
                        .filter(line -> !line.startsWith("-- ") && !line.startsWith("db"))
                        .map(line -> line.replaceAll(".*\\| ", "")))
                .containsExactly("a", "b", "c", "d", "e", "f");
    }

    /// `numprocs` goes from 1 to 2.
    @Test
    void theProcessesOfAProgramJoinInAlsoWhenItHadOne() {
        control.forget("web:0");
        control.forget("web:1");
        control.with("web", StateName.RUNNING, 10);
        log("web", "old\na\n");
        log("web:0", "older than the follower\n");
        apart("web", "web:0");
        time.at(Duration.ofSeconds(2), () -> {
            log("web", "old\na\nb\n");
            renamed("web", "web:0");
            log("web:0", "older than the follower\nc\n");
            control.with("web:1", StateName.RUNNING, 11);
            log("web:1", "d\n");
        });
        time.at(Duration.ofSeconds(5), interruption::ask);

        run("tail -n 1 -f web");

        assertThat(output.lines).containsExactly("a", "b", "web:0 | c", "web:1 | d");
    }

    private void apart(String... names) {
        for (String name : names) {
            control.apart(new LogSource.OfProcess(ProcessName.of(name), Stream.STDOUT));
        }
    }

    private void renamed(String from, String to) {
        control.forget(from);
        control.with(to, StateName.RUNNING, 10);
    }

    @Test
    void anOutputThatIsNotKeptIsToldOnceAndTheOthersGoOn() {
        control.discards("db");
        log("web:0", "a\n");
        log("web:1", "b\n");
        time.at(Duration.ofSeconds(4), interruption::ask);

        run("tail -f all");

        assertThat(output.lines)
                .containsExactly(
                        "db: its stdout is not kept; write stdout: /path/to/a/file for db in /etc/taskmaster.yaml and"
                                + " reload. Its stderr is kept: tail db stderr",
                        "web:0 | a",
                        "web:1 | b");
    }

    @Test
    void bothOutputsAreToldApart() {
        control.discards("web:1");
        control.log(new LogSource.OfProcess(ProcessName.of("web:1"), Stream.STDERR), "e\n");
        log("web:0", "o\n");

        run("tail web both");

        assertThat(output.lines).containsExactly("web:0        | o", "web:1 stderr | e");
    }

    @Test
    void noneIsLostOverManyRotations() {
        Random random = new Random(4);
        StringBuilder[] files = {new StringBuilder(), new StringBuilder()};
        log("web:0", "");
        log("web:1", "");
        int[] numbers = new int[2];
        for (int step = 1; step <= 200; step++) {
            boolean rotates = random.nextInt(4) == 0;
            int which = random.nextInt(2);
            int count = random.nextInt(1, 5);
            time.at(Duration.ofMillis(step * 100L), () -> {
                for (int i = 0; i < count; i++) {
                    files[which].append(++numbers[which]).append('\n');
                }
                log("web:" + which, files[which].toString());
                if (rotates) {
                    control.rotate();
                    files[0].setLength(0);
                    files[1].setLength(0);
                }
            });
        }
        time.at(Duration.ofSeconds(60), interruption::ask);

        run("tail -f web");

        for (int which = 0; which < 2; which++) {
            String name = "web:" + which + " | ";
            assertThat(output.lines.stream().filter(line -> line.startsWith(name)))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, numbers[which])
                            .mapToObj(i -> name + i)
                            .toList());
        }
    }

    private void log(String process, String text) {
        control.log(new LogSource.OfProcess(ProcessName.of(process), Stream.STDOUT), text);
    }

    private ExitCode run(String line) {
        return commands().run(line, output, interruption).exit();
    }

    private Commands commands() {
        return new Commands(
                control, new Requester("a test"), time, new Focus(), Bond.ONE_PROGRAM, new FakePerson(true));
    }
}
