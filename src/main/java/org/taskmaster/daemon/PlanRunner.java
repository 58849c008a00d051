package org.taskmaster.daemon;

import java.util.Optional;
import org.taskmaster.core.Decision.Refusal;
import org.taskmaster.core.Input.Order;
import org.taskmaster.host.Host;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.plan.Plan;
import org.taskmaster.plan.Step;

/// The one way of carrying out work on many processes: begins plans, and does what their steps say.
final class PlanRunner {

    private final Fleet fleet;
    private final Supervisor supervisor;
    private final ActivePlans plans;
    private final Outputs outputs;
    private final Disablement disablement;
    private final Host host;

    PlanRunner(
            Fleet fleet,
            Supervisor supervisor,
            Outputs outputs,
            ActivePlans plans,
            Disablement disablement,
            Host host) {
        this.fleet = fleet;
        this.supervisor = supervisor;
        this.plans = plans;
        this.outputs = outputs;
        this.disablement = disablement;
        this.host = host;
    }

    /// Puts a plan under way; its first steps begin when it is advanced, at the end of the turn at the latest.
    PlanRun begin(Plan plan, PlanFollower follower) {
        PlanRun run = new PlanRun(plan, follower, this);
        plans.add(run);
        return run;
    }

    Moment now() {
        return host.now();
    }

    /// A process as it is now: when it has died, that is taken into account first.
    Optional<Slot> current(ProcessKey key) {
        Optional<Slot> slot = fleet.find(key);
        slot.ifPresent(supervisor::hearOf);
        return slot;
    }

    /// Does what a step says.
    ///
    /// @return why its order does not apply
    Optional<Refusal> perform(Step step, Slot slot) {
        return switch (step) {
            case Step.Give(var _, Order order, var _, var _) -> supervisor.feed(slot, order);
            case Step.Remove _ -> {
                slot.leave();
                stop(slot);
                yield Optional.empty();
            }
            case Step.Retune(var config, var _) -> {
                slot.retune(config);
                supervisor.noteRetuned(slot);
                yield Optional.empty();
            }
            case Step.Restart(var config, var _) -> {
                slot.retuneWhenDown(config);
                yield supervisor.feed(slot, new Order.Restart());
            }
            case Step.Add _ -> Optional.empty();
        };
    }

    /// Stops a process that is to go; one that is down already is.
    void stop(Slot slot) {
        Optional<Refusal> _ = supervisor.order(slot, new Order.Stop());
    }

    /// A process leaves the fleet.
    void forget(Slot slot) {
        supervisor.forget(slot);
        plans.removed(slot.key());
    }

    /// Adds a process to the fleet, unless another reload has meanwhile.
    void add(Step.Add step) {
        if (fleet.find(step.key()).isEmpty()) {
            Slot slot = new Slot(step.config(), host.now(), host.wallClock());
            disablement.mark(slot);
            fleet.add(slot);
            outputs.take(slot);
            if (disablement.letsStart(slot)) {
                Optional<Refusal> _ = supervisor.feed(slot, new Order.Start());
            }
        }
    }
}
