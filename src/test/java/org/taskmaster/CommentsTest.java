package org.taskmaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Comments are filled: the formatter breaks a line that is too long for it and leaves the rest as a line of one
/// or two words, which nobody wants to read.
final class CommentsTest {

    /// A line that ends before this column has room for the next word.
    private static final int ROOM = 80;

    private static final Pattern COMMENT = Pattern.compile("(?<prefix>\\s*(?:///|//) ?)(?<text>.*)");
    /// What begins a line of its own: list items, tags, tables, headings, fences, examples set in by four, and
    /// nothing.
    private static final Pattern OWN_LINE = Pattern.compile("\\s*(?:[-*] |\\d+\\. |@|\\||#|```|<).*|\\s{4,}.*|\\s*");
    private static final Pattern WORD = Pattern.compile("\\S+");

    @Test
    void linesOfCommentsAreFilled() throws IOException {
        List<String> ragged = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                try {
                    ragged(Files.readAllLines(file)).forEach(line -> ragged.add(file + ": " + line));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        assertThat(ragged).as("the next word fits into the line").isEmpty();
    }

    @Test
    void aRaggedOneIsFound() {
        assertThat(ragged(List.of(
                        "    /// A program that ends at once, again and again, after what counts is restarted",
                        "    /// with",
                        "    /// growing pauses.",
                        "    ///",
                        "    /// - short",
                        "    /// - items",
                        "    int x; // one",
                        "    int y; // other")))
                .containsExactly("2: with");
    }

    /// The lines that have room for the first word of the next one, with their numbers.
    private static List<String> ragged(List<String> lines) {
        List<String> found = new ArrayList<>();
        boolean fenced = false;
        for (int i = 0; i + 1 < lines.size(); i++) {
            Matcher line = COMMENT.matcher(lines.get(i));
            Matcher next = COMMENT.matcher(lines.get(i + 1));
            if (!line.matches()) {
                fenced = false;
                continue;
            }
            fenced ^= line.group("text").strip().startsWith("```");
            if (!fenced && next.matches() && next.group("prefix").equals(line.group("prefix"))) {
                Matcher word = WORD.matcher(next.group("text"));
                boolean together = !line.group("text").isBlank()
                        && !line.group("text").strip().startsWith("```")
                        && !OWN_LINE.matcher(next.group("text")).matches();
                if (together
                        && word.find()
                        && lines.get(i).stripTrailing().length()
                                        + 1
                                        + word.group().length()
                                <= ROOM) {
                    found.add(i + 1 + ": " + line.group("text"));
                }
            }
        }
        return found;
    }
}
