package org.taskmaster.logs;

import org.taskmaster.model.Stream;

/// Where lines of output go beside their file.
public interface LineTarget {

    /// Takes a line, or drops it: it never waits, and what is in `buffer` afterwards does not
    /// matter.
    ///
    /// @param process its name, as in `web:0`
    /// @param start where the line begins in `buffer`
    /// @param end where it ends, without its newline
    void take(String process, Stream stream, byte[] buffer, int start, int end);
}
