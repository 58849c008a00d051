package org.taskmaster.daemon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Watching;
import org.taskmaster.core.Input.Fact;
import org.taskmaster.core.Input.Group;
import org.taskmaster.core.ProcessState.Leader;
import org.taskmaster.core.ProcessState.Stopping;
import org.taskmaster.daemon.Message.Purpose;
import org.taskmaster.events.Event;
import org.taskmaster.events.Event.Listing;
import org.taskmaster.events.Subscription;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.HostEvent.Origin;
import org.taskmaster.logs.Captures;
import org.taskmaster.logs.OutputReport;
import org.taskmaster.logs.UntakenOutput;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Signal;

/// The one thread that owns the fleet. Each turn it takes what has happened, lets every process react, carries
/// on with what is under way, shows the result, and only then answers.
///
/// ```
///   wait for the kernel, the mailbox or a deadline
///     deaths and signals ─▶ deadlines ─▶ mailbox ─▶ what is under way ─▶ publish ─▶ answer
/// ```
///
/// Nothing here blocks but the waiting. Whatever goes wrong in handling one thing is told and does not touch
/// the next: supervision goes on.
public final class EventLoop {

    private static final Duration AFTER_A_DEFECT = Duration.ofMillis(100);

    private final Host host;
    private final Outbox outbox;
    private final Reporter reporter;
    private final ConfigSource source;
    private final Executor reader;
    private final Surroundings surroundings;

    private final Fleet fleet;
    private final Mailbox mailbox;
    private final Captures captures;
    private final Outputs outputs;
    private final Deadlines deadlines = new Deadlines();
    private final FailedDeaths failedDeaths = new FailedDeaths();
    private final Guard guard;
    private final Terminals terminals;
    private final PlanRuns runs;
    private final Supervisor supervisor;
    private final PlanRunner runner;
    private final Orders orders;
    private final Reloads reloads;
    private final List<Message.Watch> viewers = new ArrayList<>();
    private Optional<Shutdown> shutdown = Optional.empty();
    private Optional<Ending> ending = Optional.empty();
    private final ExitRequests exitRequests = new ExitRequests();
    /// Those of whom an orphan died in this turn.
    private final Set<Slot> shrunk = new HashSet<>();
    /// Whether one died of whom nobody knows whose it was.
    private boolean orphansReaped;

    /// How a run ended.
    ///
    /// @param leftBehind the processes that could not be stopped, and what programs had left where nobody can
    ///     tell whose it is; empty when all went well
    public record Ending(List<String> leftBehind) {}

    EventLoop(
            Host host,
            Outbox outbox,
            Catalogue catalogue,
            ConfigSource source,
            Executor reader,
            Surroundings surroundings,
            Fleet fleet,
            Mailbox mailbox,
            Captures captures,
            SlowWork slowWork,
            Terminals terminals) {
        this.host = host;
        this.outbox = outbox;
        this.reporter = new Reporter(host, outbox);
        this.source = source;
        this.reader = reader;
        this.surroundings = surroundings;
        this.fleet = fleet;
        this.mailbox = mailbox;
        this.guard = new Guard(host, outbox);
        this.terminals = new GuardedTerminals(terminals, guard);
        this.runs = new PlanRuns(guard);
        this.captures = captures;
        this.outputs = new Outputs(captures, this.terminals, fleet, reporter, slowWork);
        this.supervisor = new Supervisor(host, outbox, fleet, deadlines, runs, outputs, this.terminals, this::take);
        this.runner = new PlanRunner(fleet, supervisor, outputs, runs, host);
        this.orders = new Orders(host, fleet, supervisor, runner);
        this.reloads = new Reloads(catalogue, host, reporter, fleet, supervisor, runner);
        reloads.start();
    }

    /// Runs until the shutdown is through. Comes after [#begin].
    public Ending run() {
        while (ending().isEmpty()) {
            if (!guard.run(this::turn)) {
                // Whatever it is, it may be over in a moment; turning without rest would not help.
                pause();
            }
        }
        terminals.close();
        captures.close();
        captures.untaken().forEach(this::mourn);
        outbox.flush();
        return ending().orElseThrow();
    }

    private void mourn(UntakenOutput output) {
        reporter.say(
                LogLevel.ERROR,
                output.bytes() + " bytes of the " + output.stream().word() + " of " + output.process()
                        + " are lost: its log could not be written before the end");
    }

    private static void pause() {
        LockSupport.parkNanos(AFTER_A_DEFECT.toNanos());
    }

    /// The turn before the first: starts what starts by itself, so that whoever looks afterwards sees
    /// it.
    public void begin() {
        finishTurn();
    }

