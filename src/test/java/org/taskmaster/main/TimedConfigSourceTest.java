package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.taskmaster.config.LoadResult;

class TimedConfigSourceTest {

    private static final LoadResult READ = new LoadResult.Rejected(List.of());

    private final CountDownLatch never = new CountDownLatch(1);
    private final Queue<Supplier<LoadResult>> files = new ConcurrentLinkedQueue<>();
    private final TimedConfigSource source =
            new TimedConfigSource(Path.of("/srv/x.yaml"), () -> files.remove().get(), Duration.ofMillis(20));

    @Test
    void aFileThatCannotBeReadKeepsNobodyFromTheNextOne() {
        files.add(this::hang);
        files.add(() -> READ);

        assertThat(problem(source.read()))
                .isEqualTo("/srv/x.yaml: reading it takes longer than 0 s; see whether its file system answers, then"
                        + " reload again");
        assertThat(source.read()).isSameAs(READ);
    }

    @Test
    void notMoreThanSomeHangAtATime() {
        for (int i = 0; i < 8; i++) {
            files.add(this::hang);
            source.read();
        }

        assertThat(problem(source.read())).contains("its file system answered none of the last 8 times");
    }

    @Test
    void aLimitOnThreadsIsToldAndDoesNotCountAsAFileSystemThatHangs() {
        AtomicInteger asked = new AtomicInteger();
        TimedConfigSource limited =
                new TimedConfigSource(Path.of("/srv/x.yaml"), () -> READ, Duration.ofSeconds(30), task -> {
                    if (asked.incrementAndGet() <= 10) {
                        throw new OutOfMemoryError("unable to create native thread: possibly out of memory");
                    }
                    task.run();
                });

        for (int i = 0; i < 10; i++) {
            assertThat(problem(limited.read()))
                    .isEqualTo("/srv/x.yaml: it cannot be read: the system allows no more threads; raise the limit"
                            + " (ulimit -u, TasksMax= in a systemd unit, pids.max of a container), then reload again");
        }
        assertThat(limited.read()).isSameAs(READ);
    }

    private LoadResult hang() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return READ;
    }

    private static String problem(LoadResult result) {
        return switch (result) {
            case LoadResult.Loaded _ -> throw new AssertionError("it was read");
            case LoadResult.Rejected(var problems) -> problems.getFirst().text();
        };
    }
}
