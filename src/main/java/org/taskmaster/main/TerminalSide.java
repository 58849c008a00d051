package org.taskmaster.main;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.taskmaster.commands.Bond;
import org.taskmaster.control.Control;
import org.taskmaster.control.Requester;
import org.taskmaster.daemon.EventLoop;
import org.taskmaster.linux.StandardStream;
import org.taskmaster.model.Configuration;
import org.taskmaster.shell.Shell;
import org.taskmaster.shell.ShellSetup;

/// The shell, on its thread: when it ends, for whatever reason, the supervisor is asked to end.
final class TerminalSide {

    private static final Duration LAST_ANSWER = Duration.ofMillis(200);
    private static final Path HISTORY = Path.of("shell-history");

    private final Shell shell;
    private final Control control;
    private final Requester who;
    private final boolean onTerminal;
    private final AtomicInteger status = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean redrawAsked = new AtomicBoolean();

    /// The loop must not wait for a terminal that takes no output.
    private final Executor terminalSignals = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("terminal-signals").daemon().factory());

    private TerminalSide(Shell shell, Control control, Requester who, boolean onTerminal) {
        this.shell = shell;
        this.control = control;
        this.who = who;
        this.onTerminal = onTerminal;
    }

    /// Opens a prompt when both ends are a terminal, else a reader of plain lines.
    ///
    /// @param left what stood at the prompt of the supervisor that this process was
    static TerminalSide start(Control control, Machine machine, Configuration configuration, Optional<String> left) {
        Requester who = new Requester("the shell");
        ShellSetup setup = new ShellSetup(
                control,
                who,
                Bond.ONE_PROGRAM,
                configuration.supervisor().detachKeys(),
                configuration.supervisor().statedir().resolve(HISTORY),
                System.in,
                System.out,
                machine.environment(),
                left);
        boolean onTerminal = isOnTerminal();
        Shell shell = onTerminal ? Shell.onTerminal(setup) : Shell.plain(setup, StandardStream.OUT.columns());
        TerminalSide side = new TerminalSide(shell, control, who, onTerminal);
        Thread.ofPlatform().name("shell").daemon().start(side::run);
        // Its thread is made now: Ctrl-C is also for when the system allows no more of them.
        side.terminalSignals.execute(() -> {});
        return side;
    }

    /// Whether there is a prompt.
    static boolean isOnTerminal() {
        return StandardStream.IN.isTerminal() && StandardStream.OUT.isTerminal();
    }

    /// What stood at the prompt at the end, and was not done.
    String left() {
        return shell.left();
    }

    /// Ends a waiting, or the line that is being typed.
    ///
    /// @return whether that is all there is to it: a reader of a pipe has no line of its own to give up, and
    ///     once the shell has ended, only the end of the supervisor can be meant
    boolean interrupted() {
        if (ended.getCount() == 0) {
            return false;
        }
        terminalSignals.execute(shell::interrupted);
        return onTerminal;
    }

    /// Has the line drawn anew, once for any number of changes.
    void windowChanged() {
        if (redrawAsked.compareAndSet(false, true)) {
            terminalSignals.execute(() -> {
                redrawAsked.set(false);
                shell.windowChanged();
            });
        }
    }

    /// Ends the shell if it still runs, when it has shown what happened last, leaves the terminal as it was, and
    /// says there that it is done.
    ///
    /// @return the exit status of what was typed: of commands from a pipe only
    int end(EventLoop.Ending ending) {
        shell.close();
        if (onTerminal) {
            Console.say(farewell(ending));
            System.out.flush();
            return 0;
        }
        awaitLastCommand();
        return status.get();
    }

    private static String farewell(EventLoop.Ending ending) {
        if (!ending.leftBehind().isEmpty()) {
            return "taskmaster has ended, and left behind: " + String.join(", ", ending.leftBehind());
        }
        if (ending.successor().isPresent()) {
            return "goes on as " + ending.successor().get().name();
        }
        return ending.handedOver()
                ? "taskmaster has ended; what runs goes on, and the next one takes it over"
                : "everything is stopped; taskmaster has ended";
    }

    /// The command that asked for the end may still be on its way to print its answer; a reader that waits for
    /// input does not end.
    private void awaitLastCommand() {
        try {
            boolean _ = ended.await(LAST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Shell.End end = shell.run();
            status.set(end.status().number());
            ended.countDown();
            switch (end.how()) {
                case SHUTDOWN, LEFT, CLOSED -> {
                    // the shutdown is under way already
                }
                case END_OF_INPUT -> control.shutdown(new Requester(who.name() + ", at the end of its input"));
                case HANG_UP -> control.shutdown(new Requester(who.name() + ", as its terminal hung up"));
            }
        } catch (RuntimeException | Error defect) {
            Console.complain("taskmaster: the shell met a defect and ends, please report it: " + defect);
            control.shutdown(new Requester(who.name() + ", after a defect"));
        }
    }
}
