package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.taskmaster.client.RemoteControl;
import org.taskmaster.client.Serving;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Programs;
import org.taskmaster.model.StateName;

/// Whoever follows the fleet over the socket, from whichever moment on, knows at every moment exactly what
/// the supervisor knew: no change falls between the snapshot and the events, and none is told twice.
class StormOverTheWireTest {

    private static final int PROCESSES = 100;
    private static final int CHANGES = 10_000;
    /// Each crash is EXITED, STARTING, RUNNING.
    private static final int CHANGES_PER_CRASH = 3;

    private static final int LATECOMERS = 6;
    private static final String MARK = "round";
    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(120);

    private final Simulation simulation =
            Simulation.of(new SimulatedHost(), Programs.program("web", PROCESSES, Policies.USUAL));
    private final Serving serving = Serving.operators(simulation.control());

    /// Those whose view has begun; told by themselves.
    private final List<Follower> following = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        serving.close();
    }

    /// What is known of a process.
    private record Known(StateName state, OptionalInt pid) {}

    /// Somebody who follows the fleet by its snapshot and its events.
    private final class Follower {

        private final BlockingQueue<String> marks = new LinkedBlockingQueue<>();
        private final CompletableFuture<Map<String, Known>> result = new CompletableFuture<>();
        private int changes;

        void start() {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    result.complete(follow());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
        }

        private Map<String, Known> follow() throws InterruptedException {
            try (RemoteControl remote = serving.remote();
                    Watching watching = remote.watch(100_000).join()) {
                Map<String, Known> known = known(watching.snapshot().processes());
                following.add(this);
                while (true) {
                    Event event = watching.events().next(Duration.ofMinutes(2)).orElseThrow();
                    if (event instanceof Event.StateChanged changed) {
                        take(changed, known);
                    } else if (event instanceof Event.Announced mark) {
                        marks.add(mark.data());
                        if (mark.type().equals("end")) {
                            return known;
                        }
                    }
                    assertThat(event).isNotInstanceOf(Event.Missed.class);
                }
            }
        }

        private void take(Event.StateChanged changed, Map<String, Known> known) {
            Known before = known.put(changed.process().text(), new Known(changed.to(), changed.pid()));
            assertThat(before)
                    .isNotNull()
                    .extracting(Known::state)
                    .as("%s", changed)
                    .isEqualTo(changed.from());
            changes++;
        }
    }

    @Test
    void tenThousandChangesAreFollowedWithoutAGap() {
        Follower first = new Follower();
        first.start();
        turnUntil(() -> following.contains(first), first);
        List<Follower> all = new ArrayList<>(List.of(first));
        simulation.passesSeconds(6);
        int rounds = CHANGES / CHANGES_PER_CRASH / PROCESSES + 1;

        for (int round = 0; round < rounds; round++) {
            if (round % 5 == 2 && all.size() <= LATECOMERS) {
                // comes in the middle, at whatever moment it happens to be served
                Follower late = new Follower();
                late.start();
                all.add(late);
            }
            crashEverything();
            List<Follower> present = List.copyOf(following);
            mark(MARK, "round " + round);
            for (Follower follower : present) {
                awaitMark(follower, "round " + round);
            }
        }
        turnUntil(() -> following.containsAll(all), all.toArray(new Follower[0]));
        mark("end", "the storm is over");

        Map<String, Known> truth = known(simulation.control().status().processes());
        assertThat(all).hasSize(1 + LATECOMERS);
        for (Follower follower : all) {
            turnUntil(follower.result::isDone, follower);
            assertThat(follower.result.join()).isEqualTo(truth);
        }
        assertThat(first.changes).isGreaterThanOrEqualTo(CHANGES);
        assertThat(all.getLast().changes).isLessThan(first.changes);
    }

    private void crashEverything() {
        for (int i = 0; i < PROCESSES; i++) {
            simulation.crash("web:" + i);
        }
        simulation.passesSeconds(6);
    }

    private void mark(String type, String data) {
        simulation.control().announce(type, data, Simulation.ME);
        simulation.settles();
    }

    private void awaitMark(Follower follower, String mark) {
        turnUntil(() -> mark.equals(follower.marks.poll()), follower);
    }

    /// Lets the supervisor do what it is asked until something is so, or a follower has failed.
    private void turnUntil(java.util.function.BooleanSupplier so, Follower... followers) {
        long begin = System.nanoTime();
        while (!so.getAsBoolean()) {
            for (Follower follower : followers) {
                if (follower.result.isCompletedExceptionally()) {
                    follower.result.join();
                }
            }
            assertThat(System.nanoTime() - begin).as("waiting").isLessThan(DEADLINE);
            simulation.settles();
            Thread.yield();
        }
    }

    private static Map<String, Known> known(List<ProcessStatus> processes) {
        Map<String, Known> known = new TreeMap<>();
        processes.forEach(process -> known.put(process.name().text(), new Known(process.state(), process.pid())));
        return known;
    }
}
