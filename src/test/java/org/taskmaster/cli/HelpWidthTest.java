package org.taskmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.commands.Answer;
import org.taskmaster.commands.CommandTable;
import org.taskmaster.commands.HelpText;
import org.taskmaster.commands.PlainOutput;

/// Every help fits where it is read.
class HelpWidthTest {

    @Test
    void helpInAFileFitsAUsualTerminal() {
        assertThat(help(0)).allMatch(line -> line.length() <= 80);
    }

    @Test
    void tablesOfHelpNeedNoSecondRowInAUsualTerminal() {
        assertThat(printed(80, new HelpText(Optional.empty()))
                        .subList(0, CommandTable.all().size()))
                .isEqualTo(printed(200, new HelpText(Optional.empty()))
                        .subList(0, CommandTable.all().size()));
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 80, 200})
    void helpFitsTheTerminal(int columns) {
        assertThat(help(columns))
                .allMatch(line -> line.length() <= columns || !line.strip().contains(" "));
    }

    private static List<String> help(int columns) {
        List<String> lines = new ArrayList<>(printed(columns, new HelpText(Optional.empty())));
        CommandTable.all().forEach(spec -> lines.addAll(printed(columns, new HelpText(Optional.of(spec)))));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HelpText.usage(Usage.text(), output(bytes, columns));
        lines.addAll(bytes.toString(StandardCharsets.UTF_8).lines().toList());
        return lines;
    }

    private static List<String> printed(int columns, Answer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        answer.print(output(bytes, columns));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static PlainOutput output(ByteArrayOutputStream bytes, int columns) {
        return new PlainOutput(new PrintStream(bytes, true, StandardCharsets.UTF_8), columns);
    }
}
