package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.taskmaster.Documentation;
import org.taskmaster.Documentation.Code;
import org.taskmaster.cli.CtlOption;
import org.taskmaster.commands.Command;
import org.taskmaster.commands.CommandTable;
import org.taskmaster.commands.Flag;

/// The commands and options that the documentation writes are there.
class DocumentedCommandsTest {

    /// One of our programs, or the prompt, at the beginning of a command.
    private static final Pattern COMMAND = Pattern.compile(
            "(?:^|[|&] *)(?:\\$ )?(?:\\./|/usr/local/bin/|ExecStart=/usr/local/bin/)?(taskmasterctl|taskmasterd|taskmaster>?)(?= |$)([^|&#<;]*)");

    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z_-]*");

    /// Those of bench/run.
    private static final Set<String> FOREIGN = Set.of("--only", "--out", "--quick", "--room", "--taskmaster");

    @Test
    void everyCommandCanBeGiven() throws IOException {
        List<String> wrong = new ArrayList<>();
        int commands = 0;
        for (Code code : Stream.concat(Documentation.fences().stream(), Documentation.spans().stream())
                .toList()) {
            for (String line : code.text().split("\n")) {
                Matcher command = COMMAND.matcher(line);
                while (command.find()) {
                    commands++;
                    List<String> words = Arrays.stream(command.group(2).split(" +"))
                            .filter(word -> !word.isEmpty())
                            .toList();
                    problem(command.group(1), words)
                            .ifPresent(problem -> wrong.add(code.page() + ": " + line + ": " + problem));
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(commands).isGreaterThan(30);
    }

    /// `reload --dry-run`, and `--no-shell` alone.
    @Test
    void everyOptionIsOneOfOurs() throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (Code span : Documentation.spans()) {
            List<String> words = List.of(span.text().split(" +"));
            Optional<Command> spec = CommandTable.find(words.getFirst());
            if (spec.isPresent()) {
                ofCommand(spec.get(), words.subList(1, words.size()))
                        .ifPresent(problem -> wrong.add(span + ": " + problem));
            } else if (OPTION.matcher(words.getFirst()).matches()
                    && !all().contains(words.getFirst())
                    && !FOREIGN.contains(words.getFirst())) {
                wrong.add(span.toString());
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyOptionOfTheManualIsOneOfOurs() throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (String section : List.of("1", "8")) {
            for (Path page : Documentation.pages(section)) {
                OPTION.matcher(Files.readString(page).replace("\\-", "-"))
                        .results()
                        .filter(option -> !all().contains(option.group()))
                        .forEach(option -> wrong.add(page + ": " + option.group()));
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static Optional<String> problem(String program, List<String> words) {
        return switch (program) {
            case "taskmaster" -> refused(CommandLine.parse(words.toArray(String[]::new)));
            case "taskmasterd" -> refused(Taskmasterd.parse(words.toArray(String[]::new)));
            case "taskmaster>" -> ofLine(words);
            default -> ofCtl(words);
        };
    }

    private static Optional<String> refused(CommandLine arguments) {
        return arguments instanceof CommandLine.Wrong(String reason) ? Optional.of(reason) : Optional.empty();
    }

    private static Optional<String> ofCtl(List<String> words) {
        int at = 0;
        while (at < words.size() && words.get(at).startsWith("-")) {
            String word = words.get(at);
            Optional<CtlOption> option = Arrays.stream(CtlOption.values())
                    .filter(known -> known.word().equals(word) || known.brief().equals(word))
                    .findFirst();
            if (option.isEmpty()) {
                return Optional.of("there is no option " + word);
            }
            at += option.get().takesValue() ? 2 : 1;
        }
        List<String> rest = words.subList(Math.min(at, words.size()), words.size());
        // it asks no supervisor, and so is in no table
        return !rest.isEmpty() && rest.getFirst().equals("hash-password") ? Optional.empty() : ofLine(rest);
    }

    private static Optional<String> ofLine(List<String> words) {
        // `taskmasterctl [OPTION...] COMMAND`
        if (words.isEmpty() || words.getFirst().startsWith("[")) {
            return Optional.empty();
        }
        return CommandTable.find(words.getFirst())
                .map(spec -> ofCommand(spec, words.subList(1, words.size())))
                .orElseGet(() -> Optional.of("there is no command " + words.getFirst()));
    }

    private static Optional<String> ofCommand(Command spec, List<String> words) {
        return words.stream()
                .filter(word -> word.matches("-[^ ]+"))
                .filter(word -> !word.equals(CtlOption.JSON.word()))
                .filter(word -> spec.flags().stream()
                        .noneMatch(flag ->
                                flag.shape() == Flag.Shape.NUMBER ? word.matches("-[0-9]+") : word.equals(flag.word())))
                .findFirst()
                .map(word -> spec.name() + " has no option " + word);
    }

    /// All long options of ours.
    private static Set<String> all() {
        Set<String> all = new TreeSet<>();
        OPTION.matcher(CommandLine.USAGE + Taskmasterd.USAGE).results().forEach(option -> all.add(option.group()));
        Arrays.stream(CtlOption.values()).forEach(option -> all.add(option.word()));
        CommandTable.all().forEach(spec -> spec.flags().forEach(flag -> all.add(flag.word())));
        return all;
    }
}
