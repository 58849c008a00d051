package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.taskmaster.core.Input.Order;
import org.taskmaster.host.Host;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.plan.OrderPlan;
import org.taskmaster.plan.Step;
import org.taskmaster.plan.StepEnd;
import org.taskmaster.plan.Until;

/// The end of everything that is up: stops it, level by level, and in the end reports what could not be stopped.
final class Shutdown implements PlanFollower {

    private final Fleet fleet;
    private final PlanRunner runner;
    private final Reporter reporter;
    private final Host host;
    private final Predicate<Slot> which;
    private final Runnable whenDown;
    private final List<String> leftBehind = new ArrayList<>();
    private PlanRun run;

    /// Puts it under way.
    ///
    /// @param which what is to be stopped
    /// @param whenDown what is to follow when all of it is down
    Shutdown(Fleet fleet, PlanRunner runner, Reporter reporter, Host host, Predicate<Slot> which, Runnable whenDown) {
        this.fleet = fleet;
        this.runner = runner;
        this.reporter = reporter;
        this.host = host;
        this.which = which;
        this.whenDown = whenDown;
        this.run = runner.begin(OrderPlan.stop(up(), Until.GONE_OR_UNKILLABLE, true), this);
    }

    /// Takes the patience out of it: everything that is left is killed now.
    void hurry() {
        run.abandon();
        run = runner.begin(OrderPlan.atOnce(up(), new Order.Kill(), Until.GONE_OR_UNKILLABLE, true), this);
    }

    /// Leaves what is not down to who takes over.
    void abandon() {
        run.abandon();
    }

    /// Whether all is down, or left behind.
    boolean isOver() {
        return run.isOver();
    }

    /// What did not end when it was killed, and was reported then.
    List<String> leftBehind() {
        return List.copyOf(leftBehind);
    }

    /// What outlived everything, and is reported now; empty when nothing is left running. To be asked when this is
    /// over.
    List<String> whatIsLeft() {
        List<String> left = new ArrayList<>(leftBehind);
        for (LeftProcess orphan : host.orphans()) {
            if (!isReported(orphan)) {
                left.add(orphan.text());
                reporter.leaving(orphan.text(), "a program had started it, and it does not tell which");
            }
        }
        return left;
    }

    /// One of a process that was left behind itself was reported with that.
    private boolean isReported(LeftProcess orphan) {
        return fleet.slots().stream()
                .filter(slot -> leftBehind.contains(slot.name().text()))
                .flatMap(slot -> slot.state().live().stream())
                .anyMatch(id -> host.left(id).stream().anyMatch(left -> left.pid() == orphan.pid()));
    }

    @Override
    public void begin(List<Step> steps) {
        String names = steps.stream()
                .limit(20)
                .map(step -> fleet.find(step.key())
                        .map(slot -> slot.name().text())
                        .orElse(step.key().program()))
                .collect(Collectors.joining(", "));
        String more = steps.size() > 20 ? " and " + (steps.size() - 20) + " more" : "";
        reporter.say(LogLevel.INFO, "waiting for " + names + more + " to die");
    }

    @Override
    public void ended(Ended step) {
        if (step.end() instanceof StepEnd.LeftBehind) {
            step.slot().map(slot -> slot.name().text()).ifPresent(name -> {
                leftBehind.add(name);
                reporter.leaving(name, "it did not end when it was killed");
            });
        }
    }

    @Override
    public void through() {
        whenDown.run();
    }

    @Override
    public void answer(Fate fate) {
        // who asked was answered when it began
    }

    private List<ProcessConfig> up() {
        return fleet.slots().stream()
                .filter(slot -> which.test(slot)
                        && !slot.state().rests()
                        && !leftBehind.contains(slot.name().text()))
                .map(Slot::config)
                .toList();
    }
}
