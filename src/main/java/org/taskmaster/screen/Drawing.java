package org.taskmaster.screen;

import java.util.List;

/// Text for a terminal that shows rows of cells as they are.
final class Drawing {

    private final StringBuilder text = new StringBuilder();
    private final Styles styles;
    private Style present = Style.PLAIN;

    Drawing(Styles styles) {
        this.styles = styles;
    }

    /// One row without what is empty at its end, beginning and ending in plain style.
    static String line(long[] cells, Styles styles) {
        Drawing drawing = new Drawing(styles);
        drawing.row(cells, cells.length);
        drawing.style(Style.PLAIN);
        return drawing.text();
    }

    /// All rows of a page, as far as they fit.
    void page(Page page, int rows, int columns) {
        List<long[]> lines = page.lines();
        for (int row = 0; row < Math.min(rows, lines.size()); row++) {
            int before = text.length();
            moveTo(row, 0);
            int begun = text.length();
            row(lines.get(row), Math.min(columns, page.columns()));
            if (text.length() == begun) {
                text.setLength(before);
            }
        }
    }

    /// The first cells of a row, without what is empty at its end.
    private void row(long[] cells, int columns) {
        int end = Math.min(columns, cells.length);
        while (end > 0 && isEmpty(cells[end - 1])) {
            end--;
        }
        for (int column = 0; column < end; column++) {
            long cell = cells[column];
            int code = Page.codeOf(cell);
            style(styleOf(cell));
            boolean wide = Width.of(code) > 1;
            if (wide && column + 1 < cells.length && Page.codeOf(cells[column + 1]) == Page.CONTINUED) {
                // A wide character that is cut by the edge is not shown.
                text.appendCodePoint(column + 1 < end ? code : ' ');
                column++;
            } else if (wide || code == Page.CONTINUED || code == Page.WRITTEN_SPACE) {
                // Half of a wide character is none.
                text.append(' ');
            } else {
                text.appendCodePoint(code);
            }
        }
    }

    /// A single character.
    void character(int code, int style) {
        style(styles.style(style));
        text.appendCodePoint(code == Page.WRITTEN_SPACE ? ' ' : code);
    }

    void moveTo(int row, int column) {
        text.append("\033[").append(row + 1).append(';').append(column + 1).append('H');
    }

    void style(Style style) {
        if (!style.equals(present)) {
            text.append("\033[").append(style.parameters()).append('m');
            present = style;
        }
    }

    /// Adds a sequence that changes no style.
    Drawing add(String sequence) {
        text.append(sequence);
        return this;
    }

    String text() {
        return text.toString();
    }

    private Style styleOf(long cell) {
        Style style = styles.style(Page.styleOf(cell));
        return Page.codeOf(cell) == ' ' ? style.erased() : style;
    }

    private boolean isEmpty(long cell) {
        return Page.codeOf(cell) == ' ' && styleOf(cell).equals(Style.PLAIN);
    }
}
