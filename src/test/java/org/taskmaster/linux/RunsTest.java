package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taskmaster.host.Host.Reach;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.HostEvent.StrangerReaped;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// What belongs to a run, with real processes.
final class RunsTest extends RealHost {

    private static final int RUNS = 20;
    private static final int ORPHANS = 10;

    @Test
    void theCostOfManyLeftBehindGrowsWithThemAndNotWithTheirGroups() {
        List<ProcessId> ids = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            ProcessId id = spawn(Launches.shell("for i in $(seq " + ORPHANS + "); do sleep 1000 & done"));
            assertThat(death(id).othersLive()).isTrue();
            ids.add(id);
        }

        ids.forEach(id -> host.signal(id, Signal.KILL, Reach.RUN));
        Map<ProcessId, Integer> reaped = new HashMap<>();
        // As the loop does, and more often.
        while (!ids.stream().filter(host::runLives).toList().isEmpty()) {
            for (HostEvent event : host.await(Optional.of(host.now().plus(Duration.ofMillis(20))))) {
                if (event instanceof StrangerReaped orphan && orphan.run().isPresent()) {
                    reaped.merge(orphan.run().get(), 1, Integer::sum);
                }
            }
        }

        assertThat(reaped.values()).hasSize(RUNS).containsOnly(ORPHANS);
        assertThat(host.effort().looks()).isEqualTo(RUNS * ORPHANS);
        assertThat(host.effort().readings()).isLessThan(RUNS * ORPHANS);
    }

    @Test
    void withNothingLeftBehindNobodyIsLookedAt() {
        for (int i = 0; i < 20; i++) {
            run(Launches.of("/bin/true"));
        }

        assertThat(host.effort().looks()).isZero();
        assertThat(host.orphans()).isEmpty();
    }

    @Test
    void whoHasLeftTheSessionIsKnownByItsMark() {
        ProcessId id = spawn(Launches.shell("setsid sh -c 'sleep 1000 & sleep 1000 & echo up >" + directory
                + "/up'; until [ -e " + directory + "/up ]; do :; done"));

        assertThat(death(id).othersLive()).isTrue();
        List<LeftProcess> left = host.left(id);
        assertThat(left).isNotEmpty().allMatch(LeftProcess::outside);
        assertThat(host.runLives(id)).isTrue();
        host.signal(id, Signal.TERM, Reach.RUN);
        until(() -> !host.runLives(id));
        assertThat(host.orphans()).isEmpty();
    }

    @Test
    void whoIsOfAnotherRunIsNotTouched() {
        ProcessId one = spawn(Launches.shell("setsid sleep 1000 & sleep 0.1"));
        assertThat(death(one).othersLive()).isTrue();
        ProcessId other = spawn(Launches.shell("setsid sleep 1000 & sleep 0.1"));
        assertThat(death(other).othersLive()).isTrue();

        host.signal(one, Signal.TERM, Reach.RUN);
        until(() -> !host.runLives(one));

        assertThat(host.runLives(other)).isTrue();
        host.signal(other, Signal.KILL, Reach.RUN);
        until(() -> !host.runLives(other));
    }
}
