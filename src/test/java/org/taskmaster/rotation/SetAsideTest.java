package org.taskmaster.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Lease;
import org.taskmaster.host.LogDirectory;
import org.taskmaster.linux.LinuxTrustedFiles;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.KeptFile;

class SetAsideTest {

    @TempDir
    private Path directory = Path.of("");

    private Path log = directory;
    private final SetAside setAside = new SetAside(new LinuxTrustedFiles());

    @BeforeEach
    void nameTheLog() {
        log = directory.resolve("log");
    }

    @Test
    void whoeverHoldsALeaseOnAnOlderFileIsNotWaitedFor() throws IOException {
        write("log.1");
        OldFile old = SetAside.older(log).getFirst();

        try (Lease _ = Lease.on(old.path());
                LogDirectory here = setAside.directory(log, Set.of())) {
            assertThatThrownBy(() -> setAside.open(here, log, old)).hasMessageContaining("has a lease on it");
        }
        assertThat(old.path()).hasContent("log.1");
    }

    @Test
    void theLogAndTheOlderOnesMoveByOne() throws IOException {
        write("log", "log.1", "log.2.gz");

        Optional<Path> now = setAside.rotate(kept(10, 0, 0), Set.of());

        assertThat(now).contains(directory.resolve("log.1"));
        assertThat(files()).isEqualTo("log.1=log log.2=log.1 log.3.gz=log.2.gz");
    }

    @Test
    void theOldestGoAndSoDoThoseOfATimeWhenMoreWereKept() throws IOException {
        write("log", "log.1", "log.2.gz", "log.7", "log.12.gz");

        setAside.rotate(kept(2, 0, 0), Set.of());

        assertThat(files()).isEqualTo("log.1=log log.2=log.1");
    }

    @Test
    void gapsAreClosed() throws IOException {
        write("log", "log.1", "log.3", "log.4.gz");

        setAside.rotate(kept(4, 0, 0), Set.of());

        assertThat(files()).isEqualTo("log.1=log log.2=log.1 log.3=log.3 log.4.gz=log.4.gz");
    }

    @Test
    void withoutOlderOnesTheLogGoes() throws IOException {
        write("log", "log.1");

        assertThat(setAside.rotate(kept(0, 0, 0), Set.of())).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void aLogThatHasVanishedIsNotMissed() throws IOException {
        write("log.1");

        assertThat(setAside.rotate(kept(3, 0, 0), Set.of())).isEmpty();
        assertThat(files()).isEqualTo("log.1=log.1");
    }

    @Test
    void ofAFileAndWhatItWasCompressedToTheSecondStays() throws IOException {
        write("log", "log.1", "log.1.gz");

        setAside.rotate(kept(3, 0, 0), Set.of());

        assertThat(files()).isEqualTo("log.1=log log.2.gz=log.1.gz");
    }

    @Test
    void otherFilesAreLeftAlone() throws IOException {
        String[] others = {
            "log.txt", "log.1.txt", "log.01", "log.", "log..gz", "log.0", "log.gz", "log.gz.part", "logs.1", "log.-1"
        };
        write("log");
        write(others);
        Files.createDirectory(directory.resolve("log.5"));

        setAside.rotate(kept(1, 4, 1), Set.of());

        assertThat(names()).contains(others).contains("log.1", "log.5").hasSize(others.length + 2);
    }

    @Test
    void togetherTheyTakeNoMoreThanTheirBoundAndTheOldestGo() throws IOException {
        Files.writeString(log, "x".repeat(10));
        for (int i = 1; i <= 5; i++) {
            Files.writeString(directory.resolve("log." + i), "x".repeat(10));
        }

        setAside.rotate(kept(10, 45, 10), Set.of());
        assertThat(names()).containsExactly("log.1", "log.2", "log.3");

        setAside.prune(kept(10, 45, 10), 26, Set.of());
        assertThat(names()).containsExactly("log.1");

        setAside.prune(kept(10, 45, 10), 46, Set.of());
        assertThat(names()).isEmpty();
    }

    @Test
    void anObstacleIsAFailureAndTheLogStays() throws IOException {
        write("log");
        Files.createDirectory(directory.resolve("log.1"));

        assertThatThrownBy(() -> setAside.rotate(kept(3, 0, 0), Set.of())).isInstanceOf(IOException.class);
        assertThat(log).hasContent("log");
    }

    @Test
    void aCrashBetweenTwoStepsLosesNothing() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<OldFile> older = randomFiles(random);
            int backups = random.nextInt(8);
            List<SetAside.Step> steps = SetAside.plan(log, 1, older, backups, Long.MAX_VALUE);
            TreeMap<Path, String> files = new TreeMap<>();
            files.put(log, "log");
            older.forEach(old -> files.put(old.path(), old.path().toString()));

            for (SetAside.Step step : steps) {
                switch (step) {
                    case SetAside.Step.Delete(Path path) ->
                        assertThat(files.remove(path))
                                .as("seed %d: %s", seed, steps)
                                .isNotNull();
                    case SetAside.Step.Move(Path from, Path to) -> {
                        assertThat(files)
                                .as("seed %d: %s", seed, steps)
                                .containsKey(from)
                                .doesNotContainKey(to);
                        files.put(to, String.valueOf(files.remove(from)));
                    }
                }
            }

            assertThat(files.size()).as("seed %d: %s", seed, steps).isLessThanOrEqualTo(backups);
            assertThat(files).as("seed %d: %s", seed, steps).doesNotContainKey(log);
        }
    }

    private List<OldFile> randomFiles(Random random) {
        List<OldFile> older = new ArrayList<>();
        for (int number = 1; number < 10; number++) {
            int kind = random.nextInt(4);
            if (kind == 0 || kind == 2) {
                older.add(new OldFile(OldFile.path(log, number), number, false, 1, "plain" + number));
            }
            if (kind == 1 || kind == 2) {
                Path path = directory.resolve("log." + number + ".gz");
                older.add(new OldFile(path, number, true, 1, "compressed" + number));
            }
        }
        return older;
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(directory.resolve(name), name);
        }
    }

    private KeptFile kept(int backups, long total, long maxBytes) {
        return new KeptFile(
                log,
                new ByteSize(maxBytes),
                backups,
                Optional.empty(),
                false,
                new ByteSize(total),
                Optional.empty(),
                OptionalInt.empty());
    }

    /// What is there, as `name=content`.
    private String files() throws IOException {
        List<String> files = new ArrayList<>();
        for (String name : names()) {
            Path file = directory.resolve(name);
            if (Files.isRegularFile(file)) {
                files.add(name + "=" + Files.readString(file));
            }
        }
        return String.join(" ", files);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void filesWithHolesThatAreAsLongAsANumberGoesAreTooMuch() {
        OldFile first = new OldFile(Path.of("/x/log.1"), 1, false, Long.MAX_VALUE, "1");
        OldFile second = new OldFile(Path.of("/x/log.2"), 2, false, Long.MAX_VALUE, "2");

        assertThat(SetAside.excess(List.of(first, second), 5, 1_000)).hasSize(2);
        assertThat(SetAside.plan(Path.of("/x/log"), 10, List.of(first, second), 5, 1_000))
                .hasSize(3);
    }
}
