package org.taskmaster.daemon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.core.Decision.Refusal;
import org.taskmaster.core.ProcessState;
import org.taskmaster.daemon.PlanFollower.Fate;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.plan.Plan;
import org.taskmaster.plan.PlanProgress;
import org.taskmaster.plan.Step;
import org.taskmaster.plan.StepEnd;
import org.taskmaster.plan.Until;

/// A plan under way: begins its steps when their turn comes, and ends each when its condition holds.
///
/// Every new state of a process is shown to it ([#stored]); what else is to be done, it does at the end of a turn
/// ([#advance]); and who waits for it is answered after the snapshot was published ([#conclude]).
final class PlanRun {

    private final PlanProgress progress;
    private final PlanFollower follower;
    private final PlanRunner runner;
    private final Map<ProcessKey, Begun> begun = new HashMap<>();
    /// Those of whose processes nothing is to remain.
    private final Map<ProcessKey, Slot> leaving = new HashMap<>();
    private boolean through;
    private boolean abandoned;

    /// A step under way.
    private static final class Begun {
        final Step step;
        final Moment at;
        final Optional<ProcessId> before;
        int kills;

        Begun(Step step, Moment at, Optional<ProcessId> before) {
            this.step = step;
            this.at = at;
            this.before = before;
        }
    }

    PlanRun(Plan plan, PlanFollower follower, PlanRunner runner) {
        this.progress = new PlanProgress(plan);
        this.follower = follower;
        this.runner = runner;
    }

    /// Leaves everything that has not begun to who takes over.
    void abandon() {
        abandoned = true;
    }

    /// Whether there is nothing left for it to do.
    boolean isOver() {
        return abandoned || progress.done();
    }

    /// A new state of `slot` was stored.
    void stored(Slot slot) {
        Begun step = begun.get(slot.key());
        if (step != null) {
            if (Until.kills(slot.state())) {
                step.kills++;
            }
            judge(slot, step);
        }
    }

    /// A process is gone from the fleet.
    void removed(ProcessKey key) {
        Begun step = begun.get(key);
        if (step != null) {
            end(step, new StepEnd.Removed(), Optional.empty());
        }
    }

    /// Begins what is next. Called at the end of every turn until it begins nothing more.
    ///
    /// @return whether it did anything
    boolean advance() {
        if (abandoned || through) {
            return false;
        }
        boolean any = removeWhatIsDown();
        List<Step> next = progress.begin();
        if (!next.isEmpty()) {
            follower.begin(next);
            next.forEach(this::begin);
            any = true;
        }
        if (progress.done()) {
            through = true;
            follower.through();
            any = true;
        }
        return any;
    }

    /// Answers whoever waits, if it is over. Called after the snapshot was published.
    ///
    /// @return whether it can be forgotten
    boolean conclude() {
        if (isOver()) {
            follower.answer(abandoned ? Fate.ABANDONED : Fate.THROUGH);
        }
        return isOver();
    }

    /// Answers whoever still waits: the supervisor ends.
    void end() {
        follower.answer(Fate.CUT_SHORT);
    }

    private void begin(Step step) {
        if (step instanceof Step.Add add) {
            runner.add(add);
        }
        Optional<Slot> slot = runner.current(step.key());
        Optional<ProcessId> before = slot.flatMap(its -> its.state().live());
        Begun beginning = new Begun(step, runner.now(), before);
        begun.put(step.key(), beginning);
        if (slot.isEmpty()) {
            end(beginning, new StepEnd.Removed(), slot);
            return;
        }
        if (step instanceof Step.Remove) {
            leaving.put(step.key(), slot.get());
        }
        Optional<Refusal> refusal = runner.perform(step, slot.get());
        if (isUnderWay(beginning)) {
            refusal.ifPresentOrElse(
                    why -> end(beginning, new StepEnd.Refused(why), slot), () -> judge(slot.get(), beginning));
        }
        if (isUnderWay(beginning) && step instanceof Step.Give(var _, var _, var _, boolean waited) && !waited) {
            end(beginning, new StepEnd.Begun(), slot);
        }
    }

    private boolean isUnderWay(Begun step) {
        return begun.get(step.step.key()) == step;
    }

    private void judge(Slot slot, Begun step) {
        if (!(step.step instanceof Step.Remove)) {
            step.step
                    .until()
                    .judge(slot.state(), step.before, step.kills)
                    .ifPresent(end -> end(step, end, Optional.of(slot)));
        }
    }

    private void end(Begun step, StepEnd end, Optional<Slot> slot) {
        ProcessKey key = step.step.key();
        begun.remove(key);
        leaving.remove(key);
        progress.settled(key);
        follower.ended(new PlanFollower.Ended(
                step.step, end, slot, step.before, runner.now().since(step.at)));
    }

    /// Between turns, as nothing may vanish while a decision about it is carried out. What somebody has started
    /// again meanwhile is stopped again.
    private boolean removeWhatIsDown() {
        boolean any = false;
        for (Slot slot : List.copyOf(leaving.values())) {
            if (slot.state().rests()) {
                runner.forget(slot);
                any = true;
            } else if (comesUpAgain(slot.state())) {
                runner.stop(slot);
            }
        }
        return any;
    }

    private static boolean comesUpAgain(ProcessState state) {
        return !(state instanceof ProcessState.Stopping(var _, var _, var _, var _, ProcessState.AfterStop.Rest _));
    }
}
