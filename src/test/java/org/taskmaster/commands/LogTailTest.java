package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.commands.Output.Audience;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.Requester;
import org.taskmaster.model.Policies;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.Stream;

final class LogTailTest {

    private static final LogSource MAIN = new LogSource.Activity();

    private final FakeControl control = new FakeControl();
    private final FakeTime time = new FakeTime();
    private final Interruption interruption = new Interruption();
    private final RecordingOutput output = new RecordingOutput(Audience.PERSON);

    @Test
    void twentyLinesAreShown() {
        control.log(MAIN, numbers(1, 30) + "\n");

        run("maintail");

        assertThat(output.text()).isEqualTo(numbers(11, 30));
    }

    @Test
    void onATerminalThatOfATerminalIsTheTextToo() {
        LogSource source = new LogSource.OfProcess(ProcessName.of("shell"), Stream.STDOUT);
        control.with("shell", StateName.RUNNING, 1);
        control.inForce(List.of(new ConfiguredProcess(
                Programs.program("shell", 1, Policies.USUAL, Programs.withTerminal(Programs.launch("sh")))
                        .processes()
                        .getFirst(),
                true)));
        control.log(source, "\033]0;title\007\033[1;31mred\033[0m\r\n 10%\r 50%\r100%\033[K\r\nlogin: \033[?25h");
        time.at(Duration.ofSeconds(1), interruption::ask);

        new LogTail(control, source, output, time).follow(new LogFeed.Amount.Lines(10), interruption);

        assertThat(output.text()).isEqualTo("red\n100%\nlogin: ");
    }

    /// For a file or a pipe.
    @ParameterizedTest
    @CsvSource({"TERMINAL, 'one\nred\nend\n'", "NONE, 'one\r\n\033[31mred\033[0m\r\nend\n'"})
    void ofATerminalItIsTheText(Stdin stdin, String shown) {
        LogSource source = new LogSource.OfProcess(ProcessName.of("shell"), Stream.STDOUT);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        ProgramConfig program = Programs.program(
                "shell",
                1,
                Policies.USUAL,
                stdin == Stdin.TERMINAL ? Programs.withTerminal(Programs.launch("sh")) : Programs.launch("sh"));
        control.with("shell", StateName.RUNNING, 1);
        control.inForce(List.of(new ConfiguredProcess(program.processes().getFirst(), true)));
        String log = "one\r\n\033[31mred\033[0m\r\nend\n";
        control.log(source, log.substring(0, 7));
        time.at(Duration.ofSeconds(1), () -> control.log(source, log.substring(0, 17)));
        time.at(Duration.ofSeconds(2), () -> control.log(source, log));
        time.at(Duration.ofSeconds(3), interruption::ask);
        RecordingOutput piped = new RecordingOutput(Audience.PROGRAM) {
            @Override
            public Optional<Raw> raw() {
                return Optional.of(raw::writeBytes);
            }
        };

        new LogTail(control, source, piped, time).follow(new LogFeed.Amount.Lines(10), interruption);

        assertThat(raw.toString(StandardCharsets.UTF_8)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"2,29 30", "0,''", "30,*", "99,*"})
    void asManyLinesAreShownAsAskedFor(int lines, String shown) {
        control.log(MAIN, numbers(1, 30));

        run("maintail -n " + lines);

        assertThat(output.text()).isEqualTo(shown.equals("*") ? numbers(1, 30) : shown.replace(' ', '\n'));
    }

    @Test
    void linesAreFoundHoweverFarBackTheyBegin() {
        String longLine = "x".repeat(30_000);
        control.log(MAIN, "first\n" + longLine + "\n" + longLine + "\nlast\n");

        run("maintail -n 3");

        assertThat(output.lines).containsExactly(longLine, longLine, "last");
    }

    @Test
    void bytesAreShownInsteadWhenAskedFor() {
        control.log(MAIN, numbers(1, 30));

        run("maintail -4");

        assertThat(output.lines).containsExactly("9", "30");
    }

    @Test
    void whatIsNoTextIsReplacedAndCarriageReturnsAtTheEndAreLeftOut() {
        control.log(MAIN, new byte[] {'a', (byte) 0xff, '\r', '\n', 'b'});

        run("maintail");

        assertThat(output.lines).containsExactly("a\ufffd", "b");
    }

    @Test
    void followingShowsWhatComesUntilSomebodyInterrupts() {
        control.log(MAIN, "a\n");
        time.at(Duration.ofSeconds(1), () -> control.log(MAIN, "a\nb\ngr\u00fc"));
        time.at(Duration.ofSeconds(2), () -> control.log(MAIN, "a\nb\ngr\u00fcn\n"));
        time.at(Duration.ofSeconds(3), interruption::ask);

        Commands.Done done = run("maintail -f");

        assertThat(output.lines).containsExactly("a", "b", "gr\u00fcn");
        assertThat(output.progress).as("the unfinished line").contains("gr\u00fc");
        assertThat(done.exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void followingGoesOnInAFileThatWasEmptied() {
        control.log(MAIN, "a\nb\nc\n");
        time.at(Duration.ofSeconds(1), () -> control.log(MAIN, ""));
        time.at(Duration.ofSeconds(2), () -> control.log(MAIN, "d\n"));
        time.at(Duration.ofSeconds(3), interruption::ask);

        run("maintail -f");

        assertThat(output.lines).containsExactly("a", "b", "c", "-- the log was emptied --", "d");
    }

    @Test
    void followingGoesOnInTheNextFile() {
        control.log(MAIN, "a\n");
        time.at(Duration.ofSeconds(1), () -> {
            control.log(MAIN, "a\nthe rest\n");
            control.rotate();
            control.log(MAIN, "b is longer\n");
        });
        time.at(Duration.ofSeconds(2), interruption::ask);

        run("maintail -f");

        assertThat(output.lines).containsExactly("a", "the rest", "b is longer");
    }

    @Test
    void aFileThatIsRemovedBeforeItIsReadIsTold() {
        control.log(MAIN, "a\n");
        time.at(Duration.ofSeconds(1), () -> {
            control.rotate();
            control.forgetOldFiles();
            control.log(MAIN, "b\n");
        });
        time.at(Duration.ofSeconds(2), interruption::ask);

        run("maintail -f");

        assertThat(output.lines)
                .containsExactly(
                        "a", "-- the log was removed before it was read to its end; lines may be missing here --", "b");
    }

    @Test
    void aCharacterIsNotTornByTheBorderOfTwoPieces() {
        LogLines lines = new LogLines();
        byte[] text = "\u00fc\n".getBytes(StandardCharsets.UTF_8);

        assertThat(lines.feed(new byte[] {text[0]})).isEmpty();
        assertThat(lines.feed(new byte[] {text[1], text[2]})).containsExactly("\u00fc");
        assertThat(lines.rest()).isEmpty();
    }

    private Commands.Done run(String line) {
        return new Commands(control, new Requester("a test"), time, new Focus(), Bond.ONE_PROGRAM, new FakePerson(true))
                .run(line, output, interruption);
    }

    private static String numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
    }
}
