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

    /// [proc_pid_stat(5)](https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html): field 19.
    private static String nice() {
        String stat = ProcFiles.read("/proc/thread-self/stat");
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16];
    }
}