    /// How it has ended; empty while it goes on.
    Optional<Ending> ending() {
        if (ending.isEmpty() && shutdown.filter(Shutdown::isOver).isPresent()) {
            ending = shutdown.map(watch -> new Ending(watch.whatIsLeft()));
        }
        return ending;
    }

    /// Waits for something to happen and deals with all of it.
    void turn() {
        Optional<Moment> until = failedDeaths.orEarlier(deadlines.earliest());
        host.await(orphansReaped ? Optional.of(host.now()) : until).forEach(this::take);
        failedDeaths.again(host.now(), death -> guard.run(() -> handle(death)));
        for (Slot slot : deadlines.due(host.now())) {
            guard.run(() -> supervisor.feed(slot, new Fact.TimeUp()));
        }
        for (Message message : mailbox.takeAll()) {
            if (!guard.run(() -> handle(message))) {
                message.dismiss();
            }
        }
        // After all that is due, and once for all who died in this turn.
        guard.run(this::lookForEndedRuns);
        finishTurn();
    }

    private void take(HostEvent event) {
        boolean heard = guard.run(() -> handle(event));
        if (!heard && event instanceof HostEvent.ChildDied death) {
            failedDeaths.add(death, host.now());
        }
    }

    private void finishTurn() {
        guard.run(() -> {
            while (runs.advance()) {
                // each pass may make room for the next
            }
        });
        guard.run(fleet::publish);
        outbox.flush();
        guard.run(this::beginViews);
        guard.run(runs::conclude);
        if (ending().isPresent()) {
            guard.run(runs::end);
            mailbox.close();
            outbox.flush();
        }
    }

    /// At this moment nothing is changed that is not shown, and nothing is shown that is not told.
    private void beginViews() {
        for (Message.Watch viewer : viewers) {
            Subscription events = outbox.subscribe(viewer.capacity());
            if (!viewer.reply().complete(new Watching(fleet.status(host.now()), events))) {
                events.close();
            }
        }
        viewers.clear();
    }

    private void handle(HostEvent event) {
        switch (event) {
            case HostEvent.ChildDied died -> {
                Group group = died.othersLive() ? Group.LIVES : Group.EMPTY;
                Optional<LeftProcess> left =
                        died.othersLive() ? host.left(died.id()).stream().findFirst() : Optional.empty();
                Optional<Slot> its = fleet.withLive(died.id());
                String text = its.map(slot -> slot.exitText(died.exit()))
                        .orElseGet(() -> died.exit().text());
                terminals.ended(died.id(), text);
                its.ifPresent(slot -> {
                    outputs.ended(slot);
                    left.filter(LeftProcess::outside).ifPresent(process -> warnOfDaemon(slot, process));
                    supervisor.feed(slot, new Fact.Died(died.id(), died.exit(), group, died.ago(), left));
                });
            }
            case HostEvent.StrangerReaped orphan -> {
                Optional<Slot> its = orphan.run().flatMap(fleet::withLive);
                its.ifPresentOrElse(shrunk::add, () -> orphansReaped = true);
                String text = its.map(slot -> "reaped pid " + orphan.pid() + ", which " + slot.name() + " had started")
                        .orElseGet(() -> "reaped unknown pid " + orphan.pid());
                reporter.say(LogLevel.DEBUG, text + " (" + orphan.exit().text() + ")");
            }
            case HostEvent.SignalReceived(Signal signal, Origin origin) -> handle(signal, origin);
            case HostEvent.Woken _ -> {
                // the mailbox is looked into every turn
            }
        }
    }

    private void warnOfDaemon(Slot slot, LeftProcess process) {
        reporter.say(LogLevel.WARN, slot.name() + " left " + process.text() + ", which is stopped, too");
    }

    private void handle(Signal signal, Origin origin) {
        String from = switch (origin) {
            case Origin.Process(int pid, int uid) -> " from process " + pid + " (uid " + uid + ")";
            case Origin.Terminal _ -> " from the terminal";
            case Origin.Kernel _ -> " from the kernel";
        };
        Requester who = new Requester(signal + from);
        boolean fromTerminal = origin instanceof Origin.Terminal;
        if (signal.equals(Signal.HUP) && !fromTerminal) {
            read(new Message.Reading(new Purpose.Reload(ReloadMode.APPLY, List.of(), new CompletableFuture<>()), who));
        } else if (signal.equals(Signal.INT) && fromTerminal && surroundings.interruptedFromTerminal()) {
            return;
        } else if (signal.equals(Signal.WINCH)) {
            surroundings.terminalResized();
        } else if (signal.equals(Signal.USR2)) {
            // In this order: the line is the first of the new file.
            reopenLogs();
            reporter.say(LogLevel.INFO, "received " + who.name() + " indicating log reopen request");
        } else if (ExitRequests.isOne(signal)) {
            reporter.say(LogLevel.WARN, "received " + who.name() + " indicating exit request");
            askToEnd(signal, origin);
        } else {
            reporter.say(LogLevel.DEBUG, "received " + who.name() + ", which means nothing here");
        }
    }

