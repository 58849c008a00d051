package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.List;

/// The text of `help`, made from the table of commands.
final class HelpText {

    /// A line of a help text that is longer goes on in the next.
    private static final int LONG = 75;

    private HelpText() {}

    /// Every command in a line, and what the exit statuses mean.
    static void overview(Output output) {
        int width = CommandTable.all().stream()
                .mapToInt(spec -> spec.briefUsage().length())
                .max()
                .orElse(0);
        for (CommandSpec spec : CommandTable.all()) {
            String aliases = spec.aliases().isEmpty() ? "" : " (also " + String.join(", ", spec.aliases()) + ")";
            output.line(Line.of(Tone.STRONG, spec.briefUsage())
                    .with(" ".repeat(width - spec.briefUsage().length() + 2) + spec.summary() + aliases)
                    .hanging(width + 2));
        }
        output.line(Line.of(""));
        output.line(Line.of("help COMMAND explains one. Without a terminal, each line of the input is a command, #"));
        output.line(Line.of("begins a comment, and the first exit status that is not 0 becomes the one of the whole:"));
        for (ExitCode code : ExitCode.values()) {
            output.line(Line.of("  " + code.number()
                            + " ".repeat(5 - Integer.toString(code.number()).length()) + code.meaning())
                    .hanging(7));
        }
    }

    /// One command with everything that can be said about it.
    static void about(CommandSpec spec, Output output) {
        output.line(Line.of("usage: ").with(Tone.STRONG, spec.usage()));
        if (!spec.aliases().isEmpty()) {
            output.line(Line.of("also:  " + String.join(", ", spec.aliases())));
        }
        output.line(Line.of(""));
        paragraphs(spec.help(), output.audience())
                .forEach(line -> output.line(Line.of(line).hanging(1)));
        int width = spec.flags().stream()
                .mapToInt(flag -> flag.usage().length())
                .max()
                .orElse(0);
        for (Flag flag : spec.flags()) {
            String usage = flag.usage();
            output.line(Line.of("  " + usage + " ".repeat(width - usage.length() + 2) + flag.meaning())
                    .hanging(width + 4));
        }
        output.line(Line.of(""));
        output.line(Line.of("example: " + spec.example()));
    }

    /// For a person, lines that were only broken because they are long are one again: the terminal tells how wide
    /// they may be.
    private static List<String> paragraphs(String text, Output.Audience audience) {
        List<String> paragraphs = new ArrayList<>();
        boolean goesOn = false;
        for (String line : text.lines().toList()) {
            if (goesOn && audience == Output.Audience.PERSON) {
                paragraphs.set(paragraphs.size() - 1, paragraphs.getLast() + " " + line.strip());
            } else {
                paragraphs.add(line);
            }
            goesOn = line.length() > LONG;
        }
        return paragraphs;
    }
}
