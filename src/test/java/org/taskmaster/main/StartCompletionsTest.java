package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.taskmaster.Golden;

/// The completions of the programs that supervise are those of the options that they take.
final class StartCompletionsTest {

    private static final Path COMPLETIONS = Path.of("completions");

    @Test
    void completionsAreThoseOfTheOptions() {
        for (StartCompletions one : Set.of(StartCompletions.FOREGROUND, StartCompletions.DAEMON)) {
            Golden.check(COMPLETIONS.resolve(one.program() + ".bash"), one.bash());
            Golden.check(COMPLETIONS.resolve("_" + one.program()), one.zsh());
            Golden.check(COMPLETIONS.resolve(one.program() + ".fish"), one.fish());
        }
    }

    @Test
    void everyOptionThatIsOfferedIsTaken() {
        areTaken(StartCompletions.FOREGROUND, Arguments::parse);
        areTaken(StartCompletions.DAEMON, Taskmasterd::parse);
    }

    @Test
    void everyOptionThatTheUsageTellsIsOffered() {
        assertThat(offered(StartCompletions.FOREGROUND)).containsAll(told(Arguments.USAGE));
        assertThat(offered(StartCompletions.DAEMON)).containsAll(told(Taskmasterd.USAGE));
    }

    @Test
    void usageFitsIntoEightyColumns() {
        assertThat((Arguments.USAGE + Taskmasterd.USAGE).lines()).allMatch(line -> line.length() <= 80);
    }

    private static void areTaken(StartCompletions completions, Function<String[], Arguments> parser) {
        for (StartOption option : completions.options()) {
            for (String word : option.words()) {
                String[] line = option.file() ? new String[] {word, "web.yaml"} : new String[] {word};
                assertThat(parser.apply(line)).as(word).isNotInstanceOf(Arguments.Wrong.class);
            }
        }
        for (String command : completions.commands()) {
            assertThat(parser.apply(new String[] {command})).as(command).isInstanceOf(Arguments.Check.class);
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
