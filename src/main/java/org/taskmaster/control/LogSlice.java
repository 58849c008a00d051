package org.taskmaster.control;

/// A part of a log, or why there is none.
public sealed interface LogSlice {

    /// Some bytes.
    ///
    /// @param start where they begin
    /// @param size how long the log is now; less than before when it was emptied or rotated
    /// @param file identifies the file: another value means another file under the same name
    record Bytes(byte[] bytes, long start, long size, String file) implements LogSlice {

        /// Where to read on.
        public long end() {
            return start + bytes.length;
        }
    }

    /// There is nothing to read, and why, in words for people.
    record Unavailable(String reason) implements LogSlice {}
}
