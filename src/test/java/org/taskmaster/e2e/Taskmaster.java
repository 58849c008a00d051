package org.taskmaster.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.taskmaster.Waiting;

/// A running supervisor whose shell reads from a pipe of ours.
final class Taskmaster implements AutoCloseable {

    private static final String LOG = "taskmaster.log";
    private static final String ERRORS = "stderr.txt";

    private final Sandbox sandbox;
    private final Process process;
    private final Writer input;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final Thread reader;

    private Taskmaster(Sandbox sandbox, Process process) {
        this.sandbox = sandbox;
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.reader = Thread.ofPlatform().daemon().start(this::collect);
    }

    static Taskmaster launch(Sandbox sandbox, List<String> words) {
        return launch(sandbox, Sandbox.LAUNCHER, words);
    }

    /// Starts one of the other programs, in the foreground.
    static Taskmaster launch(Sandbox sandbox, Path program, List<String> words) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(sandbox.wrapped(command))
                .directory(sandbox.path(".").toFile())
                .redirectError(sandbox.path(ERRORS).toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TMUX"));
        builder.environment().putAll(sandbox.environment());
        try {
            return new Taskmaster(sandbox, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The supervisor's pid: the launcher becomes the supervisor.
    long pid() {
        return process.pid();
    }

    /// Types a command and returns its answer, line by line.
    List<String> ask(String command) {
        say(command);
        return answer();
    }

    /// Types a command and does not wait for its answer; [#answer] does.
    void say(String command) {
        // `pid` answers with our pid, which shows where the answer before it ends.
        write(command + "\npid\n");
    }

    /// The answer of the earliest command that has none yet.
    List<String> answer() {
        String end = Long.toString(pid());
        List<String> lines = new ArrayList<>();
        for (String line = nextLine(lines); !line.equals(end); line = nextLine(lines)) {
            lines.add(line);
        }
        return lines;
    }

    /// Types raw text.
    void write(String text) {
        try {
            input.write(text);
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot type " + text.strip() + "; " + story(), e);
        }
    }

    /// Ends the input, as `</dev/null` or the end of a pipe do.
    void endInput() {
        try {
            input.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What every process is doing.
    Status status() {
        return Status.read(ask("status"));
    }

    /// What one process is doing.
    Status.Row status(String name) {
        return status().of(name);
    }

    long pidOf(String name) {
        return status(name).pid();
    }

    /// Waits until a process is in a state.
    Status.Row await(String name, String state) {
        return Waiting.forSome(
                name + " to be " + state,
                () -> status().rows().stream()
                        .filter(row -> row.name().equals(name) && row.state().equals(state))
                        .findFirst());
    }

    /// The lines of the activity log.
    List<String> log() {
        return sandbox.lines(LOG);
    }

    /// Waits for a line of the activity log.
    String awaitLog(String text) {
        return sandbox.awaitLine(LOG, text);
    }

    /// Waits until so many lines of the activity log contain `text`.
    void awaitLog(String text, int count) {
        Waiting.until("the log has " + count + " times \"" + text + "\"", () -> logged(text) >= count, this::story);
    }

    /// How many lines of the activity log contain `text` so far: the log follows what happens, so wait
    /// for a line that comes later first.
    long logged(String text) {
        return log().stream().filter(line -> line.contains(text)).count();
    }

    /// What was written on standard error.
    String errors() {
        return String.join("\n", sandbox.lines(ERRORS));
    }

    /// What was written on standard output and not read as an answer; to be asked after the end.
    List<String> rest() {
        List<String> lines = new ArrayList<>();
        output.drainTo(lines);
        return lines;
    }

    /// Waits for a line on standard output.
    void awaitOutput(String text) {
        List<String> before = new ArrayList<>();
        while (!nextLine(before).contains(text)) {
            before.add("");
        }
    }

    /// Sends a signal to the supervisor.
    void signal(String name) {
        Signals.send(name, pid());
    }

    boolean lives() {
        return process.isAlive();
    }

    /// Waits for the end.
    ///
    /// @return the exit status
    int awaitExit() {
        try {
            if (!process.waitFor(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the supervisor does not end; " + story());
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Ends the supervisor if it still runs, and everything else that still does. Fails when something
    /// was left.
    @Override
    public void close() {
        boolean ends = true;
        if (process.isAlive()) {
            signal("TERM");
            if (!endsWithin(1)) {
                signal("TERM");
                ends = endsWithin(15);
            }
        }
        List<String> left = sandbox.endSurvivors();
        if (!ends) {
            throw new AssertionError("the supervisor did not end when asked twice; " + story());
        }
        if (!left.isEmpty()) {
            throw new AssertionError("left running after the supervisor had ended: " + left);
        }
    }

    private boolean endsWithin(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void collect() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException _) {
            // it has ended
        }
    }

    private String nextLine(List<String> before) {
        long end = System.nanoTime() + 2 * Waiting.DEADLINE.toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                String line = output.poll(100, TimeUnit.MILLISECONDS);
                if (line != null) {
                    return line;
                }
                if (!reader.isAlive() && output.isEmpty()) {
                    throw new AssertionError("the supervisor ended instead of answering; " + story());
                }
            }
            throw new AssertionError("no answer after " + before + "; " + story());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String story() {
        List<String> log = log();
        return "standard error: " + errors() + "\nactivity log:\n  "
                + String.join("\n  ", log.subList(Math.max(0, log.size() - 20), log.size()));
    }
}
