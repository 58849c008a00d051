package org.taskmaster.logs;

import java.util.List;

/// Those beside the file who get the lines of one stream.
final class Audience {

    private final LineSplitter splitter;

    /// @param stream `stdout` or `stderr`
    Audience(String process, String stream, List<LineTarget> targets) {
        this.splitter = new LineSplitter(process, stream, targets);
    }

    /// Hands on the lines in some more bytes of the stream.
    void take(byte[] bytes, int start, int length) {
        splitter.take(bytes, start, start + length);
    }

    /// Hands on a line that will not be finished.
    void finish() {
        splitter.finish();
    }
}
