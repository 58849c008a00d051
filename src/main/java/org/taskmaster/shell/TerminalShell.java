package org.taskmaster.shell;

import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.MaskingCallback;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import org.taskmaster.commands.Commands;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.commands.Focus;
import org.taskmaster.commands.Interruption;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.SystemTime;
import org.taskmaster.commands.Tone;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.model.Reason;
import org.taskmaster.shell.SharedOutput.Palette;

/// The prompt on a terminal.
///
/// Three threads meet here. The one in [#run] types, so to speak: it reads a line, does it, and prints.
/// The event feed prints above. And signals come from a third one. In the supervisor's own shell that is
/// because the supervisor keeps them blocked in every thread and takes them from a file descriptor: no
/// handler of JLine's would ever run, so [#interrupted] and [#windowChanged] raise them in the terminal
/// by hand. In a visitor's shell JLine takes them from the JVM.
///
/// The terminal neither echoes nor waits for whole lines while the shell is up, also while a command
/// runs: what is typed ahead appears at the next prompt instead of in the middle of an answer.
final class TerminalShell implements Shell {

    /// So many may wait to be shown; more are dropped and counted.
    private static final int EVENTS = 1000;

    private static final String PROMPT = "taskmaster> ";
    private static final String CTRL_D = "\u0004";
    private static final Duration LEAVING = Duration.ofSeconds(1);

    private final Terminal terminal;
    private final LineReader reader;
    private final Palette palette;
    private final SharedOutput screen;
    private final Commands commands;
    private final HistoryFile history;
    private final EventFeed events;
    private final CountDownLatch left = new CountDownLatch(1);

    private volatile @Nullable Thread runner;
    private volatile @Nullable Interruption running;
    private volatile boolean closed;
    private volatile boolean typing;
    private volatile String leftOver = "";
    private final Optional<String> before;
    private boolean historyWorks = true;

    /// @param terminal as [JLineSetup#open] leaves it; closed with the shell
    TerminalShell(ShellSetup setup, Terminal terminal) {
        SystemTime time = new SystemTime();
        Focus focus = new Focus();
        this.terminal = terminal;
        this.reader = JLineSetup.reader(terminal, new FleetCompleter(setup.control()), HistoryFile.REMEMBERED);
        this.palette = JLineSetup.palette(terminal, setup.environment());
        this.screen = new SharedOutput(terminal, reader, palette);
        this.commands = new Commands(
                setup.control(),
                setup.who(),
                time,
                focus,
                setup.bond(),
                new TerminalPerson(terminal, reader, screen, setup.bond(), setup.detachKeys()));
        this.history = new HistoryFile(setup.history());
        this.before = setup.left();
        this.events = new EventFeed(
                () -> setup.control().subscribe(EVENTS),
                setup.bond(),
                new EventDigest(setup.who(), focus, ZoneId.systemDefault()),
                time,
                () -> logOf(setup.control().info()),
                screen::above);
    }

    private static String logOf(SupervisorInfo supervisor) {
        return supervisor.shown().of(supervisor.logFile()).toString();
    }

    /// Opens the terminal; the plain reader takes its place when that is impossible.
    static Shell open(ShellSetup setup) {
        try {
            Terminal terminal = JLineSetup.open(setup.bond());
            TerminalShell shell = new TerminalShell(setup, terminal);
            // While a line is typed, the line editor has a handler of its own in this place.
            terminal.handle(Terminal.Signal.INT, _ -> shell.stopWaiting());
            return shell;
        } catch (IOException | RuntimeException | IOError | LinkageError e) {
            setup.out().println("no line editing: the terminal cannot be used (" + e.getMessage() + ")");
            return new PlainShell(setup, 0);
        }
    }

    @Override
    public End run() {
        runner = Thread.currentThread();
        try {
            recall();
            events.start();
            return read();
        } finally {
            runner = null;
            left.countDown();
        }
    }

    @Override
    public void interrupted() {
        Interruption command = running;
        if (command != null) {
            command.ask();
        } else {
            terminal.raise(Terminal.Signal.INT);
        }
    }

    @Override
    public void windowChanged() {
        terminal.raise(Terminal.Signal.WINCH);
    }

    @Override
    public String left() {
        return leftOver;
    }

    @Override
    public void close() {
        if (typing) {
            leftOver = reader.getBuffer().toString();
        }
        closed = true;
        stopWaiting();
        Thread thread = runner;
        if (thread != null && thread != Thread.currentThread()) {
            thread.interrupt();
            awaitLeaving();
        }
        events.close();
        try {
            terminal.close();
        } catch (IOException | IOError _) {
            // It is gone already: nothing is left to be put back.
        }
    }

    private void stopWaiting() {
        Interruption command = running;
        if (command != null) {
            command.ask();
        }
    }

    private void awaitLeaving() {
        try {
            boolean _ = left.await(LEAVING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private End read() {
        ExitCode status = ExitCode.OK;
        Commands.Done done = before.isPresent() ? new Commands.Done(ExitCode.OK, Commands.Next.READ_ON) : run("status");
        String begun = before.orElse("");
        while (!closed && done.next() == Commands.Next.READ_ON) {
            String typed;
            try {
                typing = true;
                typed = reader.readLine(prompt(), null, (MaskingCallback) null, begun);
            } catch (UserInterruptException _) {
                continue;
            } catch (EndOfFileException _) {
                if (endedByPerson()) {
                    commands.tellEnd(screen);
                    return new End(How.END_OF_INPUT, status);
                }
                return new End(gone(), status);
            } catch (IOError _) {
                return new End(gone(), status);
            } finally {
                typing = false;
                begun = "";
            }
            // A Ctrl-C that came too late to abandon the line must not cut short what follows.
            boolean _ = Thread.interrupted();
            // A pasted text may have many lines.
            for (String line : typed.lines().toList()) {
                if (!closed && done.next() == Commands.Next.READ_ON) {
                    remember(line);
                    done = run(line);
                    status = status == ExitCode.OK ? done.exit() : status;
                }
            }
        }
        if (closed) {
            return new End(How.CLOSED, status);
        }
        return new End(done.next() == Commands.Next.LEAVE ? How.LEFT : How.SHUTDOWN, status);
    }

    private Commands.Done run(String line) {
        Interruption interruption = new Interruption();
        running = interruption;
        if (closed) {
            interruption.ask();
        }
        try {
            return commands.run(line, screen, interruption);
        } finally {
            running = null;
        }
    }

    /// A hung up terminal looks like Ctrl-D to JLine, but it was not pressed.
    private boolean endedByPerson() {
        return CTRL_D.equals(reader.getLastBinding());
    }

    private How gone() {
        return closed ? How.CLOSED : How.HANG_UP;
    }

    private String prompt() {
        return switch (palette) {
            case COLOURED -> Tone.STRONG.paint(PROMPT.strip()) + " ";
            case PLAIN -> PROMPT;
        };
    }

    private void recall() {
        try {
            List<String> lines = history.load();
            lines.forEach(line -> reader.getHistory().add(Instant.EPOCH, line));
        } catch (IOException e) {
            historyFails(e);
        }
    }

    private void remember(String line) {
        if (!historyWorks || line.isBlank() || line.startsWith(" ")) {
            return;
        }
        try {
            history.append(line);
        } catch (IOException e) {
            historyFails(e);
        }
    }

    /// Reported once; the shell is more useful without a history than not at all.
    private void historyFails(IOException e) {
        historyWorks = false;
        screen.line(Line.of("what is typed will not be remembered: " + Reason.of(e)));
    }
}
