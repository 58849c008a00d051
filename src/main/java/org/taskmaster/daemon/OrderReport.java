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
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.plan.StepEnd;

/// Answers an order with what came of it for each process.
///
/// A start ends when the process is RUNNING or will not be; a stop when its whole group is gone.
final class OrderReport implements PlanFollower {

    private final Action action;
    private final Selection selection;
    private final CompletableFuture<ActionReport> reply;
    private final Map<ProcessKey, Outcome> outcomes = new HashMap<>();

    OrderReport(Action action, Selection selection, CompletableFuture<ActionReport> reply) {
        this.action = action;
        this.selection = selection;
        this.reply = reply;
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
                    outcome == null ? overtaken(process.name(), "the supervisor ended before it was done") : outcome);
        }
        reply.complete(new ActionReport(inOrder, selection.unknown()));
    }

    private Outcome outcome(Ended step, Slot slot) {
        ProcessName name = slot.name();
        return switch (step.end()) {
            case StepEnd.Done _ -> done(step, slot);
            case StepEnd.Begun _ -> new Outcome.Begun(name);
            case StepEnd.Refused(var why) ->
                switch (why) {
                    case ALREADY_STARTED -> new Outcome.AlreadyStarted(name);
                    case NOT_RUNNING -> new Outcome.NotRunning(name);
                };
            case StepEnd.StartFailed(String reason) -> new Outcome.Failed(name, Cause.START_FAILED, reason);
            case StepEnd.Exited(ExitStatus exit) ->
                new Outcome.Failed(
                        name,
                        slot.config().policy().expects(exit) ? Cause.ENDED : Cause.START_FAILED,
                        "it ended (" + exit.text() + ")");
            case StepEnd.Overtaken(String how) -> overtaken(name, how);
            case StepEnd.Removed _ -> removed(slot.key());
            case StepEnd.LeftBehind _ -> overtaken(name, "it did not end when it was killed");
        };
    }

    private Outcome done(Ended step, Slot slot) {
        return switch (action) {
            case START ->
                new Outcome.Started(slot.name(), pid(slot.state().live()).orElse(0), step.took());
            case RESTART ->
                new Outcome.Restarted(
                        slot.name(),
                        pid(step.before()),
                        pid(slot.state().live()).orElse(0),
                        step.took());
            case STOP -> {
                String how = step.before().isEmpty()
                        ? "was waiting for its next try"
                        : slot.lastExit().map(ExitStatus::text).orElse("");
                yield new Outcome.Stopped(slot.name(), how, step.took());
            }
        };
    }

    private static OptionalInt pid(Optional<ProcessId> process) {
        return process.map(id -> OptionalInt.of(id.pid())).orElse(OptionalInt.empty());
    }

    private static Outcome overtaken(ProcessName name, String reason) {
        return new Outcome.Failed(name, Cause.OVERTAKEN, reason);
    }

    private Outcome removed(ProcessKey key) {
        ProcessName name = selection.processes().stream()
                .filter(process -> process.key().equals(key))
                .map(ProcessStatus::name)
                .findFirst()
                .orElse(ProcessName.only(key.program()));
        return new Outcome.Failed(name, Cause.REMOVED, "removed by a reload meanwhile");
    }
}
