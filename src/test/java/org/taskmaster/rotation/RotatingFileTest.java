package org.taskmaster.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.host.TrustedFiles;
import org.taskmaster.linux.LinuxTrustedFiles;
import org.taskmaster.model.ByteSize;

class RotatingFileTest {

    private static final TrustedFiles FILES = new LinuxTrustedFiles();

    @TempDir
    private Path directory = Path.of("");

    private Path log = directory;

    @BeforeEach
    void nameTheLog() {
        log = directory.resolve("log");
    }

    @Test
    void linesAreAppendedToWhatIsThere() throws IOException {
        Files.writeString(log, "old\n");

        try (RotatingFile file = new RotatingFile(log, new ByteSize(0), 0, FILES)) {
            append(file, "new\n");
        }

        assertThat(log).hasContent("old\nnew\n");
    }

    @Test
    void aLogThatWasRemovedOrReplacedIsMadeAnewWithTheNextLine() throws IOException {
        try (RotatingFile file = new RotatingFile(log, new ByteSize(0), 0, FILES)) {
            append(file, "one\n");
            Files.delete(log);
            append(file, "two\n");
            assertThat(log).hasContent("two\n");

            Files.move(log, directory.resolve("aside"));
            Files.writeString(log, "other\n");
            append(file, "three\n");
        }

        assertThat(log).hasContent("other\nthree\n");
        assertThat(directory.resolve("aside")).hasContent("two\n");
    }

    @Test
    void aLineThatWasTornIsNotContinuedByTheNext() throws IOException {
        Files.writeString(log, "whole\n2026-11-29 to");

        try (RotatingFile file = new RotatingFile(log, new ByteSize(0), 0, FILES)) {
            append(file, "next\n");
            append(file, "last\n");
        }

        assertThat(log).hasContent("whole\n2026-11-29 to\nnext\nlast\n");
    }

    @Test
    void aFullFileIsSetAsideBeforeTheLineThatWouldNotFit() throws IOException {
        try (RotatingFile file = new RotatingFile(log, new ByteSize(10), 2, FILES)) {
            append(file, "12345\n");
            append(file, "678\n");
            append(file, "9\n");
        }

        assertThat(backup(1)).hasContent("12345\n678\n");
        assertThat(log).hasContent("9\n");
    }

    @Test
    void asManyBackupsAreKeptAsAreWantedAndTheOldestGoes() throws IOException {
        try (RotatingFile file = new RotatingFile(log, new ByteSize(2), 2, FILES)) {
            for (int i = 1; i <= 5; i++) {
                append(file, i + "\n");
            }
        }

        assertThat(log).hasContent("5\n");
        assertThat(backup(1)).hasContent("4\n");
        assertThat(backup(2)).hasContent("3\n");
        assertThat(backup(3)).doesNotExist();
    }

    @Test
    void withoutBackupsTheFileIsEmptied() throws IOException {
        try (RotatingFile file = new RotatingFile(log, new ByteSize(2), 0, FILES)) {
            append(file, "1\n");
            append(file, "2\n");
        }

        assertThat(log).hasContent("2\n");
        assertThat(backup(1)).doesNotExist();
    }

    @Test
    void withoutALimitItIsNeverSetAside() throws IOException {
        try (RotatingFile file = new RotatingFile(log, new ByteSize(0), 3, FILES)) {
            append(file, "x".repeat(100_000));
            append(file, "y");
        }

        assertThat(log).hasSize(100_001);
        assertThat(backup(1)).doesNotExist();
    }

    @Test
    void aLineLongerThanTheLimitIsWrittenWhole() throws IOException {
        try (RotatingFile file = new RotatingFile(log, new ByteSize(3), 1, FILES)) {
            append(file, "a\n");
            append(file, "0123456789\n");
        }

        assertThat(log).hasContent("0123456789\n");
        assertThat(backup(1)).hasContent("a\n");
    }

    @Test
    void afterAnOutsideToolHasMovedTheFileItIsOpenedAnew() throws IOException {
        try (RotatingFile file = new RotatingFile(log, new ByteSize(0), 0, FILES)) {
            append(file, "1\n");
            Files.move(log, directory.resolve("moved"));

            file.reopen();
            append(file, "2\n");
        }

        assertThat(log).hasContent("2\n");
        assertThat(directory.resolve("moved")).hasContent("1\n");
    }

    @Test
    void aFileThatHasVanishedIsMadeAnewWhenItWouldBeFull() throws IOException {
        try (RotatingFile file = new RotatingFile(log, new ByteSize(4), 2, FILES)) {
            append(file, "12\n");
            Files.delete(log);

            append(file, "34\n");
        }

        assertThat(log).hasContent("34\n");
        assertThat(backup(1)).doesNotExist();
    }

    @Test
    void aVanishedDirectoryIsAFailureThatHealsWhenItComesBack() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        try (RotatingFile file = new RotatingFile(inner.resolve("log"), new ByteSize(4), 2, FILES)) {
            append(file, "12\n");
            Files.delete(inner.resolve("log"));
            Files.delete(inner);

            assertThatThrownBy(() -> append(file, "34\n")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> append(file, "56\n")).isInstanceOf(IOException.class);
            Files.createDirectory(inner);
            append(file, "78\n");
        }

        assertThat(inner.resolve("log")).hasContent("78\n");
    }

    @Test
    void whatIsNoRegularFileIsWrittenToAndNeverSetAside() throws IOException {
        try (RotatingFile file = new RotatingFile(Path.of("/dev/null"), new ByteSize(1), 2, FILES)) {
            append(file, "1\n");
            append(file, "2\n");
        }

        assertThat(Path.of("/dev/null.1")).doesNotExist();
    }

    private Path backup(int number) {
        return directory.resolve("log." + number);
    }

    private static void append(RotatingFile file, String text) throws IOException {
        file.append(text.getBytes(StandardCharsets.UTF_8));
    }
}
