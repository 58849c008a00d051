package org.taskmaster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.taskmaster.Waiting;

/// A program that has run to its end.
///
/// @param output what it wrote on standard output
/// @param errors what it wrote on standard error
record Ran(int status, String output, String errors) {

    /// Runs one of our three programs in a sandbox.
    static Ran program(Sandbox sandbox, String name, String... words) {
        return withInput("", sandbox, name, words);
    }

    /// Asks the supervisor of a sandbox by `taskmasterctl`.
    static Ran ctl(Sandbox sandbox, String... words) {
        List<String> all = new ArrayList<>(List.of("-c", sandbox.config().toString()));
        all.addAll(List.of(words));
        return program(sandbox, "taskmasterctl", all.toArray(String[]::new));
    }

    /// Runs any program in a sandbox.
    static Ran path(Sandbox sandbox, Path program, String... words) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        return command(sandbox, "", sandbox.wrapped(command));
    }

    /// Runs one of our three programs in a sandbox, with `input` on its standard input.
    static Ran withInput(String input, Sandbox sandbox, String name, String... words) {
        List<String> command = new ArrayList<>(List.of(Sandbox.program(name).toString()));
        command.addAll(List.of(words));
        return command(sandbox, input, sandbox.wrapped(command));
    }

    /// The lines of the output.
    List<String> lines() {
        return output.lines().toList();
    }

    private static Ran command(Sandbox sandbox, String input, List<String> command) {
        // Several may run at once.
        String run = "ran." + UUID.randomUUID();
        Path out = sandbox.path(run + ".out");
        Path err = sandbox.path(run + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(sandbox.path(".").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TMUX"));
        builder.environment().putAll(sandbox.environment());
        try {
            Process process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // It did not read to the end, as it may.
            }
            if (!process.waitFor(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end: " + Files.readString(out) + Files.readString(err));
            }
            return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            out.toFile().delete();
            err.toFile().delete();
        }
    }
}
