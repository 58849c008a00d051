package org.taskmaster.daemon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.Patience;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.Outcome.Cause;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selection;
import org.taskmaster.core.Decision.Refusal;
import org.taskmaster.core.Input.Order;
import org.taskmaster.core.ProcessState;
import org.taskmaster.host.Host;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.plan.PlanProgress;

/// An order under way: gives it to its processes, phase by phase, and gathers the outcome of each.
///
/// A start ends when the process is RUNNING or will not be; a stop when its whole group is gone.
final class OrderWatch implements Watch {

    private final Action action;
    private final Patience patience;
    private final Selection selection;
    private final PlanProgress<ProcessKey> progress;
    private final Fleet fleet;
    private final Supervisor supervisor;
    private final Host host;
    private final CompletableFuture<ActionReport> reply;
    private final Map<ProcessKey, Begun> begun = new HashMap<>();
    private final Map<ProcessKey, Outcome> outcomes = new HashMap<>();

    /// When the order was given to a process, and which run of it was up then.
    private record Begun(Moment at, Optional<ProcessId> before) {}

    OrderWatch(
            Action action,
            Patience patience,
            Selection selection,
            List<? extends Collection<ProcessKey>> phases,
            Fleet fleet,
            Supervisor supervisor,
            Host host,
            CompletableFuture<ActionReport> reply) {
        this.action = action;
        this.patience = patience;
        this.selection = selection;
        this.progress = new PlanProgress<>(phases);
        this.fleet = fleet;
        this.supervisor = supervisor;
        this.host = host;
        this.reply = reply;
    }

    @Override
    public boolean advance() {
        Collection<ProcessKey> next = progress.begin();
        next.forEach(this::give);
        return !next.isEmpty();
    }

    @Override
    public void stored(Slot slot) {
        Begun beginning = begun.get(slot.key());
        if (beginning != null) {
            judge(slot, beginning).ifPresent(outcome -> settle(slot.key(), outcome));
        }
    }

    @Override
    public void removed(ProcessKey key) {
        if (begun.containsKey(key)) {
            settle(key, removedMeanwhile(key));
        }
    }

    @Override
    public boolean conclude() {
        if (!progress.done()) {
            return false;
        }
        answer();
        return true;
    }

    @Override
    public void end() {
        for (ProcessStatus process : selection.processes()) {
            outcomes.putIfAbsent(process.key(), overtaken(process.name(), "the supervisor ended before it was done"));
        }
        answer();
    }

    private void give(ProcessKey key) {
        Optional<Slot> found = fleet.find(key);
        if (found.isEmpty()) {
            settle(key, removedMeanwhile(key));
            return;
        }
        Slot slot = found.get();
        supervisor.hearOf(slot);
        begun.put(key, new Begun(host.now(), slot.state().live()));
        Order order = switch (action) {
            case START -> new Order.Start();
            case STOP -> new Order.Stop();
            case RESTART -> new Order.Restart();
        };
        supervisor.feed(slot, order).ifPresent(refusal -> settle(key, outcomeOf(refusal, slot)));
        if (patience == Patience.GIVEN) {
            settle(key, new Outcome.Begun(slot.name()));
        }
    }

    private static Outcome overtaken(String name, String reason) {
        return new Outcome.Failed(name, Cause.OVERTAKEN, reason);
    }

    private Outcome removedMeanwhile(ProcessKey key) {
        String name = selection.processes().stream()
                .filter(process -> process.key().equals(key))
                .map(ProcessStatus::name)
                .findFirst()
                .orElse(key.program());
        return new Outcome.Failed(name, Cause.REMOVED, "removed by a reload meanwhile");
    }

    private void answer() {
        List<Outcome> inOrder = new ArrayList<>();
        for (ProcessStatus process : selection.processes()) {
            inOrder.add(outcomes.get(process.key()));
        }
        reply.complete(new ActionReport(inOrder, selection.unknown()));
    }

    private static Outcome outcomeOf(Refusal refusal, Slot slot) {
        return switch (refusal) {
            case ALREADY_STARTED -> new Outcome.AlreadyStarted(slot.name());
            case NOT_RUNNING -> new Outcome.NotRunning(slot.name());
        };
    }

    private Optional<Outcome> judge(Slot slot, Begun beginning) {
        return switch (action) {
            case START, RESTART -> judgeStart(slot, beginning);
            case STOP -> judgeStop(slot, beginning);
        };
    }

    private Optional<Outcome> judgeStart(Slot slot, Begun beginning) {
        return switch (slot.state()) {
            case ProcessState.Running running
            when action == Action.START || !beginning.before().equals(Optional.of(running.id())) ->
                Optional.of(up(slot, running, beginning));
            case ProcessState.Fatal(String reason) -> Optional.of(startFailed(slot, reason));
            case ProcessState.Backoff backoff
            when patience != Patience.SETTLED -> Optional.of(startFailed(slot, backoff.reason()));
            case ProcessState.Stopped _ -> Optional.of(overtaken(slot.name(), "stopped by another order meanwhile"));
            case ProcessState.Exited(ExitStatus exit) ->
                Optional.of(new Outcome.Failed(
                        slot.name(),
                        slot.config().policy().expects(exit) ? Cause.ENDED : Cause.START_FAILED,
                        "it ended (" + exit.text() + ")"));
            case ProcessState.Spawning _,
                    ProcessState.Running _,
                    ProcessState.Starting _,
                    ProcessState.Backoff _,
                    ProcessState.Stopping _ -> Optional.empty();
        };
    }

    private static Outcome startFailed(Slot slot, String reason) {
        return new Outcome.Failed(slot.name(), Cause.START_FAILED, reason);
    }

    private Outcome up(Slot slot, ProcessState.Running running, Begun beginning) {
        int pid = running.id().pid();
        Duration took = host.now().since(beginning.at());
        if (action == Action.START) {
            return new Outcome.Started(slot.name(), pid, took);
        }
        OptionalInt before =
                beginning.before().map(id -> OptionalInt.of(id.pid())).orElse(OptionalInt.empty());
        return new Outcome.Restarted(slot.name(), before, pid, took);
    }

    private Optional<Outcome> judgeStop(Slot slot, Begun beginning) {
        if (slot.state().rests()) {
            String how = beginning.before().isEmpty()
                    ? "was waiting for its next try"
                    : slot.lastExit().map(ExitStatus::text).orElse("");
            return Optional.of(new Outcome.Stopped(slot.name(), how, host.now().since(beginning.at())));
        }
        boolean upAgain =
                slot.state().live().isPresent() && !slot.state().live().equals(beginning.before());
        return upAgain
                ? Optional.of(overtaken(slot.name(), "started again by another order meanwhile"))
                : Optional.empty();
    }

    private void settle(ProcessKey key, Outcome outcome) {
        if (outcomes.putIfAbsent(key, outcome) == null) {
            begun.remove(key);
            progress.settled(key);
        }
    }
}
