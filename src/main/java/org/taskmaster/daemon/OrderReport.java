package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.Outcome.Cause;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selection;
import org.taskmaster.core.Decision.Refusal;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.plan.StepEnd;

/// Answers an order with what came of it for each process.
///
/// A start ends when the process is RUNNING or will not be; a stop when its whole group is gone.
final class OrderReport implements PlanFollower {

    /// Of a process that is not there any more.
    static final String REMOVED = "removed by a reload meanwhile";

    private final Action action;
    private final Selection selection;
    private final CompletableFuture<ActionReport> reply;
    private final Map<ProcessKey, Outcome> outcomes = new HashMap<>();

    OrderReport(Action action, Selection selection, CompletableFuture<ActionReport> reply) {
        this.action = action;
        this.selection = selection;
        this.reply = reply;
    }

    /// There is nothing to do for a process.
    void settled(ProcessKey key, Outcome outcome) {
        outcomes.put(key, outcome);
    }

    @Override
    public void ended(Ended step) {
        ProcessKey key = step.step().key();
        outcomes.put(key, step.slot().map(slot -> outcome(step, slot)).orElseGet(() -> removed(key)));
    }

    @Override
    public void answer(Fate fate) {
        List<Outcome> inOrder = new ArrayList<>();
        for (ProcessStatus process : selection.processes()) {
            Outcome outcome = outcomes.get(process.key());
            inOrder.add(
                    outcome == null
                            ? failed(process.name(), Cause.OVERTAKEN, "the supervisor ended before it was done")
                            : outcome);
        }
        reply.complete(new ActionReport(inOrder, selection.unknown()));
    }

    private Outcome outcome(Ended step, Slot slot) {
        ProcessName name = slot.name();
        return switch (step.end()) {
            case StepEnd.Done _ -> done(step, slot);
            case StepEnd.Begun _ -> new Outcome.Begun(name);
            case StepEnd.Refused(var why) -> refused(why, name);
            case StepEnd.StartFailed(String reason) -> failed(name, Cause.START_FAILED, reason);
            case StepEnd.Exited(ExitStatus exit) ->
                failed(
                        name,
                        slot.config().policy().expects(exit) ? Cause.ENDED : Cause.START_FAILED,
                        "it ended (" + exit.text() + ")");
            case StepEnd.Overtaken(String how) -> failed(name, Cause.OVERTAKEN, how);
            case StepEnd.Removed _ -> removed(slot.key());
            case StepEnd.LeftBehind _ -> failed(name, Cause.OVERTAKEN, "it did not end when it was killed");
        };
    }

    private Outcome refused(Refusal why, ProcessName name) {
        return switch (why) {
            case ALREADY_STARTED ->
                action == Action.ENABLE
                        ? new Outcome.Enabled(name, OptionalInt.empty(), "it was running already")
                        : new Outcome.AlreadyStarted(name);
            case NOT_RUNNING ->
                action == Action.DISABLE ? new Outcome.Disabled(name, Optional.empty()) : new Outcome.NotRunning(name);
        };
    }

    /// What was kept for a later start is kept, whatever became of the process.
    private Outcome failed(ProcessName name, Cause cause, String why) {
        String kept = switch (action) {
            case START, STOP, RESTART -> "";
            case DISABLE -> "disabled, but ";
            case ENABLE -> "enabled, but ";
        };
        return new Outcome.Failed(name, cause, kept + why);
    }

    private Outcome done(Ended step, Slot slot) {
        return switch (action) {
            case START ->
                new Outcome.Started(slot.name(), pid(slot.state().live()).orElse(0), step.took(), slot.isDisabled());
            case RESTART ->
                new Outcome.Restarted(
                        slot.name(),
                        pid(step.before()),
                        pid(slot.state().live()).orElse(0),
                        step.took(),
                        slot.isDisabled());
            case STOP -> new Outcome.Stopped(slot.name(), how(step, slot), step.took());
            case DISABLE -> new Outcome.Disabled(slot.name(), Optional.of(how(step, slot)));
            case ENABLE -> new Outcome.Enabled(slot.name(), pid(slot.state().live()), "");
        };
    }

    private static String how(Ended stop, Slot slot) {
        return stop.before().isEmpty()
                ? "was waiting for its next try"
                : slot.lastExit().map(ExitStatus::text).orElse("");
    }

    private static OptionalInt pid(Optional<ProcessId> process) {
        return process.map(id -> OptionalInt.of(id.pid())).orElse(OptionalInt.empty());
    }

    private Outcome removed(ProcessKey key) {
        ProcessName name = selection.processes().stream()
                .filter(process -> process.key().equals(key))
                .map(ProcessStatus::name)
                .findFirst()
                .orElse(ProcessName.only(key.program()));
        return new Outcome.Failed(name, Cause.REMOVED, REMOVED);
    }
}
