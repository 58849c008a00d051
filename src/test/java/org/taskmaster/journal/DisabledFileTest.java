package org.taskmaster.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.journal.DisabledFile.Opened;
import org.taskmaster.model.ProcessKey;

/// The list of what is disabled, and what may be in its place.
final class DisabledFileTest {

    private static final ProcessKey WEB = new ProcessKey("web", 0);
    private static final ProcessKey WEB10 = new ProcessKey("web", 10);
    private static final ProcessKey WEB2 = new ProcessKey("web", 2);
    private static final ProcessKey DB = new ProcessKey("db", 0);

    @TempDir
    Path directory;

    @Test
    void whatIsDisabledIsFoundAgain() throws IOException {
        DisabledFile file = open().file();
        assertThat(file.keys()).isEmpty();
        assertThat(file().toFile()).doesNotExist();

        assertThat(file.disable(List.of(WEB10, WEB2, WEB))).isEmpty();
        assertThat(file.disable(List.of(DB, WEB))).isEmpty();

        assertThat(Files.readString(file())).isEqualTo("db:0\nweb:0\nweb:2\nweb:10\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(open()).satisfies(found -> {
            assertThat(found.file().keys()).containsExactly(DB, WEB, WEB2, WEB10);
            assertThat(found.notices()).isEmpty();
        });
        assertThat(directory.toFile().list()).containsExactly("disabled");
    }

    @Test
    void whereNothingIsDisabledThereIsNoFile() {
        DisabledFile file = open().file();
        file.disable(List.of(WEB, DB));

        assertThat(file.enable(List.of(DB, WEB2))).isEmpty();
        assertThat(open().file().keys()).containsExactly(WEB);
        assertThat(file.enable(List.of(WEB, WEB))).isEmpty();

        assertThat(directory).isEmptyDirectory();
        assertThat(open().notices()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenHasNotChanged() throws IOException {
        DisabledFile file = open().file();
        file.disable(List.of(WEB));
        // Also root cannot write there.
        Files.createDirectories(directory.resolve("disabled.new/inside"));

        assertThat(file.disable(List.of(DB)))
                .contains(file() + " cannot be written: there is a directory of that name that is not empty");

        assertThat(file.keys()).containsExactly(WEB);
        assertThat(open().file().keys()).containsExactly(WEB);
    }

    @Test
    void whatAnInterruptedWriteHasLeftIsInNobodysWay() throws IOException {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "theirs");
        Files.createSymbolicLink(directory.resolve("disabled.new"), elsewhere);
        DisabledFile file = open().file();

        assertThat(file.disable(List.of(WEB))).isEmpty();

        assertThat(Files.readString(elsewhere)).isEqualTo("theirs");
        assertThat(open().file().keys()).containsExactly(WEB);
    }

    @Test
    void aLineThatNamesNothingIsToldAndTheOthersCount() throws IOException {
        Files.writeString(file(), "web:0\nweb:\n:1\nweb:01\n\ndb\nweb\u0007:3\na b\nweb:2:3\nweb:2\n");

        Opened found = open();

        assertThat(found.file().keys()).containsExactlyInAnyOrder(WEB, DB, WEB2);
        assertThat(found.notices())
                .containsExactly("in " + file()
                        + ", line 2 and 5 more cannot be read: a process that was disabled may be started");
        Files.writeString(file(), "web:x\n");
        assertThat(open().notices())
                .containsExactly(
                        "in " + file() + ", line 1 cannot be read: a process that was disabled may be started");
    }

    @Test
    void aFifoALinkAndADirectoryAreSetAsideAndNotFollowed() throws IOException, InterruptedException {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "web:0\n");
        Files.createSymbolicLink(file(), elsewhere);
        isSetAside("it is no regular file");
        assertThat(Files.readString(elsewhere)).isEqualTo("web:0\n");

        assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor())
                .isZero();
        isSetAside("it is no regular file");

        Files.createDirectory(file());
        isSetAside("it is no regular file");
    }

    @Test
    void theFileOfAnotherUserIsSetAside() throws IOException {
        Files.writeString(file(), "web:0\n");
        int owner = (int) Files.getAttribute(file(), "unix:uid");

        assertThat(DisabledFile.open(file(), owner).file().keys()).containsExactly(WEB);
        if (owner != 0) {
            isSetAside("it belongs to another user", owner + 1);
        } else {
            // Root's counts for everybody.
            assertThat(DisabledFile.open(file(), 1).file().keys()).containsExactly(WEB);
            Files.setAttribute(file(), "unix:uid", 4711);
            isSetAside("it belongs to another user", 4712);
        }
    }

    @Test
    void whatCannotBeSetAsideIsTold() throws IOException {
        Files.createDirectory(file());
        Files.createDirectories(directory.resolve("disabled.unread/inside"));

        assertThat(open().notices())
                .singleElement()
                .asString()
                .contains("so none is; it cannot be set aside as " + directory.resolve("disabled.unread") + " either");
    }

    @Test
    void aFileWithoutEndIsNotRead() throws IOException {
        try (java.io.RandomAccessFile sparse = new java.io.RandomAccessFile(file().toFile(), "rw")) {
            sparse.setLength((32L << 20) + 1);
        }

        isSetAside("it is larger than any such file");
    }

    @Test
    void anyBytesAreReadWithoutADefect() throws IOException {
        Random random = new Random(12);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextBoolean() ? ":\n\r\0w0 9".charAt(random.nextInt(8)) : random.nextInt());
            }
            Files.write(file(), bytes);
            Set<ProcessKey> found = open().file().keys();

            DisabledFile again =
                    DisabledFile.open(directory.resolve("again"), uid()).file();
            assertThat(again.disable(found)).isEmpty();
            assertThat(DisabledFile.open(directory.resolve("again"), uid())
                            .file()
                            .keys())
                    .as("what was read of round %d, written and read again", round)
                    .isEqualTo(found);
            again.enable(found);
        }
    }

    @Test
    void oneThatWasRemovedIsPutBack() throws IOException {
        DisabledFile file = open().file();
        assertThat(file.isInPlace()).isTrue();
        file.disable(List.of(WEB));
        assertThat(file.isInPlace()).isTrue();
        Files.delete(file());
        assertThat(file.isInPlace()).isFalse();

        file.restore();

        assertThat(file.isInPlace()).isTrue();
        assertThat(open().file().keys()).containsExactly(WEB);
    }

    private void isSetAside(String why) throws IOException {
        isSetAside(why, uid());
    }

    private void isSetAside(String why, int uid) throws IOException {
        Path aside = directory.resolve("disabled.unread");
        Opened found = DisabledFile.open(file(), uid);
        assertThat(found.file().keys()).isEmpty();
        assertThat(found.notices())
                .containsExactly("which processes are disabled cannot be read from " + file() + " (" + why
                        + "), so none is; it was set aside as " + aside);
        assertThat(Files.exists(aside, LinkOption.NOFOLLOW_LINKS)).isTrue();
        Files.delete(aside);
        assertThat(found.file().disable(List.of(DB))).isEmpty();
        Files.delete(file());
    }

    private Opened open() {
        return DisabledFile.open(file(), uid());
    }

    private int uid() {
        try {
            return (int) Files.getAttribute(directory, "unix:uid");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path file() {
        return directory.resolve("disabled");
    }
}
