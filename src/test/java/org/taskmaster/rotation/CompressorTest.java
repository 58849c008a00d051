package org.taskmaster.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;
import org.taskmaster.linux.LinuxTrustedFiles;

@Timeout(60)
class CompressorTest {

    @TempDir
    private Path directory = Path.of("");

    private Path log = directory;
    private final SetAside setAside = new SetAside(new LinuxTrustedFiles());
    private final BlockingQueue<String> trouble = new LinkedBlockingQueue<>();

    @BeforeEach
    void nameTheLog() {
        log = directory.resolve("log");
    }

    @Test
    void aFileIsCompressedWithItsPermissionsAndItsTime() throws Exception {
        Path plain = write("log.1", "one\n".repeat(100_000));
        Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("rw-r-----"));
        FileTime time = FileTime.fromMillis(1_700_000_000_000L);
        Files.setLastModifiedTime(plain, time);

        try (Compressor compressor = compressor(Duration.ZERO)) {
            compressor.add(log, Set.of());
            Waiting.until(() -> !Files.exists(plain));
        }

        Path compressed = directory.resolve("log.1.gz");
        assertThat(unzipped(compressed)).isEqualTo("one\n".repeat(100_000));
        assertThat(Files.size(compressed)).isLessThan(10_000);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(compressed)))
                .isEqualTo("rw-r-----");
        assertThat(Files.getLastModifiedTime(compressed)).isEqualTo(time);
        assertThat(directory.resolve("log.gz.part")).doesNotExist();
        assertThat(trouble).isEmpty();
    }

    @Test
    void olderOnesThatWereLeftBehindAreCompressedToo() throws Exception {
        write("log.1", "1");
        write("log.2.gz", "done already");
        write("log.3", "3");
        write("log.gz.part", "left by a crash");

        try (Compressor compressor = compressor(Duration.ZERO)) {
            compressor.add(log, Set.of());
            Waiting.until(() -> !Files.exists(directory.resolve("log.3")));
        }

        assertThat(unzipped(directory.resolve("log.1.gz"))).isEqualTo("1");
        assertThat(directory.resolve("log.2.gz")).hasContent("done already");
        assertThat(unzipped(directory.resolve("log.3.gz"))).isEqualTo("3");
        assertThat(directory.resolve("log.gz.part")).doesNotExist();
    }

    @Test
    void duringThePauseNothingHappens() throws Exception {
        Path plain = write("log.1", "1");

        try (Compressor compressor = compressor(Duration.ofDays(1))) {
            compressor.add(log, Set.of());
        }

        assertThat(plain).hasContent("1");
    }

    @Test
    void aFileThatMovesOnMeanwhileIsCompressedWhereItIsThen() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch moved = new CountDownLatch(1);
        write("log.1", "old");
        Compressor held = new Compressor(
                setAside,
                Duration.ZERO,
                () -> {
                    started.countDown();
                    await(moved);
                },
                trouble::add);

        try (held) {
            held.add(log, Set.of());
            started.await();
            write("log", "new");
            setAside.rotate(log, 5);
            moved.countDown();
            Waiting.until(() -> !Files.exists(directory.resolve("log.2")));
        }

        assertThat(unzipped(directory.resolve("log.2.gz"))).isEqualTo("old");
        assertThat(directory.resolve("log.1")).hasContent("new");
    }

    @Test
    void rotationsDuringCompressionMixNothingUp() throws Exception {
        try (Compressor compressor = compressor(Duration.ZERO)) {
            for (int i = 1; i <= 100; i++) {
                write("log", i + "\n" + "x".repeat(1000 * (i % 7)));
                setAside.rotate(log, 200);
                compressor.add(log, Set.of());
            }
            for (int i = 1; i <= 100; i++) {
                Path plain = directory.resolve("log." + i);
                Waiting.until(() -> !Files.exists(plain));
            }
        }

        for (int i = 1; i <= 100; i++) {
            int number = 101 - i;
            assertThat(unzipped(directory.resolve("log." + number + ".gz")))
                    .isEqualTo(i + "\n" + "x".repeat(1000 * (i % 7)));
        }
        assertThat(trouble).isEmpty();
    }

    @Test
    void whatCannotBeCompressedStaysAndIsTold() throws Exception {
        Path plain = write("log.1", "1");
        Files.createDirectories(directory.resolve("log.gz.part/full"));

        try (Compressor compressor = compressor(Duration.ZERO)) {
            compressor.add(log, Set.of());
            assertThat(trouble.poll(30, TimeUnit.SECONDS))
                    .startsWith("cannot compress " + plain + ": ")
                    .endsWith("; it stays as it is");
        }

        assertThat(plain).hasContent("1");
    }

    @Test
    void withoutOlderFilesThereIsNothingToDo() {
        try (Compressor compressor = compressor(Duration.ZERO)) {
            compressor.add(log, Set.of());
            compressor.close();
            compressor.add(log, Set.of());
        }

        assertThat(trouble).isEmpty();
    }

    private Compressor compressor(Duration pause) {
        return new Compressor(setAside, pause, () -> {}, trouble::add);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unzipped(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
