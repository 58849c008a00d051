package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The documents that are made from [Keys] say what the code does. After a change of a key, make them
/// again with `mvn test -Dtest=ReferenceTest -Dtaskmaster.regenerate=true`.
class ReferenceTest {

    private static final String AGAIN = "run: mvn test -Dtest=ReferenceTest -Dtaskmaster.regenerate=true";
    private static final Path SCHEMA = Path.of("docs/reference/taskmaster.schema.json");
    private static final Path REFERENCE = Path.of("docs/reference/configuration.md");

    @Test
    void theSchemaIsUpToDate() throws IOException {
        assertUpToDate(SCHEMA, SchemaWriter.schema());
    }

    @Test
    void theTablesOfTheReferenceAreUpToDate() throws IOException {
        String text = Files.readString(REFERENCE);

        String expected = between(text, "program", table(Keys.OF_PROGRAM));
        expected = between(expected, "taskmaster", table(Keys.OF_SUPERVISOR));

        assertUpToDate(REFERENCE, expected);
    }

    private static void assertUpToDate(Path path, String expected) throws IOException {
        if (Boolean.getBoolean("taskmaster.regenerate")) {
            Files.writeString(path, expected);
        }
        assertThat(Files.exists(path) ? Files.readString(path) : "").as(AGAIN).isEqualTo(expected);
    }

    /// The text with another table between the comments that mark it.
    private static String between(String text, String name, String table) {
        String begin = "<!-- begin " + name + ": made from Keys.java by ReferenceTest -->\n";
        int start = text.indexOf(begin) + begin.length();
        int end = text.indexOf("<!-- end " + name + " -->");
        assertThat(start).isGreaterThanOrEqualTo(begin.length());
        assertThat(end).isGreaterThanOrEqualTo(start);
        return text.substring(0, start) + table + text.substring(end);
    }

    private static String table(List<KeySpec> keys) {
        StringBuilder table = new StringBuilder("| Key | Value | Default | Meaning |\n|---|---|---|---|\n");
        for (KeySpec key : keys) {
            String fallback = key.fallback().isEmpty() ? "–" : "`" + key.fallback() + "`";
            table.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            key.name(),
                            key.kind().form(),
                            fallback,
                            key.description().replace("|", "\\|")));
        }
        return table.toString();
    }
}
