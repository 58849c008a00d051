package org.taskmaster.control;

import org.jspecify.annotations.Nullable;

/// How large a terminal is, in characters.
///
/// @param rows 1 to 9,999
/// @param columns 1 to 9,999
public record WindowSize(int rows, int columns) {

    /// What a terminal has until a viewer with one of their own looks at it.
    public static final WindowSize USUAL = new WindowSize(24, 80);

    private static final int MOST = 9_999;

    public WindowSize {
        if (!isUsable(rows, columns)) {
            throw new IllegalArgumentException("no terminal has " + rows + " rows and " + columns + " columns");
        }
    }

    /// By hand, because it is asked for every key: what a record has by itself is put together of method
    /// handles at run time, and slow before it is compiled.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WindowSize size && rows == size.rows && columns == size.columns;
    }

    @Override
    public int hashCode() {
        return rows * MOST + columns;
    }

    /// Whether a terminal can have this size; some of those that are not really there say 0 x 0.
    public static boolean isUsable(int rows, int columns) {
        return rows >= 1 && rows <= MOST && columns >= 1 && columns <= MOST;
    }
}