    /// The first request asks everything to stop; another while that goes on kills what is left.
    private void askToEnd(Signal signal, Origin origin) {
        switch (exitRequests.hear(signal, origin, host.now())) {
            case FIRST -> beginShutdown();
            case SAME ->
                reporter.say(
                        LogLevel.INFO,
                        "taken for the same request as before; to kill what is left, send it again from another"
                                + " process a second or more after the first, or press Ctrl-C again");
            case SECOND -> {
                reporter.say(LogLevel.WARN, "asked to exit again: killing what is left");
                shutdown.ifPresent(Shutdown::hurry);
            }
        }
    }

    private void handle(Message message) {
        switch (message) {
            case Message.Act act -> {
                reporter.ordered(act.who(), act.action().name().toLowerCase(Locale.ROOT) + " " + act.wanted());
                orders.act(act);
            }
            case Message.SendSignal send -> {
                reporter.ordered(send.who(), "signal " + send.signal() + " " + send.wanted());
                orders.send(send);
            }
            case Message.SendStdin send -> {
                reporter.ordered(send.who(), "stdin of " + send.process() + ", " + send.bytes().length + " bytes");
                orders.send(send);
            }
            case Message.Reading request -> read(request);
            case Message.Read(LoadResult result, Purpose purpose, Requester _) -> {
                if (fleet.phase() == Phase.RUNNING) {
                    reloads.take(result, purpose);
                } else {
                    purpose.supersede();
                }
            }
            case Message.Enlist enlist -> enlist(enlist);
            case Message.Watch watch -> viewers.add(watch);
            case Message.Announce announce ->
                outbox.publish(
                        new Event.Announced(host.wallClock(), announce.who().name(), announce.type(), announce.data()));
            case Message.Shutdown(Requester who, CompletableFuture<Void> reply) -> {
                reporter.ordered(who, "shutdown");
                if (shutdown.isEmpty()) {
                    beginShutdown();
                }
                reply.complete(null);
            }
            case Message.ReopenLogs(Requester who, CompletableFuture<List<String>> reply) -> {
                reopenLogs().thenAccept(reply::complete);
                reporter.ordered(who, "reopen logs");
            }
            case Message.OutputChanged(OutputReport report) -> outputs.note(report);
            case Message.Late(Runnable then) -> then.run();
            case Message.Note(Requester who, String order) -> reporter.ordered(who, order);
        }
    }

    private CompletableFuture<List<String>> reopenLogs() {
        surroundings.reopenLogs();
        return captures.reopen();
    }

    private void read(Message.Reading request) {
        reporter.ordered(request.who(), request.purpose().text());
        if (fleet.phase() == Phase.RUNNING) {
            new ConfigReading(source, request, mailbox).by(reader);
        } else {
            request.dismiss();
        }
    }

    private void enlist(Message.Enlist request) {
        String verb = request.listing() == Listing.ADDED ? "add " : "remove ";
        reporter.ordered(request.who(), verb + request.program());
        if (fleet.phase() == Phase.RUNNING) {
            reloads.enlist(request);
        } else {
            request.dismiss();
        }
    }

    private void beginShutdown() {
        exitRequests.began(host.now());
        reloads.abandon();
        supervisor.stopRestarting();
        supervisor.settleWhatWouldComeUp();
        fleet.setPhase(Phase.SHUTTING_DOWN);
        shutdown = Optional.of(new Shutdown(fleet, runner, reporter, host, () -> {}));
    }

    /// Orphans come to us when they die, which may have been the last of a run that is being stopped.
    private void lookForEndedRuns() {
        List<Slot> slots = orphansReaped ? List.copyOf(fleet.slots()) : List.copyOf(shrunk);
        orphansReaped = false;
        shrunk.clear();
        for (Slot slot : slots) {
            if (slot.state() instanceof Stopping stopping
                    && stopping.leader() instanceof Leader.Dead
                    && !host.runLives(stopping.id())) {
                supervisor.feed(slot, new Fact.GroupEnded(stopping.id()));
            }
        }
    }
}
