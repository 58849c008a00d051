package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PriorityTest {

    @Test
    void theLowestPriorityIsThatOfTheThreadAlone() {
        String before = nice();

        String lowest = CompletableFuture.supplyAsync(
                        () -> {
                            Priority.lowest();
                            return nice();
                        },
                        work -> Thread.ofPlatform().start(work))
                .join();

        assertThat(lowest).isEqualTo("19");
        assertThat(nice()).isEqualTo(before);
    }

    @Test
    void whoGivesWayHasALongSliceAndKeepsItsPriority() {
        long before = Priority.slice();

        CompletableFuture.runAsync(
                        () -> {
                            Priority.lowest();
                            Priority.givingWay();
                            assertThat(nice()).isEqualTo("19");
                            // Before Linux 6.12 there is no slice of one's own, and none is told.
                            assertThat(Priority.slice()).isEqualTo(before == 0 ? 0 : 20_000_000);
                        },
                        work -> Thread.ofPlatform().start(work))
                .join();

        assertThat(Priority.slice()).isEqualTo(before);
    }

    /// [proc_pid_stat(5)](https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html): field 19.
    private static String nice() {
        String stat = ProcFiles.read("/proc/thread-self/stat");
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16];
    }
}
