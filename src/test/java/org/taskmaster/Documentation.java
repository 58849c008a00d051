package org.taskmaster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the pages of the documentation show as something to be typed.
public final class Documentation {

    private static final Pattern FENCE = Pattern.compile("(?ms)^( *)```(\\w*)\n(.*?)^\\1```$");
    private static final Pattern SPAN = Pattern.compile("(?<!`)`([^`]+)`(?!`)");

    private Documentation() {}

    /// A piece of code.
    ///
    /// @param language what a fence says it is; empty for a fence that says nothing, and within a sentence
    public record Code(Path page, String language, String text) {

        @Override
        public String toString() {
            return page + ": " + text;
        }
    }

    /// The blocks of all pages.
    public static List<Code> fences() throws IOException {
        List<Code> all = new ArrayList<>();
        for (Path page : pages("md")) {
            Matcher fence = FENCE.matcher(Files.readString(page));
            while (fence.find()) {
                all.add(new Code(
                        page, fence.group(2), fence.group(3).stripTrailing().stripIndent() + "\n"));
            }
        }
        return all;
    }

    /// What stands between backquotes in the sentences of all pages.
    public static List<Code> spans() throws IOException {
        List<Code> all = new ArrayList<>();
        for (Path page : pages("md")) {
            for (String paragraph :
                    FENCE.matcher(Files.readString(page)).replaceAll("\n").split("\n\n")) {
                SPAN.matcher(paragraph.replaceAll("\n *", " "))
                        .results()
                        .forEach(span -> all.add(new Code(page, "", span.group(1))));
            }
        }
        return all;
    }

    /// The pages whose names end so.
    public static List<Path> pages(String ending) throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String place : List.of(".", "bench", "man")) {
            add(pages, Files.list(Path.of(place)), ending);
        }
        for (String place : List.of("docs", "examples")) {
            add(pages, Files.walk(Path.of(place)), ending);
        }
        // It tells what was, too.
        pages.removeIf(page -> page.endsWith("CHANGELOG.md"));
        return pages;
    }

    private static void add(List<Path> pages, Stream<Path> found, String ending) {
        try (found) {
            found.map(Path::normalize)
                    .filter(path -> path.toString().endsWith("." + ending))
                    .sorted()
                    .forEach(pages::add);
        }
    }
}
