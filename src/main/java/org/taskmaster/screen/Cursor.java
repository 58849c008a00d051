package org.taskmaster.screen;

/// Where the next character goes; rows and columns begin with 0.
///
/// @param wrapPending it stands on the last column, which was written to: the next character goes to the
///     next line
record Cursor(int row, int column, boolean wrapPending) {

    static final Cursor HOME = new Cursor(0, 0, false);
}
