package org.taskmaster.screen;

import java.util.ArrayList;
import java.util.List;

/// Everything about a screen that somebody who looks at it could notice.
///
/// @param rows each as its characters, with the style before each that differs
record Picture(
        List<String> rows,
        List<String> mainRows,
        Cursor cursor,
        Style style,
        Charsets charsets,
        Canvas.Saved saved,
        boolean alternate,
        String modes,
        int top,
        int bottom,
        boolean autowrap,
        boolean origin) {

    static Picture of(Screen screen) {
        Canvas canvas = screen.canvas();
        return new Picture(
                rows(canvas.shown(), canvas.styles()),
                rows(canvas.main(), canvas.styles()),
                canvas.shown().cursor(),
                canvas.style(),
                canvas.charsets(),
                saved(canvas.savedHere()),
                canvas.isAlternate(),
                screen.modes().sequences(),
                canvas.top(),
                canvas.bottom(),
                screen.modes().isOn(Modes.AUTOWRAP),
                screen.modes().isOn(Modes.ORIGIN));
    }

    /// That the line was full is not told to whoever comes: they would have to write it again.
    private static Canvas.Saved saved(Canvas.Saved saved) {
        Cursor cursor = new Cursor(saved.cursor().row(), saved.cursor().column(), false);
        return new Canvas.Saved(cursor, saved.style(), saved.charsets(), saved.origin());
    }

    /// The characters alone, without spaces at the ends.
    List<String> text() {
        return rows.stream()
                .map(row -> row.replaceAll("<[^>]*>", "").stripTrailing())
                .toList();
    }

    private static List<String> rows(Page page, Styles styles) {
        List<String> rows = new ArrayList<>();
        for (long[] line : page.lines()) {
            StringBuilder row = new StringBuilder();
            Style before = Style.PLAIN;
            for (int column = 0; column < line.length; column++) {
                int code = Page.codeOf(line[column]);
                Style style = styles.style(Page.styleOf(line[column]));
                style = code == ' ' ? style.erased() : style;
                boolean second = code == Page.CONTINUED && column > 0 && isWide(line[column - 1]);
                if (!style.equals(before) && !second) {
                    row.append('<').append(style.parameters()).append('>');
                    before = style;
                }
                boolean half = code == Page.CONTINUED && !second
                        || isWide(line[column])
                                && (column + 1 == line.length || Page.codeOf(line[column + 1]) != Page.CONTINUED);
                if (half || code == Page.WRITTEN_SPACE) {
                    row.append(' ');
                } else if (!second) {
                    row.appendCodePoint(code);
                }
            }
            rows.add(row.toString());
        }
        return rows;
    }

    private static boolean isWide(long cell) {
        return Width.of(Page.codeOf(cell)) > 1;
    }
}
