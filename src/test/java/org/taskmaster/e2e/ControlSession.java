package org.taskmaster.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.taskmaster.Waiting;

/// Debian's supervisorctl driven through commands, and what came of each: its output and exit code, with
/// what differs from run to run replaced by a word.
final class ControlSession implements AutoCloseable {

    private final Twin twin;
    private final Process prepared = Twin.preparedSupervisorctl();
    private final SequencedMap<String, String> transcript = new LinkedHashMap<>();
    /// What has to end by itself yet.
    private final SequencedMap<String, Going> ending = new LinkedHashMap<>();

    ControlSession(Twin twin) {
        this.twin = twin;
    }

    @Override
    public void close() {
        prepared.destroy();
    }

    /// What came of each command.
    SequencedMap<String, String> transcript() {
        ending.forEach((command, going) -> tell(command, going.told().sorted()));
        ending.clear();
        return Collections.unmodifiableSequencedMap(transcript);
    }

    /// Runs commands one after the other.
    void run(String... commands) {
        for (String command : commands) {
            tell(command, finished(command));
        }
    }

    /// Runs a command that was run before, in another situation.
    void runAgain(String command, String situation) {
        tell(command + ", " + situation, finished(command));
    }

    /// Runs a command about several processes at once, which supervisord tells of in whatever order they were
    /// through.
    void runUnordered(String command) {
        Told told = finished(command);
        tell(command, told.sorted());
    }

    /// Waits until a process is in a state.
    void await(String name, String state) {
        Waiting.until(
                name + " is " + state + " under " + twin.configuration(),
                () -> finished("status " + name).output().contains(" " + state + " "));
    }

    /// What somebody does while a command goes on.
    @FunctionalInterface
    interface Meanwhile {
        void act(Going going);
    }

    /// Runs a command that does not end by itself, and ends it as Ctrl-C does.
    void runUntilInterrupted(String command, Meanwhile meanwhile) {
        runUntilInterrupted(command, command, meanwhile);
    }

    /// As above, for a command that was run before.
    void runUntilInterrupted(String command, String label, Meanwhile meanwhile) {
        Going going = new Going(started(command));
        meanwhile.act(going);
        going.interrupt();
        tell(label, going.told());
    }

    /// Runs `fg`, which has a thread that takes up to half a minute to notice that it is to end: so nobody waits
    /// for that until all is done. It follows both outputs at once, so its lines come in any order.
    ///
    /// @param meanwhile brings it to the point of ending
    void runForeground(String command, Meanwhile meanwhile) {
        Going going = new Going(started(command));
        meanwhile.act(going);
        going.awaitOutput("Exiting foreground");
        ending.put(command, going);
    }

    /// A command under way.
    static final class Going {

        private final Process process;
        private final StringBuffer output = new StringBuffer();
        private final Thread reader;

        private Going(Process process) {
            this.process = process;
            this.reader = Thread.ofVirtual().start(this::collect);
        }

        void awaitOutput(String text) {
            Waiting.until("\"" + text + "\" is told", () -> output.indexOf(text) >= 0, output::toString);
        }

        void awaitOutputOrEnd(String text) {
            Waiting.until(
                    "\"" + text + "\" is told, or it ends",
                    () -> output.indexOf(text) >= 0 || !process.isAlive(),
                    output::toString);
        }

        void type(String text) {
            try {
                process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void interrupt() {
            Signals.send("INT", process.pid());
        }

        void endInput() {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void collect() {
            try (InputStream in = process.getInputStream()) {
                byte[] piece = new byte[8192];
                for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                    output.append(new String(piece, 0, count, StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Told told() {
            try {
                reader.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new Told(output.toString(), exit(process));
        }
    }

    private record Told(String output, int exit) {

        /// With its lines in an order of their own.
        Told sorted() {
            return new Told(output.lines().sorted().collect(Collectors.joining("\n")), exit);
        }
    }

    private Process started(String command) {
        return twin.supervisorctl(atSocket(command));
    }

    private String atSocket(String command) {
        return command.replace("SOCKET", "unix://" + twin.socket());
    }

    /// Runs a command to its end.
    private Told finished(String command) {
        try {
            String line = String.join(" ", twin.supervisorctlWords(atSocket(command))) + "\n";
            prepared.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            prepared.getOutputStream().flush();
            InputStream in = prepared.getInputStream();
            int exit = number(in, ' ');
            int size = number(in, '\n');
            return new Told(new String(in.readNBytes(size), StandardCharsets.UTF_8), exit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(InputStream in, char end) throws IOException {
        StringBuilder digits = new StringBuilder();
        for (int next = in.read(); next != end; next = in.read()) {
            if (next < 0) {
                throw new AssertionError("supervisorctl cannot be run: " + digits);
            }
            digits.append((char) next);
        }
        return Integer.parseInt(digits.toString());
    }

    private static int exit(Process process) {
        try {
            if (!process.waitFor(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("supervisorctl does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void tell(String label, Told told) {
        String before = transcript.put(label, normal(told.output()) + "\n=> " + told.exit());
        if (before != null) {
            throw new AssertionError("two steps are called " + label);
        }
    }

    private String normal(String output) {
        List<String> lines = output.replace(twin.socket().toString(), "SOCKET")
                .replace(twin.configuration().toString(), "CONFIGURATION")
                .replace(twin.directory().toString(), "DIRECTORY")
                .lines()
                .map(line -> line.replaceAll("pid [0-9]+, uptime [0-9:]+", "pid PID, uptime TIME")
                        .replaceAll("[A-Z][a-z]{2} [0-9]{2} [0-9]{2}:[0-9]{2} [AP]M$", "DATE")
                        .replaceAll("^[1-9][0-9]*$", "PID"))
                .toList();
        return String.join("\n", lines);
    }
}
