package org.taskmaster.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.taskmaster.commands.Bond;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.Requester;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.events.Event;
import org.taskmaster.model.DetachKeys;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Stream;

/// A shell on a supervisor that only pretends, to try by hand what no test sees: how it looks.
///
/// Arguments: the history file, and `plain` for the plain reader. Orders take five seconds. The files
/// `/tmp/shell-demo.INT`, `.WINCH`, `.CLOSE`, `.EVENT` and `.BURST` each make something happen when they
/// appear, and vanish.
public final class ShellDemo {

    private static final ScheduledExecutorService LATER = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task, "demo");
        thread.setDaemon(true);
        return thread;
    });

    private ShellDemo() {}

    /// Runs the demo.
    public static void main(String[] args) {
        FakeControl control = new FakeControl()
                .with("cache", StateName.STOPPED, "Not started")
                .with("tick", StateName.RUNNING, 4711)
                .with("web:0", StateName.RUNNING, 4712)
                .with("web:1", StateName.BACKOFF, "exited too quickly (exit status 1)")
                .with("worker", StateName.EXITED, "exit status 3");
        control.log(
                new LogSource.OfProcess(ProcessName.of("tick"), Stream.STDOUT),
                "one\ntwo\u001b[31mred\u001b[0m\u001b]0;x\u0007\nthr");
        control.answer(selection -> {
            CompletableFuture<ActionReport> report = new CompletableFuture<>();
            List<Outcome> outcomes = new ArrayList<>();
            selection.processes().forEach(process -> {
                control.now(process.name().text(), StateName.STARTING, OptionalInt.of(4800), "");
                outcomes.add(new Outcome.Started(process.name(), 4800, Duration.ofSeconds(5)));
            });
            LATER.schedule(
                    () -> {
                        outcomes.forEach(
                                o -> control.now(o.name().text(), StateName.RUNNING, OptionalInt.of(4800), ""));
                        report.complete(new ActionReport(outcomes, selection.unknown()));
                    },
                    5,
                    TimeUnit.SECONDS);
            return report;
        });
        ShellSetup setup = new ShellSetup(
                control,
                new Requester("the shell"),
                Bond.ONE_PROGRAM,
                DetachKeys.USUAL,
                Path.of(args[0]),
                System.in,
                System.out,
                Map.copyOf(System.getenv()));
        try (Shell shell = args.length > 1 ? Shell.plain(setup, 0) : Shell.onTerminal(setup)) {
            LATER.scheduleAtFixedRate(() -> poll(shell, control), 100, 100, TimeUnit.MILLISECONDS);
            Shell.End end = shell.run();
            shell.close();
            System.out.println("ended: " + end + " after " + control.asked);
            System.err.println("ended: " + end);
            System.exit(end.status().number());
        }
    }

    private static void poll(Shell shell, FakeControl control) {
        if (Path.of("/tmp/shell-demo.INT").toFile().delete()) {
            shell.interrupted();
        }
        if (Path.of("/tmp/shell-demo.WINCH").toFile().delete()) {
            shell.windowChanged();
        }
        if (Path.of("/tmp/shell-demo.CLOSE").toFile().delete()) {
            shell.close();
        }
        if (Path.of("/tmp/shell-demo.EVENT").toFile().delete()) {
            control.events.publish(
                    new Event.OfProcess(Instant.now(), ProcessName.of("tick"), new ProcessEvent.Spawned(99)));
            control.events.publish(new Event.OfProcess(
                    Instant.now(), ProcessName.of("web:1"), new ProcessEvent.GaveUp("tried 4 times")));
        }
        if (Path.of("/tmp/shell-demo.BURST").toFile().delete()) {
            for (int i = 0; i < 250; i++) {
                control.events.publish(new Event.OfSupervisor(Instant.now(), LogLevel.WARN, "something " + i));
            }
        }
    }
}
