package org.taskmaster.shell;

import java.io.OutputStream;
import java.util.function.BooleanSupplier;

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
        await(() -> written.indexOf(text) >= 0);
    }

    void awaitPrompts(int count) {
        await(() -> written.toString().split("taskmaster> ", -1).length > count);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
