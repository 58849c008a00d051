package org.taskmaster.e2e;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Other programs that tests run.
final class Tools {

    private Tools() {}

    /// Runs a command and returns what it wrote.
    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(List.of(command) + " ended with " + process.exitValue() + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(missing(command[0], e));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// A test that cannot run for want of a program is left out, but not where all have to run.
    static IOException missing(String program, IOException e) {
        if (!"true".equals(System.getenv("CI"))) {
            abort(program + " is not installed: " + e.getMessage());
        }
        return e;
    }
}
