package org.taskmaster.control;

import java.time.Instant;

/// A part of a log, or why there is none.
public sealed interface LogSlice {

    /// Some bytes.
    ///
    /// @param start where they begin
    /// @param size how long the file is now
    /// @param file identifies the file: another value means another file
    /// @param modified when the file was last written to
    /// @param mark hand it back in a [LogPlace] to read on behind these bytes
    /// @param join how these bytes join what was read before them
    record Bytes(byte[] bytes, long start, long size, String file, Instant modified, String mark, Join join)
            implements LogSlice {

        /// Where they end.
        public long end() {
            return start + bytes.length;
        }

        /// Where to read on.
        public LogPlace place() {
            return new LogPlace(file, end(), mark);
        }
    }

    /// There is nothing to read, and why, in words for people.
    record Unavailable(String reason) implements LogSlice {}

    /// How what is read on joins what was read before.
    enum Join {
        /// Nothing is missing between the two.
        CONTINUOUS,
        /// The file was emptied, and this is its new beginning.
        EMPTIED,
        /// The file in which the reader was is gone, so its rest may be missing; this is the start of the
        /// oldest file after it that there is.
        LOST
    }
}
