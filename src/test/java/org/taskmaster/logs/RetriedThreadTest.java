package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetriedThreadTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final List<String> trouble = new ArrayList<>();
    private final CountDownLatch ran = new CountDownLatch(1);
    private long now;
    private int asked;
    private int refusals;

    @Test
    void isAskedForAgainWhenThereIsWorkButNotMoreThanOnceASecond() throws InterruptedException {
        refusals = 2;
        RetriedThread thread = thread();
        assertThat(trouble)
                .containsExactly(
                        "cannot write output yet: the system allows no more threads; lines wait as long as there"
                                + " is room for them; raise the limit (ulimit -u, TasksMax= in a systemd unit, pids.max of a"
                                + " container)");

        thread.need();
        now += SECOND - 1;
        thread.need();
        assertThat(asked).isEqualTo(1);
        now += 1;
        thread.need();
        assertThat(asked).isEqualTo(2);
        assertThat(trouble).hasSize(1);

        now += SECOND;
        thread.need();
        ran.await();
        assertThat(trouble).last().isEqualTo("there is a thread again to write output");

        now += SECOND;
        thread.need();
        thread.end(Duration.ofSeconds(60), Duration.ZERO);
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void theEndIsTheLastChance() throws InterruptedException {
        refusals = 1;
        thread().end(Duration.ofSeconds(60), Duration.ZERO);

        ran.await();
        assertThat(trouble).hasSize(2);
    }

    @Test
    void whatIsLostAtTheEndIsTold() {
        refusals = 2;
        thread().end(Duration.ofSeconds(60), Duration.ZERO);

        assertThat(trouble)
                .last()
                .isEqualTo("it was not possible to write output until the end, and what waited for it is lost: the"
                        + " system allows no more threads");
    }

    private RetriedThread thread() {
        return new RetriedThread("writer", "write output", ran::countDown, this::start, () -> now, trouble::add);
    }

    private void start(Thread thread) {
        asked++;
        if (asked <= refusals) {
            throw new OutOfMemoryError("unable to create native thread: possibly out of memory");
        }
        thread.start();
    }
}
