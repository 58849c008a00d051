package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.Golden;
import org.taskmaster.commands.HelpText;
import org.taskmaster.commands.PlainOutput;

/// The completions of the programs that supervise are those of the options that they take.
final class StartCompletionsTest {

    private static final Path COMPLETIONS = Path.of("completions");

    @Test
    void completionsAreThoseOfTheOptions() {
        for (StartCompletions one : Set.of(StartCompletions.FOREGROUND, StartCompletions.DAEMON)) {
            // A link for the other name, by which bash finds it.
            Golden.check(COMPLETIONS.resolve(one.program() + ".bash"), StartCompletions.bash());
            Golden.check(COMPLETIONS.resolve("_" + one.program()), one.zsh());
            Golden.check(COMPLETIONS.resolve(one.program() + ".fish"), one.fish());
        }
    }

    @Test
    void everyOptionThatIsOfferedIsTaken() {
        areTaken(StartCompletions.FOREGROUND, CommandLine::parse);
        areTaken(StartCompletions.DAEMON, Taskmasterd::parse);
    }

    @Test
    void everyOptionThatTheUsageTellsIsOffered() {
        assertThat(offered(StartCompletions.FOREGROUND)).containsAll(told(CommandLine.USAGE));
        assertThat(offered(StartCompletions.DAEMON)).containsAll(told(Taskmasterd.USAGE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50, 80, 200})
    void usageFitsTheTerminalOrEightyColumns(int columns) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        HelpText.usage(
                CommandLine.USAGE + Taskmasterd.USAGE,
                new PlainOutput(new PrintStream(printed, true, StandardCharsets.UTF_8), columns));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .allMatch(line -> line.length() <= (columns == 0 ? 80 : columns)
                        || !line.strip().contains(" "));
    }

    private static void areTaken(StartCompletions completions, Function<String[], CommandLine> parser) {
        for (StartOption option : completions.options()) {
            for (String word : option.words()) {
                String[] line = option.file() ? new String[] {word, "web.yaml"} : new String[] {word};
                assertThat(parser.apply(line)).as(word).isNotInstanceOf(CommandLine.Wrong.class);
            }
        }
        for (String command : completions.commands()) {
            assertThat(parser.apply(new String[] {command})).as(command).isInstanceOf(CommandLine.Check.class);
        }
    }

    private static Set<String> offered(StartCompletions completions) {
        return completions.options().stream()
                .flatMap(option -> option.words().stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> told(String usage) {
        Stream<String> words = Pattern.compile("(?<![\\w-])--?[a-z][a-z-]*")
                .matcher(usage)
                .results()
                .map(match -> match.group());
        // Those of the sentence about exit statuses are options, too.
        return new TreeSet<>(words.toList());
    }
}
