package org.taskmaster.shell;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Lines of bounded length from a stream of bytes.
final class InputLines {

    /// No command is as long as this.
    static final int LONGEST = 64 * 1024;

    private final InputStream in;

    InputLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /// What a look for one more line found.
    sealed interface Next {
        /// A line without its end.
        record Text(String line) implements Next {}

        /// A line that was too long and is skipped.
        record TooLong() implements Next {}

        /// No more lines.
        record End() implements Next {}
    }

    /// Waits for the next line. The last one needs no line feed.
    Next next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        int b = in.read();
        if (b < 0) {
            return new Next.End();
        }
        while (b >= 0 && b != '\n') {
            if (line.size() < LONGEST) {
                line.write(b);
            } else {
                tooLong = true;
            }
            b = in.read();
        }
        return tooLong ? new Next.TooLong() : new Next.Text(line.toString(StandardCharsets.UTF_8));
    }
}
