package org.taskmaster.logs;

/// Looks for the ends of lines in bytes.
final class LineEnds {

    private LineEnds() {}

    /// Where the last line that ends within `[start, end)` is over: behind its newline; `start` when none
    /// ends there.
    static int last(byte[] bytes, int start, int end) {
        int stop = end;
        while (stop > start && bytes[stop - 1] != '\n') {
            stop--;
        }
        return stop;
    }

    /// Where the first line that ends within `[start, end)` is over; `start` when none ends there.
    static int first(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return start;
    }
}
