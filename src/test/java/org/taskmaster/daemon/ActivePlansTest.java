package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taskmaster.core.Input.Order;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventBus;
import org.taskmaster.events.Subscription;
import org.taskmaster.model.Policies;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.Programs;
import org.taskmaster.plan.Plan;
import org.taskmaster.plan.Step;
import org.taskmaster.plan.Until;

/// A defect in one plan under way does not touch the others.
class ActivePlansTest {

    private static final ProcessKey WEB = new ProcessKey("web", 0);

    private final SimulatedHost host = new SimulatedHost();
    private final EventBus bus = new EventBus();
    private final Subscription events = bus.subscribe(100);
    private final Outbox outbox = new Outbox(bus);
    private final ActivePlans plans = new ActivePlans(new Guard(new Reporter(host, outbox)));
    private final Fleet fleet = new Fleet();
    private final PlanRunner runner = new PlanRunner(
            fleet,
            Simulation.supervisor(host, outbox, fleet, plans),
            Simulation.outputs(host, outbox, fleet),
            plans,
            Simulation.disablement(host, outbox, fleet),
            host);
    private final List<String> calls = new ArrayList<>();

    @Test
    void aDefectInOneDoesNotKeepLaterOnesFromGoingOn() {
        Slot slot =
                new Slot(Programs.program("web", Policies.USUAL).processes().getFirst(), host.now(), host.wallClock());
        fleet.add(slot);
        runner.begin(start(), new Broken());
        runner.begin(start(), new Sound());

        assertThat(plans.advance()).isTrue();
        assertThat(calls).containsExactly("begin");
        fleet.remove(slot);
        plans.removed(WEB);

        assertThat(calls).containsExactly("begin", "ended");
        assertThat(plans.advance()).isTrue();
        assertThat(calls).containsExactly("begin", "ended", "through");
    }

    @Test
    void aDefectInOneDoesNotKeepLaterOnesFromBeingAnswered() {
        runner.begin(nothing(), new Broken()).abandon();
        runner.begin(nothing(), new Sound()).abandon();

        assertThat(plans.conclude()).as("the broken one is still there").isFalse();
        assertThat(plans.conclude()).isFalse();

        assertThat(calls).as("the sound one is forgotten").containsExactly("ABANDONED");
        assertThat(defects()).isEqualTo(2);
    }

    @Test
    void aDefectInOneDoesNotKeepLaterOnesFromBeingAnsweredAtTheEnd() {
        runner.begin(start(), new Broken());
        runner.begin(start(), new Sound());

        plans.end();

        assertThat(calls).containsExactly("CUT_SHORT");
        assertThat(plans.conclude()).isTrue();
    }

    private static Plan start() {
        return Plan.inOrder(List.of(List.of(new Step.Give(WEB, new Order.Start(), Until.UP, true))));
    }

    private static Plan nothing() {
        return Plan.inOrder(List.of());
    }

    private int defects() {
        outbox.flush();
        int count = 0;
        while (events.waiting() > 0) {
            count += next().filter(Event.OfSupervisor.class::isInstance).isPresent() ? 1 : 0;
        }
        return count;
    }

    private Optional<Event> next() {
        try {
            return events.next(Duration.ZERO);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Broken implements PlanFollower {
        @Override
        public void begin(List<Step> steps) {
            throw new IllegalStateException("a fault in begin");
        }

        @Override
        public void ended(Ended step) {
            throw new IllegalStateException("a fault in ended");
        }

        @Override
        public void through() {
            throw new IllegalStateException("a fault in through");
        }

        @Override
        public void answer(Fate fate) {
            throw new IllegalStateException("a fault in answer");
        }
    }

    private final class Sound implements PlanFollower {
        @Override
        public void begin(List<Step> steps) {
            calls.add("begin");
        }

        @Override
        public void ended(Ended step) {
            calls.add("ended");
        }

        @Override
        public void through() {
            calls.add("through");
        }

        @Override
        public void answer(Fate fate) {
            calls.add(fate.name());
        }
    }
}
