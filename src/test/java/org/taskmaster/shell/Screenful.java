package org.taskmaster.shell;

import java.io.OutputStream;
import org.taskmaster.Waiting;

/// What was written to a terminal.
final class Screenful extends OutputStream {

    private final StringBuffer written = new StringBuffer();

    @Override
    public void write(int b) {
        written.append((char) (b & 0xff));
    }

    /// All of it.
    String text() {
        return written.toString();
    }

    void await(String text) {
        Waiting.until(() -> written.indexOf(text) >= 0);
    }

    void awaitPrompts(int count) {
        Waiting.until(() -> written.toString().split("taskmaster> ", -1).length > count);
    }
}
