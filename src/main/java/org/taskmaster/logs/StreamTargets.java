package org.taskmaster.logs;

import java.util.List;
import org.taskmaster.model.Stream;

/// Those beside the file who get the lines of one stream.
final class StreamTargets {

    private final LineSplitter splitter;

    /// @param stream `stdout` or `stderr`
    /// @param stripAnsi whether colours and the like are taken out
    StreamTargets(String process, Stream stream, boolean stripAnsi, List<LineTarget> targets) {
        this.splitter = new LineSplitter(process, stream, stripAnsi, targets);
    }

    /// Hands on the lines in some more bytes of the stream.
    void take(byte[] bytes, int start, int length) {
        splitter.take(bytes, start, start + length);
    }

    /// Hands on a line that will not be finished.
    void finish() {
        splitter.flush();
    }
}
