package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A line in the rows of a terminal: broken between words, and never within one, nor within what is there to be
/// copied ([Copied]): that may be longer than a row, which the terminal breaks then without harm.
public final class Rows {

    /// In fewer columns than these, nothing can be laid out.
    private static final int NARROWEST = 20;

    private static final int INDENT = 2;

    private Rows() {}

    /// The rows.
    ///
    /// @param columns those of the terminal
    public static List<Line> of(Line line, int columns) {
        String text = line.plain();
        if (columns < NARROWEST || Cells.of(text) <= columns) {
            return List.of(line);
        }
        int hang = line.hang() >= 0 && columns - line.hang() >= NARROWEST ? line.hang() : leading(text) + INDENT;
        BitSet copied = Copied.in(text);
        List<Line> rows = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            boolean first = rows.isEmpty();
            int end = end(text, copied, from, first ? columns : columns - hang);
            rows.add(first ? part(line, from, end, Line.of("")) : part(line, from, end, Line.of(" ".repeat(hang))));
            from = end;
            while (from < text.length() && text.charAt(from) == ' ') {
                from++;
            }
        }
        return rows;
    }

    private static int leading(String text) {
        int count = 0;
        while (count < text.length() && text.charAt(count) == ' ') {
            count++;
        }
        return count;
    }

    /// Where the row that begins at `from` ends: before the last blank that fits, or behind a word that does not.
    private static int end(String text, BitSet copied, int from, int room) {
        int at = from + leading(text.substring(from));
        int cells = at - from;
        int blank = -1;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (character == ' ' && !copied.get(at)) {
                blank = cells <= room || blank < 0 ? at : blank;
                if (cells > room) {
                    return trimmed(text, from, blank);
                }
            }
            cells += Cells.of(character);
            if (cells > room && blank >= 0) {
                return trimmed(text, from, blank);
            }
            at += Character.charCount(character);
        }
        return text.length();
    }

    private static int trimmed(String text, int from, int end) {
        int last = end;
        while (last > from && text.charAt(last - 1) == ' ') {
            last--;
        }
        return last;
    }

    /// A piece of the line behind another, in its tones.
    private static Line part(Line line, int from, int end, Line before) {
        Line part = before;
        int at = 0;
        for (Line.Span span : line.spans()) {
            int start = Math.max(from, at);
            int stop = Math.min(end, at + span.text().length());
            if (start < stop) {
                part = part.with(span.tone(), span.text().substring(start - at, stop - at));
            }
            at += span.text().length();
        }
        return part;
    }
}
