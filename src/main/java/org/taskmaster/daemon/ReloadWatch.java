package org.taskmaster.daemon;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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
/// comparing
/// again.
final class ReloadWatch implements Watch {

    private final PlanProgress<Step> progress;
    private final List<ReloadStep> told;
    private final Fleet fleet;
    private final Supervisor supervisor;
    private final Watches watches;
    private final Host host;
    private final CompletableFuture<ReloadReport> reply;
    private final Set<Step> leaving = new HashSet<>();
    private boolean abandoned;

    ReloadWatch(
            ReloadPlan plan,
            List<ReloadStep> told,
            Fleet fleet,
            Supervisor supervisor,
            Watches watches,
            Host host,
            CompletableFuture<ReloadReport> reply) {
        this.progress = new PlanProgress<>(plan.phases());
        this.told = List.copyOf(told);
        this.fleet = fleet;
        this.supervisor = supervisor;
        this.watches = watches;
        this.host = host;
        this.reply = reply;
    }

    /// Leaves everything that has not begun to whoever takes over.
    void abandon() {
        abandoned = true;
    }

    @Override
    public boolean advance() {
        if (abandoned) {
            return false;
        }
        boolean anyLeft = removeWhatIsDown();
        Collection<Step> next = progress.begin();
        next.forEach(this::perform);
        return anyLeft || !next.isEmpty();
    }

    @Override
    public void stored(Slot slot, boolean spawnFollows) {
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
                leaving.add(remove);
            }
            case Step.Retune retune -> {
                fleet.find(retune.key()).ifPresent(slot -> {
                    slot.retune(retune.config());
                    supervisor.noteRetuned(slot);
                });
                progress.settled(retune);
            }
            case Step.Restart restart -> {
                fleet.find(restart.key()).ifPresent(slot -> {
                    slot.retuneWhenDown(restart.config());
                    supervisor.feed(slot, new Order.Restart());
                });
                progress.settled(restart);
            }
            case Step.Add add -> {
                Slot slot = new Slot(add.config(), host.now(), host.wallClock());
                fleet.add(slot);
                if (add.config().policy().autostart()) {
                    supervisor.feed(slot, new Order.Start());
                }
                progress.settled(add);
            }
        }
    }

    /// Somebody has started what is to go.
    private static boolean comesUpAgain(ProcessState state) {
        return !(state instanceof ProcessState.Stopping(var _, var _, var _, var _, ProcessState.AfterStop.Rest _));
    }

    private boolean removeWhatIsDown() {
        boolean any = false;
        for (Step step : List.copyOf(leaving)) {
            Optional<Slot> slot = fleet.find(step.key());
            if (slot.isEmpty() || slot.get().state().rests()) {
                slot.ifPresent(fleet::remove);
                leaving.remove(step);
                progress.settled(step);
                watches.removed(step.key());
                any = true;
            } else if (comesUpAgain(slot.get().state())) {
                supervisor.feed(slot.get(), new Order.Stop());
            }
        }
        return any;
    }
}
