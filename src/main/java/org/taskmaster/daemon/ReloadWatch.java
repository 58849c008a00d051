package org.taskmaster.daemon;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.core.Input.Order;
import org.taskmaster.core.ProcessState;
import org.taskmaster.host.Host;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.plan.PlanProgress;
import org.taskmaster.plan.ReloadPlan;
import org.taskmaster.plan.Step;

/// A reload under way: performs the steps of its plan, phase by phase.
///
/// Settings are put in force step by step, so that a reload that takes over finds what is left to do by
/// comparing again.
final class ReloadWatch implements Watch {

    private final Map<ProcessKey, Step> steps = new HashMap<>();
    private final PlanProgress<ProcessKey> progress;
    private final List<ReloadStep> told;
    private final Fleet fleet;
    private final Supervisor supervisor;
    private final Watches watches;
    private final Host host;
    private final Roll roll;
    private final CompletableFuture<ReloadReport> reply;
    private final Set<ProcessKey> leaving = new HashSet<>();
    private final Set<ProcessKey> restarting = new HashSet<>();
    private boolean abandoned;

    ReloadWatch(
            ReloadPlan plan,
            List<ReloadStep> told,
            Fleet fleet,
            Supervisor supervisor,
            Watches watches,
            Host host,
            Roll roll,
            CompletableFuture<ReloadReport> reply) {
        plan.steps().forEach(step -> steps.put(step.key(), step));
        this.progress =
                new PlanProgress<>(plan.phases().stream().map(ReloadWatch::keys).toList());
        this.told = List.copyOf(told);
        this.fleet = fleet;
        this.supervisor = supervisor;
        this.watches = watches;
        this.host = host;
        this.roll = roll;
        this.reply = reply;
    }

    /// Leaves everything that has not begun to whoever takes over.
    void abandon() {
        abandoned = true;
    }

    /// Whether there is nothing left for it to do.
    boolean isOver() {
        return abandoned || progress.done();
    }

    @Override
    public boolean advance() {
        if (abandoned) {
            return false;
        }
        boolean anyLeft = removeWhatIsDown();
        settleWhatIsReplaced();
        Collection<ProcessKey> next = progress.begin();
        for (ProcessKey key : next) {
            perform(Objects.requireNonNull(steps.get(key)));
        }
        return anyLeft || !next.isEmpty();
    }

    @Override
    public void stored(Slot slot) {
        // what has come to rest is looked for between turns
    }

    @Override
    public void removed(ProcessKey key) {
        // only this watch removes
    }

    @Override
    public boolean conclude() {
        if (abandoned) {
            reply.complete(new ReloadReport.Superseded());
            return true;
        }
        if (progress.done()) {
            reply.complete(new ReloadReport.Applied(told));
            return true;
        }
        return false;
    }

    @Override
    public void end() {
        reply.complete(new ReloadReport.Superseded());
    }

    private void perform(Step step) {
        switch (step) {
            case Step.Remove remove -> {
                fleet.find(remove.key()).ifPresent(slot -> {
                    slot.leave();
                    supervisor.feed(slot, new Order.Stop());
                });
                leaving.add(remove.key());
            }
            case Step.Retune retune -> {
                fleet.find(retune.key()).ifPresent(slot -> {
                    slot.retune(retune.config());
                    supervisor.noteRetuned(slot);
                });
                progress.settled(retune.key());
            }
            case Step.Restart restart -> {
                fleet.find(restart.key()).ifPresent(slot -> {
                    slot.retuneWhenDown(restart.config());
                    supervisor.feed(slot, new Order.Restart());
                });
                restarting.add(restart.key());
            }
            // another reload may have added it meanwhile
            case Step.Add add when fleet.find(add.key()).isPresent() -> progress.settled(add.key());
            case Step.Add add -> {
                Slot slot = new Slot(add.config(), host.now(), host.wallClock());
                fleet.add(slot);
                supervisor.takeOutput(slot);
                if (add.config().policy().autostart()) {
                    supervisor.feed(slot, new Order.Start());
                }
                progress.settled(add.key());
            }
        }
    }

    /// A restart is through when the process of the old settings is gone. Whether the new one starts
    /// well is told by its state.
    private void settleWhatIsReplaced() {
        for (ProcessKey key : List.copyOf(restarting)) {
            boolean stopping = fleet.find(key)
                    .filter(slot -> slot.state() instanceof ProcessState.Stopping)
                    .isPresent();
            if (!stopping) {
                restarting.remove(key);
                progress.settled(key);
            }
        }
    }

    /// Somebody has started what is to go.
    private static boolean comesUpAgain(ProcessState state) {
        return !(state instanceof ProcessState.Stopping(var _, var _, var _, var _, ProcessState.AfterStop.Rest _));
    }

    private static List<ProcessKey> keys(List<Step> phase) {
        return phase.stream().map(Step::key).toList();
    }

    private boolean removeWhatIsDown() {
        boolean any = false;
        for (ProcessKey key : List.copyOf(leaving)) {
            Optional<Slot> slot = fleet.find(key);
            if (slot.isEmpty() || slot.get().state().rests()) {
                slot.ifPresent(supervisor::forget);
                leaving.remove(key);
                progress.settled(key);
                watches.removed(key);
                roll.noteGone(key.program());
                any = true;
            } else if (comesUpAgain(slot.get().state())) {
                supervisor.feed(slot.get(), new Order.Stop());
            }
        }
        return any;
    }
}
