package org.taskmaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a comment or a page refers to is in the repository, and has the heading that is named.
final class CitationsTest {

    /// In comments: a page, perhaps with one of its headings.
    private static final Pattern CITED = Pattern.compile("(?<page>[\\w./-]+\\.md)(?:#(?<heading>[\\w-]+))?");
    /// A page that is cited by its subject instead of its place.
    private static final Pattern VAGUE = Pattern.compile("\\(reference: [^)]*\\)");
    private static final Pattern LINK = Pattern.compile("]\\((?<page>[^)\\s#]*)(?:#(?<heading>[^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void whatCommentsCiteIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path file : sources()) {
            for (String line : Files.readAllLines(file)) {
                if (line.strip().startsWith("//")) {
                    missing(line).forEach(it -> missing.add(file + ": " + it));
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void whatPagesLinkToIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path page : Documentation.pages("md")) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                String target = link.group("page");
                if (!target.startsWith("http")) {
                    Path file = target.isEmpty()
                            ? page
                            : page.resolveSibling(target).normalize();
                    if (!isThere(file, link.group("heading"))) {
                        missing.add(page + ": " + link.group());
                    }
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsNotThereIsFound() throws IOException {
        assertThat(missing("/// Rules of others (reference: their behaviour §1.3)."))
                .containsExactly("(reference: their behaviour §1.3)");
        assertThat(missing("// see docs/reference/nowhere.md")).containsExactly("docs/reference/nowhere.md");
        assertThat(missing("// see ARCHITECTURE.md#rules")).isEmpty();
        assertThat(missing("// see ARCHITECTURE.md#wishes")).containsExactly("ARCHITECTURE.md#wishes");
    }

    private static List<String> missing(String comment) throws IOException {
        List<String> missing = new ArrayList<>();
        VAGUE.matcher(comment).results().forEach(it -> missing.add(it.group()));
        Matcher cited = CITED.matcher(comment);
        while (cited.find()) {
            if (!isThere(Path.of(cited.group("page")), cited.group("heading"))) {
                missing.add(cited.group());
            }
        }
        return missing;
    }

    private static boolean isThere(Path file, String heading) throws IOException {
        return Files.exists(file) && (heading == null || headings(file).contains(heading));
    }

    /// As they are called in the addresses of a page.
    private static List<String> headings(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(it -> it.group(1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
