package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a line of a program's output looks like on a terminal in the end: a carriage return goes back to its
/// start, so that what follows is written over what was there; a backspace and the sequences that move the
/// cursor within the row do what they do, and so do those that erase, insert and delete; what goes to another
/// row begins another line. All that has no text, as colours and titles, is left out.
///
/// The row has no end on the right: how wide the terminal was is not known.
/// [xterm's sequences](https://invisible-island.net/xterm/ctlseqs/ctlseqs.html)
final class TerminalRow {

    private static final char ESC = 0x1b;
    private static final char BEL = 0x07;
    private static final char BACKSPACE = 0x08;
    private static final char VERTICAL_TAB = 0x0b;
    private static final char FORM_FEED = 0x0c;
    private static final int TAB_STOP = 8;
    /// A sequence moves the cursor no further: no terminal is wider.
    private static final int FURTHEST = 1_000;
    /// More digits than any terminal has columns.
    private static final int MOST_DIGITS = 6;

    private static final Pattern CONTROL = Pattern.compile("\\[([0-?]*)[ -/]*([@-~])");
    private static final Pattern STRING = Pattern.compile("[\\]PX^_][^\\x1b\\x07]*(\\x07|\\x1b\\\\|(?=\\x1b)|\\z)");
    private static final Pattern SHORT = Pattern.compile("[ -/]*([0-~])");
    /// The second column of a wide character.
    private static final String HALF = "";

    private final StringBuilder above = new StringBuilder();
    private final List<String> cells = new ArrayList<>();
    private int column;

    private TerminalRow() {}

    /// The text of a line.
    ///
    /// @param line without its newline
    static String of(String line) {
        String written = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (written.chars().noneMatch(TerminalRow::isControl)) {
            return written;
        }
        TerminalRow row = new TerminalRow();
        row.take(written);
        return row.above + String.join("", row.cells);
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) && c != '\t';
    }

    private void take(String line) {
        int at = 0;
        while (at < line.length()) {
            int c = line.codePointAt(at);
            at += Character.charCount(c);
            switch (c) {
                case ESC -> at = sequence(line, at);
                case '\r' -> column = 0;
                case BACKSPACE -> column = Math.max(0, column - 1);
                case '\t' -> column = (column / TAB_STOP + 1) * TAB_STOP;
                case VERTICAL_TAB, FORM_FEED -> otherRow(column);
                default -> {
                    if (!Character.isISOControl(c)) {
                        put(c);
                    }
                }
            }
        }
    }

    private void put(int character) {
        String text = Character.toString(character);
        int width = Cells.of(character);
        if (width == 0) {
            if (column > 0 && column <= cells.size()) {
                int before = column > 1 && cells.get(column - 1).equals(HALF) ? column - 2 : column - 1;
                cells.set(before, cells.get(before) + text);
            }
            return;
        }
        fill(column + width);
        blankHalf(column, column - 1);
        blankHalf(column + width, column + width);
        cells.set(column, text);
        if (width > 1) {
            cells.set(column + 1, HALF);
        }
        column += width;
    }

    /// Of a wide character that is written over in part, the other half becomes blank.
    private void blankHalf(int second, int other) {
        if (second < cells.size() && cells.get(second).equals(HALF)) {
            cells.set(other, " ");
        }
    }

    /// Has cells up to a column.
    private void fill(int end) {
        while (cells.size() < end) {
            cells.add(" ");
        }
    }

    /// @param at behind ESC
    /// @return behind the sequence
    private int sequence(String line, int at) {
        Matcher control = CONTROL.matcher(line).region(at, line.length());
        if (control.lookingAt()) {
            control(control.group(2).charAt(0), control.group(1).split(";", -1));
            return control.end();
        }
        Matcher string = STRING.matcher(line).region(at, line.length());
        if (string.lookingAt()) {
            return string.end();
        }
        Matcher other = SHORT.matcher(line).region(at, line.length());
        if (!other.lookingAt() || other.group().startsWith("[")) {
            // one that is not finished, and takes the rest with it when it has begun to tell what it is
            return at < line.length() && line.charAt(at) == '[' ? line.length() : at;
        }
        switch (other.group()) {
            case "D", "M" -> otherRow(column);
            case "E", "c" -> otherRow(0);
            default -> {
                // a character set, a mode: no text
            }
        }
        return other.end();
    }

    private void control(char which, String[] parameters) {
        int count = Math.clamp(number(parameters, 0, 1), 1, FURTHEST);
        switch (which) {
            case 'K' -> erase(number(parameters, 0, 0));
            case 'J' -> {
                if (number(parameters, 0, 0) == 0) {
                    erase(0);
                } else {
                    otherRow(column);
                }
            }
            case 'G', '`' -> column = count - 1;
            case 'C', 'a' -> column = Math.min(FURTHEST, column + count);
            case 'D' -> column = Math.max(0, column - count);
            case 'P' -> within(count).clear();
            case 'X' -> within(count).replaceAll(_ -> " ");
            case '@' -> {
                fill(column);
                cells.addAll(column, Collections.nCopies(count, " "));
            }
            case 'A', 'B', 'd', 'e', 'S', 'T', 'L', 'M' -> otherRow(column);
            case 'E', 'F' -> otherRow(0);
            case 'H', 'f' -> otherRow(Math.clamp(number(parameters, 1, 1), 1, FURTHEST) - 1);
            default -> {
                // colours, modes, questions: no text
            }
        }
    }

    /// What is erased of the row: from the cursor on, up to it, or all.
    private void erase(int what) {
        switch (what) {
            case 0 ->
                cells.subList(Math.min(column, cells.size()), cells.size()).clear();
            case 1 -> cells.subList(0, Math.min(column + 1, cells.size())).replaceAll(_ -> " ");
            default -> cells.clear();
        }
    }

    /// Some cells from the cursor on.
    private List<String> within(int count) {
        int from = Math.min(column, cells.size());
        return cells.subList(from, Math.min(from + count, cells.size()));
    }

    private void otherRow(int next) {
        if (!cells.isEmpty()) {
            above.append(String.join("", cells)).append('\n');
            cells.clear();
        }
        column = next;
    }

    private static int number(String[] parameters, int which, int missing) {
        String digits = which < parameters.length ? parameters[which] : "";
        if (digits.isEmpty() || digits.chars().anyMatch(c -> c < '0' || c > '9')) {
            return missing;
        }
        return digits.length() > MOST_DIGITS ? FURTHEST : Integer.parseInt(digits);
    }
}
