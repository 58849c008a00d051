package org.taskmaster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Sends signals by kill(1), as a person does.
final class Signals {

    private Signals() {}

    /// Sends the signal of a number; kill(1) of util-linux and the shell know no names for some.
    static void sendNumber(int number, long pid) {
        send(Integer.toString(number), pid);
    }

    /// Sends `name`, as in `TERM`. A process that is gone is no error.
    static void send(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid + " 2>/dev/null").start();
            kill.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
