package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The text of `help`, made from the table of commands.
///
/// @param about the one command that is explained; empty: all
public record HelpText(Optional<Command> about) implements Answer {

    /// A line of a help text that is longer goes on in the next.
    private static final int LONG = 75;

    /// What everybody can read who has no terminal that tells better.
    private static final int USUAL = 80;

    @Override
    public void print(Output output) {
        if (about.isPresent()) {
            explain(about.get(), output);
        } else {
            overview(output);
        }
    }

    /// Every command in a line, and what the exit statuses mean.
    private static void overview(Output output) {
        int width = CommandTable.all().stream()
                .mapToInt(command -> command.briefUsage().length())
                .max()
                .orElse(0);
        for (Command command : CommandTable.all()) {
            String aliases = command.aliases().isEmpty() ? "" : " (also " + String.join(", ", command.aliases()) + ")";
            print(
                    Line.of(Tone.STRONG, command.briefUsage())
                            .with(" ".repeat(width - command.briefUsage().length() + 2) + command.summary() + aliases)
                            .hanging(width + 2),
                    output);
        }
        output.line(Line.of(""));
        print(
                Line.of("help COMMAND explains one. Without a terminal, each line of the input is a command, # begins a"
                                + " comment, and the first exit status that is not 0 becomes the one of the whole:")
                        .hanging(0),
                output);
        for (ExitCode code : ExitCode.values()) {
            print(
                    Line.of("  " + code.number()
                                    + " "
                                            .repeat(5
                                                    - Integer.toString(code.number())
                                                            .length()) + code.meaning())
                            .hanging(7),
                    output);
        }
    }

    /// One command with everything that can be said about it.
    private static void explain(Command command, Output output) {
        print(Line.of("usage: ").with(Tone.STRONG, command.usage()).hanging(7), output);
        if (!command.aliases().isEmpty()) {
            output.line(Line.of("also:  " + String.join(", ", command.aliases())));
        }
        output.line(Line.of(""));
        paragraphs(command.help()).forEach(line -> print(prose(line), output));
        int width = command.flags().stream()
                .mapToInt(flag -> flag.usage().length())
                .max()
                .orElse(0);
        for (Flag flag : command.flags()) {
            String usage = flag.usage();
            print(
                    Line.of("  " + usage + " ".repeat(width - usage.length() + 2) + flag.meaning())
                            .hanging(width + 4),
                    output);
        }
        output.line(Line.of(""));
        print(Line.of("example: " + command.example()), output);
    }

    /// Prints the text of `--help` of a program, whose tables go on in their second column.
    public static void usage(String text, Output output) {
        text.lines()
                .forEach(line -> print(
                        line.strip().contains("  ") ? Line.of(line).hanging(secondColumn(line)) : prose(line), output));
    }

    /// Sentences stay at the left; what is indented goes on further in.
    private static Line prose(String line) {
        return line.startsWith(" ") ? Line.of(line) : Line.of(line).hanging(0);
    }

    /// Where the right column of a table begins.
    private static int secondColumn(String line) {
        int gap = line.stripLeading().indexOf("  ");
        return line.length() - line.stripLeading().substring(gap).strip().length();
    }

    /// A terminal tells how wide a row may be, and whoever reads it from a file has a usual one.
    private static void print(Line line, Output output) {
        if (output.columns() > 0) {
            output.line(line);
        } else {
            Rows.of(line, USUAL).forEach(output::line);
        }
    }

    /// Lines that were only broken because they are long are one again.
    private static List<String> paragraphs(String text) {
        List<String> paragraphs = new ArrayList<>();
        boolean goesOn = false;
        for (String line : text.lines().toList()) {
            if (goesOn) {
                paragraphs.set(paragraphs.size() - 1, paragraphs.getLast() + " " + line.strip());
            } else {
                paragraphs.add(line);
            }
            goesOn = line.length() > LONG;
        }
        return paragraphs;
    }
}
