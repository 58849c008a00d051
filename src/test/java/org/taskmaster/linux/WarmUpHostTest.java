package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.taskmaster.host.Channels;
import org.taskmaster.host.Delivery;
import org.taskmaster.host.Host.Reach;
import org.taskmaster.host.HostEvent.ChildDied;
import org.taskmaster.host.SpawnResult;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// Beside a host with real children, which must not notice it.
final class WarmUpHostTest extends RealHost {

    /// `PID_MAX_LIMIT` of the kernel on 64-bit machines.
    private static final int HIGHEST_PID = 1 << 22;

    @Test
    void whatIsSpawnedIsNoProcessAndHasDiedWhenItIsWaitedFor() {
        try (WarmUpHost nothing = new WarmUpHost(Environment.ofThisProcess())) {
            for (int i = 1; i <= 3; i++) {
                ProcessId id = spawnOn(nothing);

                assertThat(id.pid()).isGreaterThan(HIGHEST_PID);
                assertThat(nothing.spawned()).isEqualTo(i);
                assertThat(nothing.await(Optional.empty()))
                        .containsExactly(new ChildDied(id, new ExitStatus.Killed(Signal.KILL, false), false));
                assertThat(nothing.await(Optional.empty())).isEmpty();
            }
        }
    }

    @Test
    void aDeadlineIsReachedAtOnceAndNothingDies() {
        try (WarmUpHost nothing = new WarmUpHost(Environment.ofThisProcess())) {
            spawnOn(nothing);
            Moment inAYear = new Moment(365L * 24 * 3600 * 1_000_000_000);

            assertThat(nothing.await(Optional.of(inAYear))).isEmpty();
            assertThat(nothing.now()).isEqualTo(inAYear);
            assertThat(nothing.await(Optional.empty())).hasSize(1);
        }
    }

    @Test
    void itNeitherReapsNorSignalsTheChildrenOfOthers() throws Exception {
        ProcessId dead = spawn(Launches.of("true"));
        while (!isZombie(dead)) {
            // Not by the host, which would reap it.
            Thread.onSpinWait();
        }
        ProcessId alive = spawn(Launches.of("sleep", "1000"));

        try (WarmUpHost nothing = new WarmUpHost(Environment.ofThisProcess())) {
            for (int i = 0; i < 10; i++) {
                spawnOn(nothing);
                assertThat(nothing.await(Optional.empty())).hasSize(1);
                assertThat(nothing.await(Optional.empty())).isEmpty();
            }
            assertThat(nothing.signal(alive, Signal.KILL, Reach.RUN)).isEqualTo(new Delivery.NoSuchProcess());
        }

        assertThat(death(dead).exit()).isEqualTo(new ExitStatus.Code(0));
        assertThat(host.takeDeath(alive)).isEmpty();
        host.signal(alive, Signal.KILL, Reach.RUN);
        death(alive);
    }

    @Test
    void itSetsNothingOfTheProcess() throws Exception {
        long window = 28;
        String before = ignored();
        try (Arena arena = Arena.ofConfined()) {
            int ignore = 1;
            assertThat(new WarmUpKernel(arena).call(Libc.function("signal"), window, ignore))
                    .isZero();
            assertThat(ignored()).isEqualTo(before);

            // It would be seen.
            new Libc(arena).call(Libc.function("signal"), window, ignore);
            assertThat(ignored()).isNotEqualTo(before);
            new Libc(arena).call(Libc.function("signal"), window, 0);
        }
    }

    private static String ignored() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itLeavesNoDescriptor() throws Exception {
        long before = descriptors();
        try (WarmUpHost nothing = new WarmUpHost(Environment.ofThisProcess())) {
            spawnOn(nothing);
            assertThat(descriptors()).isGreaterThan(before);
        }
        assertThat(descriptors()).isEqualTo(before);
    }

    private static boolean isZombie(ProcessId id) {
        return ProcessTree.look(id.pid()).filter(ProcessTree.Seen::zombie).isPresent();
    }

    private static long descriptors() throws Exception {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static ProcessId spawnOn(WarmUpHost nothing) {
        SpawnResult result = nothing.spawn(Launches.of("/bin/sh").launch(), Map.of(), Channels.NONE);
        assertThat(result).isInstanceOf(SpawnResult.Spawned.class);
        return ((SpawnResult.Spawned) result).id();
    }
}
