package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.taskmaster.config.LoadResult;

class PatientSourceTest {

    private static final LoadResult READ = new LoadResult.Rejected(List.of());

    private final CountDownLatch never = new CountDownLatch(1);
    private final Queue<Supplier<LoadResult>> files = new ConcurrentLinkedQueue<>();
    private final PatientSource source =
            new PatientSource(Path.of("/srv/x.yaml"), () -> files.remove().get(), Duration.ofMillis(20));

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
