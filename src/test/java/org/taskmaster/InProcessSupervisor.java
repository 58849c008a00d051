package org.taskmaster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.taskmaster.attach.Sessions;
import org.taskmaster.attach.TerminalLog;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.Control;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.Requester;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.daemon.Daemon;
import org.taskmaster.daemon.Former;
import org.taskmaster.daemon.Surroundings;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventBus;
import org.taskmaster.events.Subscription;
import org.taskmaster.host.Plumbing;
import org.taskmaster.linux.Environment;
import org.taskmaster.linux.LinuxHost;
import org.taskmaster.linux.LinuxHost.SignalIntake;
import org.taskmaster.linux.LinuxPlumbing;
import org.taskmaster.linux.LinuxTrustedFiles;
import org.taskmaster.logs.Captures;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;

/// The whole supervisor in this process, with real children, for a test.
public final class InProcessSupervisor implements AutoCloseable {

    private static final Requester TEST = new Requester("the test");
    private static final int PATIENCE_SECONDS = 30;

    private final Control control;
    private final EventBus bus;
    private final Thread loop;
    private final Subscription events;
    private final Thread listener;
    private final AtomicReference<Configuration> file;
    private final Queue<String> defects = new ConcurrentLinkedQueue<>();

    private InProcessSupervisor(Control control, EventBus bus, Thread loop, AtomicReference<Configuration> file) {
        this.control = control;
        this.file = file;
        this.bus = bus;
        this.loop = loop;
        this.events = bus.subscribe(10_000);
        this.listener = Thread.ofPlatform().daemon().name("test-listener").start(this::listen);
    }

    /// One that has begun to bring up its programs.
    ///
    /// @param directory where its activity log would be
    public static InProcessSupervisor of(Path directory, ProgramConfig... programs) throws Exception {
        return of(directory, LinuxPlumbing::open, programs);
    }

    /// As above, with a way of its own to pipes.
    public static InProcessSupervisor of(Path directory, Supplier<Plumbing> plumbing, ProgramConfig... programs)
            throws Exception {
        EventBus bus = new EventBus();
        CompletableFuture<Control> opened = new CompletableFuture<>();
        AtomicReference<Configuration> file = new AtomicReference<>(Programs.configuration(List.of(programs)));
        Thread loop = Thread.ofPlatform()
                .daemon()
                .name("test-loop")
                .start(() -> supervise(directory, plumbing, file, bus, opened));
        return new InProcessSupervisor(opened.get(PATIENCE_SECONDS, TimeUnit.SECONDS), bus, loop, file);
    }

    public Control control() {
        return control;
    }

    /// The file says something else, and is read.
    ///
    /// @return what came of it, when it is done
    public ReloadReport reload(ProgramConfig... programs) throws Exception {
        file.set(Programs.configuration(List.of(programs)));
        return control.reload(Control.ReloadMode.APPLY, TEST).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    public EventBus bus() {
        return bus;
    }

    /// What it told of its own defects.
    public List<String> defects() {
        return List.copyOf(defects);
    }

    @Override
    public void close() throws Exception {
        control.shutdown(TEST).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!loop.join(Duration.ofSeconds(PATIENCE_SECONDS))) {
            throw new AssertionError("the supervisor did not end");
        }
        listener.interrupt();
        listener.join();
        events.close();
    }

    private static void supervise(
            Path directory,
            Supplier<Plumbing> plumbing,
            AtomicReference<Configuration> file,
            EventBus bus,
            CompletableFuture<Control> opened) {
        TerminalLog complaints = (level, text) -> bus.publish(new Event.OfSupervisor(Instant.now(), level, text));
        try (LinuxHost host = LinuxHost.open(Environment.ofThisProcess(), SignalIntake.NONE);
                Sessions terminals = new Sessions(complaints)) {
            Daemon daemon = Daemon.create(
                    new SupervisorInfo(
                            "0",
                            ProcessHandle.current().pid(),
                            directory.resolve("taskmaster.yaml"),
                            directory.resolve("taskmaster.log"),
                            "supervisor"),
                    file.get(),
                    () -> new LoadResult.Loaded(file.get()),
                    host,
                    bus,
                    Surroundings.NONE,
                    new Captures.Means(
                            directory.resolve("output"),
                            new LinuxTrustedFiles(),
                            plumbing,
                            () -> {},
                            () -> {},
                            java.io.OutputStream.nullOutputStream(),
                            socket -> org.taskmaster.linux.LogSocket.to(socket.toString()),
                            Optional.empty()),
                    terminals,
                    Former.NONE);
            daemon.loop().begin();
            opened.complete(daemon.control());
            daemon.loop().run();
        } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e);
            throw e;
        }
    }

    private void listen() {
        try {
            while (true) {
                events.next(Duration.ofSeconds(1)).ifPresent(this::note);
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private void note(Event event) {
        if (event instanceof Event.OfSupervisor(var _, LogLevel level, String text)
                && (level == LogLevel.CRITICAL || text.contains("a defect in"))) {
            defects.add(text);
        }
    }
}
