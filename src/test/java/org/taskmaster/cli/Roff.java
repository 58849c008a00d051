package org.taskmaster.cli;

import java.util.Locale;

/// A manual page in the making.
final class Roff {

    private final StringBuilder page = new StringBuilder();
    private boolean inItem;

    Roff(String name, int section, String summary) {
        page.append(".\\\" Generated from the table of commands; mvn test -Dgolden=write writes it anew.\n");
        page.append(".TH ").append(name.toUpperCase(Locale.ROOT)).append(' ').append(section);
        page.append(" \"\" Taskmaster \"Taskmaster Manual\"\n");
        page.append(".SH NAME\n")
                .append(name)
                .append(" \\- ")
                .append(escaped(summary))
                .append('\n');
    }

    void section(String title) {
        page.append(".SH ")
                .append(title.contains(" ") ? "\"" + title + "\"" : title)
                .append('\n');
        inItem = false;
    }

    /// The tag of an item, with font changes; its text follows.
    void item(String tag) {
        page.append(".TP\n").append(tag).append('\n');
        inItem = true;
    }

    /// A paragraph.
    void text(String words) {
        String before = page.toString();
        boolean first = before.endsWith("\n") && (lastLine(before).startsWith(".SH") || afterTag(before));
        if (!first) {
            page.append(inItem ? ".IP\n" : ".PP\n");
        }
        words.lines()
                .forEach(line -> page.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "")
                        .append(escaped(line))
                        .append('\n'));
    }

    void raw(String roff) {
        page.append(roff);
        inItem = false;
    }

    void seeAlso(String... pages) {
        section("SEE ALSO");
        for (int i = 0; i < pages.length; i++) {
            int bracket = pages[i].indexOf('(');
            page.append(".BR ")
                    .append(pages[i], 0, bracket)
                    .append(' ')
                    .append(pages[i].substring(bracket))
                    .append(i + 1 < pages.length ? ",\n" : "\n");
        }
    }

    /// Without anything that roff would take for its own.
    static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti");
    }

    @Override
    public String toString() {
        return page.toString();
    }

    private static boolean afterTag(String text) {
        String[] lines = text.split("\n");
        return lines.length > 1 && lines[lines.length - 2].equals(".TP");
    }

    private static String lastLine(String text) {
        String[] lines = text.split("\n");
        return lines[lines.length - 1];
    }
}
