package org.taskmaster.e2e;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.taskmaster.Waiting;

/// A supervisor in a real terminal: a tmux server of its own plays the person and the screen.
final class Terminal implements AutoCloseable {

    static final String PROMPT = "taskmaster>";

    /// SIGWINCH in the masks of proc(5).
    private static final long WINDOW_CHANGED = 1L << 27;

    private final Sandbox sandbox;
    private long server;

    private Terminal(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /// Opens a terminal of 100 by 30 with Taskmaster in it, and waits for the prompt.
    static Terminal open(Sandbox sandbox) {
        Terminal terminal =
                open(sandbox, sandbox.command(List.of(sandbox.config().toString())));
        try {
            terminal.awaitPrompt();
        } catch (AssertionError e) {
            terminal.end();
            throw e;
        }
        return terminal;
    }

    /// Opens a terminal of 100 by 30 with the shell of `taskmasterctl` in it, and waits for the prompt.
    static Terminal openClient(Sandbox sandbox) {
        Terminal terminal = open(
                sandbox,
                List.of(
                        Sandbox.program("taskmasterctl").toString(),
                        "-c",
                        sandbox.config().toString()));
        terminal.awaitPrompt();
        return terminal;
    }

    /// Opens a terminal of 100 by 30 with any command in it.
    static Terminal open(Sandbox sandbox, List<String> inside) {
        return open(sandbox, 100, inside);
    }

    /// Opens a terminal of 30 rows with any command in it.
    static Terminal open(Sandbox sandbox, int columns, List<String> inside) {
        Terminal terminal = new Terminal(sandbox);
        List<String> command =
                new ArrayList<>(List.of("new-session", "-d", "-x", Integer.toString(columns), "-y", "30", "env"));
        command.addAll(
                List.of("-u", "TMUX", "-u", "NO_COLOR", "-C", sandbox.path(".").toString()));
        sandbox.environment().forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(inside);
        sandbox.write("tmux.conf", """
                set-option -g remain-on-exit on
                set-option -g status off
                set-option -g escape-time 0
                """);
        try {
            terminal.tmux(command.toArray(String[]::new));
            terminal.server = Long.parseLong(terminal.ask("#{pid}"));
        } catch (AssertionError e) {
            terminal.end();
            throw e;
        }
        return terminal;
    }

    /// The supervisor's pid.
    long pid() {
        return Long.parseLong(ask("#{pane_pid}"));
    }

    /// Types text, as it is.
    Terminal type(String text) {
        tmux("send-keys", "-l", "--", text);
        return this;
    }

    /// Presses keys by tmux's names: `Enter`, `Up`, `C-c`.
    Terminal press(String... keys) {
        List<String> words = new ArrayList<>(List.of("send-keys", "--"));
        words.addAll(Arrays.asList(keys));
        tmux(words.toArray(String[]::new));
        return this;
    }

    /// Types a line and waits for the prompt after its answer.
    Terminal enter(String line) {
        type(line);
        awaitTyped(line);
        press("Enter");
        return this;
    }

    /// The rows that are not empty, from the beginning of the session.
    List<String> screen() {
        return tmux("capture-pane", "-p", "-S", "-")
                .lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /// The lines that are not empty, from the beginning of the session: rows that the terminal has broken are one.
    List<String> lines() {
        return tmux("capture-pane", "-p", "-J", "-S", "-")
                .lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /// The rows of the window, also those that are empty, up to the last that is not.
    List<String> visible() {
        return tmux("capture-pane", "-p")
                .stripTrailing()
                .lines()
                .map(String::stripTrailing)
                .toList();
    }

    /// What a person sees, as one text.
    String picture() {
        return String.join("\n", visible()) + "\n";
    }

    /// Changes the window's size.
    void resizeTo(int columns, int rows) {
        tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    }

    /// The last row with anything on it.
    String lastLine() {
        List<String> screen = screen();
        return screen.isEmpty() ? "" : screen.getLast();
    }

    /// Waits until the screen shows a row that contains `text`.
    void awaitText(String text) {
        Waiting.until(
                "the screen shows \"" + text + "\"",
                () -> screen().stream().anyMatch(row -> row.contains(text)),
                this::story);
    }

    /// Waits for an empty prompt on the last row.
    void awaitPrompt() {
        Waiting.until("the prompt is there", () -> lastLine().equals(PROMPT), this::story);
    }

    /// Waits until the prompt's line holds exactly `text`.
    void awaitTyped(String text) {
        Waiting.until("\"" + text + "\" is typed", () -> lastLine().equals((PROMPT + " " + text).strip()), this::story);
    }

    /// Changes the window's size and waits until the supervisor has taken note of it.
    void resize(int columns, int rows) {
        tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
        String size = rows + " " + columns;
        String device = ask("#{pane_tty}");
        Waiting.until(
                "the terminal has its new size",
                () -> Tools.run("stty", "size", "-F", device).strip().equals(size));
        Waiting.until(
                "the signal is taken",
                () -> (Long.parseUnsignedLong(Proc.status(pid(), "ShdPnd"), 16) & WINDOW_CHANGED) == 0);
    }

    /// Hangs up, as when a window is closed or a connection is lost.
    void hangUp() {
        tmux("kill-session");
    }

    /// Takes the terminal away from whatever runs in it, and leaves alone what goes on running.
    void abandon() {
        tmux("kill-server");
        Waiting.until("tmux is gone", () -> !Proc.lives(server));
    }

    /// Whether the supervisor still runs.
    boolean lives() {
        return ask("#{pane_dead}").equals("0");
    }

    void awaitEnd() {
        Waiting.until("the supervisor ends", () -> !lives(), this::story);
    }

    @Override
    public void close() {
        List<String> left = end();
        if (!left.isEmpty()) {
            throw new AssertionError("left running after the terminal was closed: " + left);
        }
    }

    /// Ends everything. A supervisor that runs still loses its terminal and has to end by itself.
    private List<String> end() {
        try {
            tmux("kill-server");
        } catch (AssertionError _) {
            // it went with its last session
        }
        Waiting.until("tmux is gone", () -> server == 0 || !Proc.lives(server));
        long end = System.nanoTime() + java.time.Duration.ofSeconds(15).toNanos();
        while (!sandbox.survivors().isEmpty() && System.nanoTime() - end < 0) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        return sandbox.endSurvivors();
    }

    private String ask(String format) {
        return tmux("display-message", "-p", format).strip();
    }

    private String tmux(String... words) {
        List<String> command = new ArrayList<>(List.of(
                "tmux",
                "-S",
                sandbox.path("tmux").toString(),
                "-f",
                sandbox.path("tmux.conf").toString()));
        command.addAll(List.of(words));
        return Tools.run(command.toArray(String[]::new));
    }

    private String story() {
        return "the screen:\n  " + String.join("\n  ", screen()) + "\nactivity log:\n  "
                + String.join("\n  ", sandbox.lines("taskmaster.log"));
    }
}
