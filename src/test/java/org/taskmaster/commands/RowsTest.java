package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.control.Requester;
import org.taskmaster.model.StateName;

/// What is printed fits into the columns of the terminal, broken between words, and nothing of it is lost.
class RowsTest {

    @ParameterizedTest
    @ValueSource(ints = {40, 50, 80, 200})
    void helpIsBrokenBetweenWords(int columns) {
        RecordingOutput output = new RecordingOutput(Output.Audience.PERSON);
        new HelpText(Optional.empty()).print(output);
        CommandTable.all().forEach(spec -> new HelpText(Optional.of(spec)).print(output));

        for (String line : output.text().lines().toList()) {
            fits(Line.of(line), columns);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 50, 80, 200})
    void statusKeepsPidAndState(int columns) {
        FakeControl control = new FakeControl()
                .with("web", StateName.RUNNING, 4711)
                .with("部署部署部署部署部署部署", StateName.FATAL, "Exited too quickly (exit status 3), and more words");
        control.status()
                .processes()
                .forEach(process -> fits(
                        StatusTable.line(process, 27, control.status().asOf(), () -> java.time.ZoneOffset.UTC),
                        columns));
    }

    @Test
    void wideCharactersTakeTwoColumnsAndMarksNone() {
        assertThat(Cells.of("部署")).isEqualTo(4);
        assertThat(Cells.of("e\u0301")).isEqualTo(1);
        assertThat(StatusTable.padded("部署", 6)).isEqualTo("部署  ");
    }

    @Test
    void aRowGoesOnWhereItHangs() {
        Line line = Line.of("web  ")
                .with(Tone.GOOD, "RUNNING")
                .with("  one two three four")
                .hanging(5);

        assertThat(rows(line, 25)).containsExactly("web  RUNNING  one two", "     three four");
        assertThat(rows(line, 0)).containsExactly(line.plain());
    }

    @Test
    void aWordThatIsTooLongStaysWhole() {
        assertThat(rows(Line.of("see /a/very/long/path/of/a/file/that/does/not/fit and more"), 20))
                .containsExactly("see", "  /a/very/long/path/of/a/file/that/does/not/fit", "  and more");
    }

    @Test
    void whatIsToBeCopiedIsNotBroken() {
        assertThat(rows(
                        Line.of("Talk to it: taskmasterctl -c '/srv/my web/x.yaml' status. End it: taskmasterctl -c"
                                + " /srv/x.yaml shutdown --wait. Then go on (chmod go-w /srv/x && chown root /srv), it's"
                                + " the user's `stdout: none` that"),
                        30))
                .containsExactly(
                        "Talk to it:",
                        "  taskmasterctl -c '/srv/my web/x.yaml' status.",
                        "  End it:",
                        "  taskmasterctl -c /srv/x.yaml shutdown --wait.",
                        "  Then go on",
                        "  (chmod go-w /srv/x && chown root /srv),",
                        "  it's the user's",
                        "  `stdout: none` that");
    }

    @Test
    void inANarrowTerminalTheColumnsOfStatusMoveTogether() {
        FakeControl control = new FakeControl().with("web", StateName.RUNNING, 4711);
        List<String> narrow = status(control, 50);
        List<String> wide = status(control, 80);

        assertThat(narrow).singleElement().asString().startsWith("web  RUNNING   pid 4711, uptime ");
        assertThat(wide).singleElement().asString().startsWith("web                    RUNNING   pid 4711");
    }

    private static List<String> status(FakeControl control, int columns) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Commands commands = new Commands(
                control, new Requester("a test"), new FakeTime(), new Focus(), Bond.VISITOR, new FakePerson(true));
        Output output = new PlainOutput(new PrintStream(bytes, true, StandardCharsets.UTF_8), columns);
        commands.run("status", output, new Interruption());
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void fits(Line line, int columns) {
        List<String> rows = rows(line, columns);
        assertThat(rows)
                .allSatisfy(row -> assertThat(
                                Cells.of(row) <= columns || !row.strip().contains(" "))
                        .as(row)
                        .isTrue());
        assertThat(words(String.join(" ", rows))).isEqualTo(words(line.plain()));
    }

    private static List<String> rows(Line line, int columns) {
        return Rows.of(line, columns).stream().map(Line::plain).toList();
    }

    private static String words(String text) {
        return text.lines()
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .replaceAll(" +", " ")
                .strip();
    }
}
