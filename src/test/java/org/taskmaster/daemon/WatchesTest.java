package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventBus;
import org.taskmaster.events.Subscription;
import org.taskmaster.model.Policies;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.Programs;

/// A defect in one thing under way does not touch the others.
class WatchesTest {

    private final SimulatedHost host = new SimulatedHost();
    private final EventBus bus = new EventBus();
    private final Subscription events = bus.subscribe(100);
    private final Outbox outbox = new Outbox(bus);
    private final Watches watches = new Watches(new Guard(host, outbox));
    private final List<String> calls = new ArrayList<>();

    @Test
    void aDefectInOneDoesNotKeepLaterOnesFromGoingOn() {
        Slot slot =
                new Slot(Programs.program("web", Policies.USUAL).processes().getFirst(), host.now(), host.wallClock());
        watches.add(new Broken());
        watches.add(new Sound());

        boolean advanced = watches.advance();
        watches.stored(slot);
        watches.removed(slot.key());

        assertThat(advanced).isTrue();
        assertThat(calls).containsExactly("advance", "stored", "removed");
        assertThat(defects()).isEqualTo(3);
    }

    @Test
    void aDefectInOneDoesNotKeepLaterOnesFromBeingAnswered() {
        watches.add(new Broken());
        watches.add(new Sound());

        boolean over = watches.conclude();
        watches.advance();

        assertThat(over).as("the broken one is still there").isFalse();
        assertThat(calls).as("the sound one is forgotten").containsExactly("conclude");
    }

    @Test
    void aDefectInOneDoesNotKeepLaterOnesFromBeingAnsweredAtTheEnd() {
        watches.add(new Broken());
        watches.add(new Sound());

        watches.end();

        assertThat(calls).containsExactly("end");
        assertThat(watches.conclude()).isTrue();
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

    private static final class Broken implements Watch {
        @Override
        public void stored(Slot slot) {
            throw new IllegalStateException("a fault in stored");
        }

        @Override
        public void removed(ProcessKey key) {
            throw new IllegalStateException("a fault in removed");
        }

        @Override
        public boolean advance() {
            throw new IllegalStateException("a fault in advance");
        }

        @Override
        public boolean conclude() {
            throw new IllegalStateException("a fault in conclude");
        }

        @Override
        public void end() {
            throw new IllegalStateException("a fault in end");
        }
    }

    private final class Sound implements Watch {
        @Override
        public void stored(Slot slot) {
            calls.add("stored");
        }

        @Override
        public void removed(ProcessKey key) {
            calls.add("removed");
        }

        @Override
        public boolean advance() {
            calls.add("advance");
            return true;
        }

        @Override
        public boolean conclude() {
            calls.add("conclude");
            return true;
        }

        @Override
        public void end() {
            calls.add("end");
        }
    }
}
