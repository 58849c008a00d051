package org.taskmaster.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Lease;
import org.taskmaster.host.TrustedFiles;
import org.taskmaster.linux.LinuxTrustedFiles;

class LogFileTest {

    private static final int NOBODY = 65534;

    private static final TrustedFiles FILES = new LinuxTrustedFiles();

    @TempDir
    private Path directory = Path.of("");

    private Path log = directory;

    @BeforeEach
    void writeALog() throws IOException {
        log = directory.resolve("log");
        Files.writeString(log, "0123456789");
    }

    @Test
    void whoeverHoldsALeaseOnALogIsNotWaitedFor() throws IOException {
        try (Lease _ = Lease.on(log)) {
            assertThatThrownBy(() -> LogFile.read(FILES, log, 0, 10)).hasMessageContaining("has a lease on it");
        }
        try (Lease _ = Lease.on(log)) {
            assertThatThrownBy(() -> LogFile.clear(FILES, log)).hasMessageContaining("has a lease on it");
        }
        assertThat(log).hasContent("0123456789");
    }

    @Test
    void aPartIsReadFromTheStart() throws IOException {
        LogFile.Slice slice = LogFile.read(FILES, log, 2, 3);

        assertThat(text(slice)).isEqualTo("234");
        assertThat(slice.start()).isEqualTo(2);
        assertThat(slice.size()).isEqualTo(10);
    }

    @Test
    void aLinkOfAProgramsUserIsNeitherReadNorEmptied() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "of root's");
        Path link = Files.createSymbolicLink(directory.resolve("link"), secret);
        Files.setAttribute(link, "unix:uid", nobodysOrOurs(), LinkOption.NOFOLLOW_LINKS);
        assumeThat(nobodysOrOurs()).as("a user that root is not").isEqualTo(NOBODY);

        assertThatThrownBy(() -> LogFile.read(FILES, link, 0, 100))
                .hasMessageContaining("is a symbolic link of user 65534");
        assertThatThrownBy(() -> LogFile.readOn(FILES, link, new LogFile.Place("", 0, ""), 100))
                .hasMessageContaining("is a symbolic link of user 65534");
        assertThatThrownBy(() -> LogFile.clear(FILES, link)).hasMessageContaining("is a symbolic link of user 65534");
        assertThat(secret).hasContent("of root's");
    }

    @Test
    void aLinkOfTheSupervisorsUserIsReadAndEmptied() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), log);

        assertThat(text(LogFile.read(FILES, link, 8, 100))).isEqualTo("89");
        LogFile.clear(FILES, link);
        assertThat(log).isEmptyFile();
    }

    /// Only root can give a file away.
    private int nobodysOrOurs() throws IOException {
        int ours = (Integer) Files.getAttribute(log, "unix:uid");
        return ours == 0 ? NOBODY : ours;
    }

    @Test
    void aNegativeOffsetCountsFromTheEnd() throws IOException {
        assertThat(text(LogFile.read(FILES, log, -4, 100))).isEqualTo("6789");
        assertThat(text(LogFile.read(FILES, log, -4, 2))).isEqualTo("67");
        assertThat(text(LogFile.read(FILES, log, -400, 100))).isEqualTo("0123456789");
    }

    @Test
    void beyondTheEndThereIsNothing() throws IOException {
        LogFile.Slice slice = LogFile.read(FILES, log, 50, 5);

        assertThat(slice.bytes()).isEmpty();
        assertThat(slice.start()).isEqualTo(10);
    }

    @Test
    void anotherFileUnderTheSameNameHasAnotherIdentity() throws IOException {
        String before = LogFile.read(FILES, log, 0, 1).identity();
        String again = LogFile.read(FILES, log, 5, 1).identity();
        Files.move(log, directory.resolve("log.1"));
        Files.writeString(log, "new");

        assertThat(again).isEqualTo(before);
        assertThat(LogFile.read(FILES, log, 0, 1).identity()).isNotEqualTo(before);
    }

    @Test
    void whatIsNotAFileIsRefused() {
        assertThatThrownBy(() -> LogFile.read(FILES, directory, 0, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a regular file");
        assertThatThrownBy(() -> LogFile.read(FILES, Path.of("/dev/zero"), 0, 1))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LogFile.read(FILES, directory.resolve("none"), 0, 1))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aWriterThatAppendsGoesOnAtTheStartAfterTheFileWasEmptied() throws IOException {
        try (var writer = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
            LogFile.clear(FILES, log);
            writer.write('x');
        }

        assertThat(log).hasContent("x");
    }

    @Test
    void whatDoesNotExistIsNotMadeByEmptyingIt() throws IOException {
        Path none = directory.resolve("none");

        LogFile.clear(FILES, none);

        assertThat(none).doesNotExist();
    }

    private static String text(LogFile.Slice slice) {
        return new String(slice.bytes(), StandardCharsets.UTF_8);
    }
}
