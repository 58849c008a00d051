package org.taskmaster.ctl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.taskmaster.commands.Layout;

/// A command line, and where its answer will be read.
///
/// @param build of the caller
/// @param zone the variable TZ of the caller; empty when it has none
/// @param output how its standard output is laid out
/// @param errors how its standard error is laid out
/// @param reason why, for the activity log
/// @param words the command and what stands behind it
record AskedLine(String build, String zone, Layout output, Layout errors, Optional<String> reason, List<String> words) {

    private static final int HEAD = 5;
    /// A terminal of so many columns, 0 when they are not known, with `c` when it gets colours.
    private static final Pattern TERMINAL = Pattern.compile("([0-9]{1,4})(c?)");

    /// Beyond these the API has something to say, at the latest.
    private static final int MOST_WORDS = 100;
    private static final int LONGEST_WORD = 300;
    private static final int LONGEST_REASON = 1000;

    AskedLine {
        words = List.copyOf(words);
    }

    /// Reads it: the components in their order, each ended by a zero byte; a terminal as its columns, a pipe
    /// or a file as nothing.
    ///
    /// @return empty when it is none
    static Optional<AskedLine> read(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        List<String> parts = Arrays.asList(text.split("\0", -1));
        if (parts.size() <= HEAD + 1 || !parts.getLast().isEmpty()) {
            return Optional.empty();
        }
        Optional<Layout> output = layout(parts.get(2));
        Optional<Layout> errors = layout(parts.get(3));
        if (output.isEmpty() || errors.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AskedLine(
                        parts.get(0),
                        parts.get(1),
                        output.get(),
                        errors.get(),
                        Optional.of(parts.get(4)).filter(reason -> !reason.isEmpty()),
                        parts.subList(HEAD, parts.size() - 1)))
                .filter(AskedLine::isWithinBounds);
    }

    private boolean isWithinBounds() {
        return words.size() <= MOST_WORDS
                && words.stream().allMatch(word -> word.length() <= LONGEST_WORD)
                && reason.filter(text -> text.length() > LONGEST_REASON).isEmpty();
    }

    private static Optional<Layout> layout(String text) {
        if (text.isEmpty()) {
            return Optional.of(Layout.PLAIN);
        }
        Matcher terminal = TERMINAL.matcher(text);
        return terminal.matches()
                ? Optional.of(Layout.terminal(!terminal.group(2).isEmpty(), Integer.parseInt(terminal.group(1))))
                : Optional.empty();
    }
}
