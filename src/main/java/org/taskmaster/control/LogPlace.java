package org.taskmaster.control;

/// Where a reader of a log has come to. It comes with what was read, and is handed back to read on.
///
/// @param file the file it was in, which may have been set aside since
/// @param offset from the start of that file
/// @param mark distinguishes that file from others that took its place, by what was read last; empty:
///     `file` alone does
public record LogPlace(String file, long offset, String mark) {

    public LogPlace {
        if (offset < 0) {
            throw new IllegalArgumentException("a place is counted from the start of a file, not " + offset);
        }
    }
}
