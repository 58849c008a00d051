package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.taskmaster.core.Input.Order;
import org.taskmaster.core.ProcessState;
import org.taskmaster.core.ProcessState.Pressure;
import org.taskmaster.events.Event;
import org.taskmaster.host.Host;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.plan.PlanProgress;
import org.taskmaster.plan.StopOrder;

/// The shutdown: stops everything, level by level, and in the end tells what could not be stopped.
final class ShutdownWatch implements Watch {

    /// How often SIGKILL is sent, a second apart, before a process that the kernel cannot end is left
    /// behind.
    private static final int KILLS_BEFORE_LEAVING = 10;

    private final Fleet fleet;
    private final Supervisor supervisor;
    private final Outbox outbox;
    private final Host host;
    private final Map<ProcessKey, Integer> kills = new HashMap<>();
    private final List<String> leftBehind = new ArrayList<>();
    private PlanProgress<ProcessKey> progress;
    private Order order = new Order.Stop();

    ShutdownWatch(Fleet fleet, Supervisor supervisor, Outbox outbox, Host host) {
        this.fleet = fleet;
        this.supervisor = supervisor;
        this.outbox = outbox;
        this.host = host;
        List<ProcessConfig> up = new ArrayList<>();
        for (Slot slot : fleet.slots()) {
            if (!slot.state().rests()) {
                up.add(slot.config());
            }
        }
        this.progress = new PlanProgress<>(StopOrder.levels(up));
    }

    /// Takes the patience out of it: everything that is left is killed now.
    void hurry() {
        order = new Order.Kill();
        List<ProcessKey> left = new ArrayList<>();
        for (Slot slot : fleet.slots()) {
            if (!slot.state().rests() && !leftBehind.contains(slot.name())) {
                left.add(slot.key());
            }
        }
        progress = new PlanProgress<>(List.of(left));
    }

    /// What outlived everything, and is told now; empty when nothing is left running. To be asked when this is
    /// concluded.
    List<String> whatIsLeft() {
        List<String> left = new ArrayList<>(leftBehind);
        for (LeftProcess orphan : host.orphans()) {
            if (!isTold(orphan)) {
                left.add(orphan.text());
                tellOf(orphan.text(), "a program had started it, and it does not tell which");
            }
        }
        return left;
    }

    /// One of a process that was left behind itself was told with that.
    private boolean isTold(LeftProcess orphan) {
        return fleet.slots().stream()
                .filter(slot -> leftBehind.contains(slot.name()))
                .flatMap(slot -> slot.state().live().stream())
                .anyMatch(id -> host.left(id).stream().anyMatch(left -> left.pid() == orphan.pid()));
    }

    @Override
    public boolean advance() {
        Collection<ProcessKey> next = progress.begin();
        if (!next.isEmpty()) {
            tell(next);
        }
        next.forEach(this::give);
        return !next.isEmpty();
    }

    @Override
    public void stored(Slot slot) {
        if (slot.state().rests()) {
            progress.settled(slot.key());
        } else if (slot.state() instanceof ProcessState.Stopping stopping && stopping.pressure() == Pressure.KILLED) {
            if (kills.merge(slot.key(), 1, Integer::sum) > KILLS_BEFORE_LEAVING) {
                leave(slot);
            }
        }
    }

    @Override
    public void removed(ProcessKey key) {
        progress.settled(key);
    }

    @Override
    public boolean conclude() {
        return progress.done();
    }

    @Override
    public void end() {
        // who asked was answered when it began
    }

    private void give(ProcessKey key) {
        fleet.find(key)
                .ifPresentOrElse(
                        slot -> supervisor.feed(slot, order).ifPresent(_ -> progress.settled(key)),
                        () -> progress.settled(key));
    }

    private void leave(Slot slot) {
        if (!leftBehind.contains(slot.name())) {
            leftBehind.add(slot.name());
            tellOf(slot.name(), "it did not end when it was killed");
        }
        progress.settled(slot.key());
    }

    private void tell(Collection<ProcessKey> keys) {
        String names = keys.stream()
                .limit(20)
                .map(key -> fleet.find(key).map(Slot::name).orElse(key.program()))
                .collect(Collectors.joining(", "));
        String more = keys.size() > 20 ? " and " + (keys.size() - 20) + " more" : "";
        say(LogLevel.INFO, "waiting for " + names + more + " to die");
    }

    private void tellOf(String left, String why) {
        outbox.publish(Event.OfSupervisor.leaving(host.wallClock(), left, why));
    }

    private void say(LogLevel level, String text) {
        outbox.publish(new Event.OfSupervisor(host.wallClock(), level, text));
    }
}
