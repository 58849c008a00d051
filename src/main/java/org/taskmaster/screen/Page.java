package org.taskmaster.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;

/// One of the two screens that a terminal has: rows of cells and a cursor.
///
/// `ScreenTerminal` moves, inserts, erases and scrolls the cells. What it does otherwise than terminals
/// do is kept from it: it is only given text that fits, absolute positions, and sequences that are
/// complete. Written spaces are given to it as another character, because what was erased has the
/// background of its style only.
final class Page {

    /// Stands for a space that was written. It is no character, so no program writes it.
    static final int WRITTEN_SPACE = 0xFFFE;

    /// The second half of a wide character.
    static final int CONTINUED = 0;

    private static final long[] NO_CELLS = {};

    private final ScreenTerminal cells;
    private final int[] position = new int[2];
    /// The last column was written to, and the next character goes to the next line.
    private boolean wrapPending;

    Page(int rows, int columns) {
        this.cells = new ScreenTerminal(columns, rows);
    }

    int rows() {
        return cells.getRows();
    }

    int columns() {
        return cells.getColumns();
    }

    Cursor cursor() {
        cells.dump(NO_CELLS, 0, 0, 0, 0, position);
        return new Cursor(position[1], position[0], wrapPending);
    }

    /// Writes characters that advance the cursor, with automatic wrapping on or off as it was set.
    void put(String text) {
        if (text.isEmpty()) {
            return;
        }
        int last = text.offsetByCodePoints(text.length(), -1);
        if (last > 0) {
            cells.write(text.substring(0, last));
        }
        int before = cursor().column();
        cells.write(text.substring(last));
        boolean wide = Width.of(text.codePointAt(last)) > 1;
        int edge = columns() - 1;
        wrapPending = cursor().column() == edge && before + (wide ? 2 : 1) > edge;
    }

    /// Gives it a complete control sequence that does not depend on how text is wrapped.
    void control(String sequence) {
        cells.write(sequence);
    }

    /// Gives it a complete control sequence that acts where the cursor is.
    void act(String sequence) {
        Cursor cursor = cursor();
        if (wrapPending) {
            moveTo(cursor.row(), cursor.column());
        }
        cells.write(sequence);
    }

    void moveTo(int row, int column) {
        int y = Math.clamp(row, 0, rows() - 1);
        int x = Math.clamp(column, 0, columns() - 1);
        cells.write("\033[" + (y + 1) + ";" + (x + 1) + "H");
        wrapPending = false;
    }

    /// Goes where a cursor was; what is at the end of a full line is written again, so that the next
    /// character goes to the next line as it would have. That may leave another style selected.
    void restore(Cursor cursor) {
        moveTo(cursor.row(), cursor.column());
        if (cursor.wrapPending() && cursor.column() == columns() - 1) {
            Last last = last(cursor.row());
            moveTo(cursor.row(), last.column());
            control(Styles.select(last.style()));
            put(Character.toString(last.code()));
        }
    }

    /// What to write again to be at the end of a full line.
    Last last(int row) {
        long[] line = lines().get(row);
        int edge = line.length - 1;
        int code = codeOf(line[edge]);
        if (code == CONTINUED && Width.of(codeOf(line[edge - 1])) > 1) {
            return new Last(edge - 1, codeOf(line[edge - 1]), styleOf(line[edge - 1]));
        }
        boolean single = code != ' ' && Width.of(code) == 1;
        return new Last(edge, single ? code : WRITTEN_SPACE, styleOf(line[edge]));
    }

    /// @param style its number
    record Last(int column, int code, int style) {}

    void resize(int rows, int columns) {
        Cursor cursor = cursor();
        moveTo(cursor.row(), cursor.column());
        cells.setSize(Size.of(columns, rows));
    }

    /// The rows, from the top.
    List<long[]> lines() {
        int columns = columns();
        long[] all = new long[rows() * columns];
        cells.dump(all, null);
        List<long[]> lines = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            lines.add(Arrays.copyOfRange(all, row * columns, (row + 1) * columns));
        }
        return lines;
    }

    /// How many rows have left it at the top since the last [#takeScrolled].
    int scrolled() {
        return cells.getHistorySize();
    }

    /// Those rows, the oldest first.
    List<long[]> takeScrolled() {
        List<long[]> scrolled = cells.getHistory();
        cells.write("\033[3J");
        return scrolled;
    }

    /// Notes the numbers of the styles on it.
    void addStyles(BitSet used) {
        for (long[] line : lines()) {
            for (long cell : line) {
                used.set(styleOf(cell));
            }
        }
    }

    /// The number of the style of a cell.
    static int styleOf(long cell) {
        return Styles.numberOf(ScreenTerminal.cellForeground(cell), ScreenTerminal.cellBackground(cell));
    }

    static int codeOf(long cell) {
        return ScreenTerminal.cellCodePoint(cell);
    }
}
