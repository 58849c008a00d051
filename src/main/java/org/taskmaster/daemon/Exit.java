package org.taskmaster.daemon;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.daemon.EventLoop.Ending;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostEvent.Origin;
import org.taskmaster.journal.End;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stdin;

/// The end of the supervisor: who has asked for it, and how far it is.
final class Exit {

    private final Host host;
    private final Fleet fleet;
    private final Supervisor supervisor;
    private final Reloads reloads;
    private final PlanRunner runner;
    private final Reporter reporter;
    private final ExitRequests requests = new ExitRequests();
    private Optional<Shutdown> shutdown = Optional.empty();
    private boolean handsOver;
    private Optional<Successor> successor = Optional.empty();
    private Optional<Ending> ending = Optional.empty();

    Exit(Host host, Fleet fleet, Supervisor supervisor, Reloads reloads, PlanRunner runner, Reporter reporter) {
        this.host = host;
        this.fleet = fleet;
        this.supervisor = supervisor;
        this.reloads = reloads;
        this.runner = runner;
        this.reporter = reporter;
    }

    /// How it has ended; empty while it goes on.
    Optional<Ending> ending() {
        if (ending.isEmpty() && shutdown.filter(Shutdown::isOver).isPresent()) {
            ending = shutdown.map(stopping ->
                    new Ending(handsOver ? stopping.leftBehind() : stopping.whatIsLeft(), handsOver, successor));
        }
        return ending;
    }

    /// Begins it, unless that was done. It takes the place of a hand-over that is under way.
    void begin() {
        if (shutdown.isPresent() && !handsOver) {
            return;
        }
        shutdown.ifPresent(Shutdown::abandon);
        handsOver = false;
        successor = Optional.empty();
        requests.began(host.now());
        reloads.abandon();
        supervisor.end();
        fleet.setPhase(Phase.SHUTTING_DOWN);
        shutdown = Optional.of(new Shutdown(fleet, runner, reporter, host, _ -> true, () -> {}));
    }

    /// Begins to end without what runs, if a next supervisor will find it.
    ///
    /// @param heir whom this process becomes then; empty: it ends, and a next one is somebody else's affair
    /// @return why it does not; empty: it has begun
    Optional<String> handOver(Optional<Successor> heir) {
        if (handsOver) {
            return Optional.of("it is doing so already");
        }
        if (fleet.phase() != Phase.RUNNING) {
            return Optional.of("it is stopping everything already");
        }
        Set<Slot> ending =
                fleet.slots().stream().filter(this::endsWithSupervisor).collect(Collectors.toSet());
        Optional<String> lack =
                supervisor.handOver(ending::contains, heir.isPresent() ? End.UPGRADING : End.HANDED_OVER);
        if (lack.isPresent()) {
            return lack;
        }
        ending.forEach(slot -> reporter.say(
                LogLevel.WARN,
                slot.name() + " is stopped first, and is started by the next supervisor: its terminal cannot be kept"));
        reloads.abandon();
        fleet.setPhase(heir.isPresent() ? Phase.UPGRADING : Phase.SHUTTING_DOWN);
        handsOver = true;
        successor = heir;
        shutdown = Optional.of(new Shutdown(fleet, runner, reporter, host, ending::contains, () -> {}));
        return Optional.empty();
    }

    /// One whose terminal nobody would keep.
    private boolean endsWithSupervisor(Slot slot) {
        return slot.stdin() == Stdin.TERMINAL
                && slot.state().live().filter(id -> !host.keepsTerminal(id)).isPresent();
    }

    /// A signal asks for it. The first request asks everything to stop; another while that goes on kills what
    /// is left.
    void ask(Signal signal, Origin origin) {
        switch (requests.hear(signal, origin, host.now())) {
            case FIRST -> begin();
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
}
