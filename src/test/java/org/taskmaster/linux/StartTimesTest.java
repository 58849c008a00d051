package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.taskmaster.host.Host.Reach;
import org.taskmaster.linux.ProcessTree.Seen;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

final class StartTimesTest extends RealHost {

    /// Some of them are made while the tick changes.
    @Test
    void aProcessIsSaidToHaveStartedWhenTheKernelSaysSo() {
        List<ProcessId> said = new ArrayList<>();
        List<ProcessId> kernels = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ProcessId id = spawn(Launches.of("sleep", "1000"));
            said.add(id);
            kernels.add(new ProcessId(
                    id.pid(), ProcessTree.look(id.pid()).map(Seen::started).orElseThrow()));
            host.signal(id, Signal.KILL, Reach.RUN);
            death(id);
        }

        assertThat(said).isEqualTo(kernels);
    }

    @Test
    void aNumberThatComesBackInTheSameTickIsAnotherIdentity() {
        try (Arena arena = Arena.ofConfined()) {
            StartTimes times = new StartTimes(new Libc(arena), arena);

            assertThat(times.distinct(7, 100)).isEqualTo(100);
            assertThat(times.distinct(8, 100)).isEqualTo(100);
            assertThat(times.distinct(7, 100)).isEqualTo(101);
            assertThat(times.distinct(7, 100)).isEqualTo(102);
            assertThat(times.distinct(7, 101)).isEqualTo(103);
            assertThat(times.distinct(8, 101)).isEqualTo(101);
            assertThat(times.distinct(7, 104)).isEqualTo(104);
        }
    }
}
