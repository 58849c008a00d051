package org.taskmaster.daemon;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventBus;
import org.taskmaster.events.EventText;
import org.taskmaster.events.Subscription;
import org.taskmaster.host.HostEvent.Origin;
import org.taskmaster.journal.Disabled;
import org.taskmaster.journal.Journal;
import org.taskmaster.logs.Captures;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

/// The real daemon on a [SimulatedHost], driven turn by turn by the test's own thread.
final class Simulation {

    static final Requester ME = new Requester("the test");

    private final SimulatedHost host;
    private final Daemon daemon;
    private final Subscription events;
    private ConfigSource file;

    private Simulation(
            SimulatedHost host,
            List<ProgramConfig> programs,
            Former former,
            Surroundings surroundings,
            Executor stateWork) {
        EventBus bus = new EventBus();
        this.host = host;
        this.events = bus.subscribe(1_000_000);
        LoadResult first = new LoadResult.Loaded(Programs.configuration(programs));
        this.file = () -> first;
        this.daemon = Daemon.create(
                new SupervisorInfo("0", 1, Path.of("taskmaster.yaml"), Path.of("activity.log"), "supervisor"),
                Programs.configuration(programs),
                () -> file.read(),
                Runnable::run,
                Runnable::run,
                stateWork,
                Runnable::run,
                host,
                bus,
                surroundings,
                nothingIsCaptured(),
                Terminals.NONE,
                former);
    }

    static Captures.Means nothingIsCaptured() {
        return new Captures.Means(
                Path.of("/nonexistent"),
                new org.taskmaster.linux.LinuxTrustedFiles(),
                () -> {
                    throw new AssertionError("nothing is captured here");
                },
                () -> {},
                () -> {},
                java.io.OutputStream.nullOutputStream(),
                socket -> org.taskmaster.linux.LogSocket.to(socket.toString()),
                Optional.empty());
    }

    /// One without a loop, for what only hands it on.
    static Supervisor supervisor(SimulatedHost host, Outbox outbox, Fleet fleet, ActivePlans runs) {
        return new Supervisor(
                new Reporter(host, outbox),
                fleet,
                new Deadlines(),
                runs,
                outputs(host, outbox, fleet),
                Journal.NONE,
                _ -> {});
    }

    static Disablement disablement(SimulatedHost host, Outbox outbox, Fleet fleet) {
        Mailbox mailbox = new Mailbox(host);
        return new Disablement(
                Disabled.NONE, fleet, new Reporter(host, outbox), new SlowWork(Runnable::run, mailbox), mailbox);
    }

    static Outputs outputs(SimulatedHost host, Outbox outbox, Fleet fleet) {
        SlowWork slowWork = new SlowWork(Runnable::run, new Mailbox(host));
        Captures captures = new Captures(nothingIsCaptured(), _ -> {}, slowWork);
        return new Outputs(captures, Terminals.NONE, fleet, new Reporter(host, outbox), slowWork);
    }

    /// A daemon that has begun to bring up `programs`.
    static Simulation of(SimulatedHost host, ProgramConfig... programs) {
        return of(host, Former.NONE, programs);
    }

    /// One that comes after another.
    static Simulation of(SimulatedHost host, Former former, ProgramConfig... programs) {
        return of(host, former, Runnable::run, programs);
    }

    /// One whose state directory is written by `stateWork`.
    static Simulation of(SimulatedHost host, Former former, Executor stateWork, ProgramConfig... programs) {
        return begun(new Simulation(host, List.of(programs), former, Surroundings.NONE, stateWork));
    }

    /// One with something around it.
    static Simulation of(SimulatedHost host, Former former, Surroundings surroundings, ProgramConfig... programs) {
        return begun(new Simulation(host, List.of(programs), former, surroundings, Runnable::run));
    }

    private static Simulation begun(Simulation simulation) {
        simulation.daemon.loop().begin();
        return simulation;
    }

    Control control() {
        return daemon.control();
    }

    Optional<EventLoop.Ending> ending() {
        return daemon.loop().ending();
    }

    /// Deals with what has happened so far; no time goes by.
    Simulation settles() {
        return passes(Duration.ZERO);
    }

    /// Time goes by, and everything that falls due is dealt with.
    Simulation passes(Duration duration) {
        Moment end = host.now().plus(duration);
        host.horizon(end);
        while (ending().isEmpty() && (host.hasNews() || !host.now().reached(end))) {
            daemon.loop().turn();
        }
        do {
            // what the last turn did may have made a deadline fall due
            daemon.loop().turn();
        } while (ending().isEmpty() && host.hasNews());
        return this;
    }

    Simulation passesSeconds(long seconds) {
        return passes(Duration.ofSeconds(seconds));
    }

    CompletableFuture<ActionReport> act(Action action, String... words) {
        CompletableFuture<ActionReport> reply = control().act(action, new Selector(List.of(words)), ME);
        settles();
        return reply;
    }

    /// The file says something else, and is read.
    CompletableFuture<ReloadReport> reload(ProgramConfig... programs) {
        return read(new LoadResult.Loaded(Programs.configuration(List.of(programs))), ReloadMode.APPLY);
    }

    /// The file says something else, and is not read.
    void says(LoadResult result) {
        file = () -> result;
    }

    CompletableFuture<ReloadReport> read(LoadResult result, ReloadMode mode) {
        says(result);
        CompletableFuture<ReloadReport> reply = control().reload(mode, ME);
        settles();
        return reply;
    }

    /// The file cannot be read because of a defect, and is read.
    void readingBreaks() {
        file = () -> {
            throw new IllegalStateException("a fault in the reader");
        };
        control().reload(ReloadMode.APPLY, ME);
        settles();
    }

    Simulation signal(Signal signal) {
        host.receive(signal, new Origin.Process(4711, 1000));
        return settles();
    }

    /// What was answered; a test never waits for it.
    static <T> T answer(CompletableFuture<T> reply) {
        if (!reply.isDone()) {
            throw new AssertionError("there is no answer yet");
        }
        return reply.join();
    }

    /// The process of this name dies by an unexpected signal.
    Simulation crash(String name) {
        host.die(pid(name), new ExitStatus.Killed(new Signal(11), false));
        return settles();
    }

    ProcessStatus status(String name) {
        return control().status().processes().stream()
                .filter(process -> process.name().text().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no process is named " + name + " among " + names()));
    }

    StateName state(String name) {
        return status(name).state();
    }

    int pid(String name) {
        return status(name).pid().orElseThrow(() -> new AssertionError(name + " is not up"));
    }

    List<String> names() {
        return control().status().processes().stream()
                .map(process -> process.name().text())
                .toList();
    }

    /// The lines told since the last time.
    List<String> told() {
        List<String> lines = new ArrayList<>();
        while (events.waiting() > 0) {
            EventText.describe(next()).forEach(line -> lines.add(line.text()));
        }
        return lines;
    }

    private Event next() {
        try {
            return events.next(Duration.ZERO).orElseThrow();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
