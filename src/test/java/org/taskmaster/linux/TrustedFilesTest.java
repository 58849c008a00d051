package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Lease;
import org.taskmaster.host.NotRegular;
import org.taskmaster.host.TrustedFiles;
import org.taskmaster.host.Untrusted;

class TrustedFilesTest {

    private static final int GAMES = 5;

    @TempDir
    private Path directory = Path.of("");

    private final TrustedFiles files = new LinuxTrustedFiles();

    @Test
    void nobodyIsWaitedForWhoHoldsALease() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "text");
        String held = file + " is held by another process, which has a lease on it (fcntl F_SETLEASE): try again when"
                + " that has let it go";
        List<ThrowingCallable> uses = List.of(
                () -> files.read(file),
                () -> files.append(file),
                () -> files.update(file),
                () -> files.readLog(file),
                () -> files.emptyLog(file));
        for (ThrowingCallable use : uses) {
            try (Lease _ = Lease.on(file)) {
                assertThatThrownBy(use).hasMessage(held);
            }
        }
        assertThat(file).hasContent("text");
    }

    @Test
    void aFifoInThePlaceOfALogMakesNobodyWait() throws IOException {
        Path fifo = fifo("fifo");

        assertThatThrownBy(() -> files.readLog(fifo)).isInstanceOf(NotRegular.class);
        assertThatThrownBy(() -> files.emptyLog(fifo)).isInstanceOf(NotRegular.class);
        assertThatThrownBy(() -> files.readLog(directory)).isInstanceOf(NotRegular.class);
    }

    @Test
    void asRootNoLogIsReadOrEmptiedThroughLinksOfOthersNorBySecondNames() throws IOException {
        assumeThat(UserDatabase.currentUid()).isZero();
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Path secret = Files.writeString(secrets.resolve("log"), "root's");
        Path link = Files.createSymbolicLink(directory.resolve("theirs"), secrets);
        Files.setAttribute(link, "unix:uid", GAMES, LinkOption.NOFOLLOW_LINKS);

        assertThatThrownBy(() -> files.readLog(link.resolve("log")))
                .hasMessageContaining("is a symbolic link of user 5");
        assertThatThrownBy(() -> files.emptyLog(link.resolve("log")))
                .hasMessageContaining("is a symbolic link of user 5");

        Path owned = Files.createDirectory(directory.resolve("owned"));
        Path other = Files.createLink(owned.resolve("log"), secret);
        Files.setAttribute(owned, "unix:uid", GAMES);

        assertThatThrownBy(() -> files.readLog(other)).hasMessageContaining("has another name");
        assertThatThrownBy(() -> files.emptyLog(other)).hasMessageContaining("has another name");
        assertThat(secret).hasContent("root's");
    }

    @Test
    void aFileIsReadAlsoThroughALink() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "text");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        try (FileChannel channel = files.read(link)) {
            ByteBuffer bytes = ByteBuffer.allocate(10);
            assertThat(channel.read(bytes)).isEqualTo(4);
        }
        assertThatThrownBy(() -> files.read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void nobodyIsWaitedForAtAFifoNorAtADevice() throws IOException {
        Path fifo = fifo("fifo");

        assertThatThrownBy(() -> files.read(fifo))
                .isInstanceOf(NotRegular.class)
                .hasMessage("it is a device, a pipe or a socket");
        assertThatThrownBy(() -> files.read(Path.of("/dev/zero"))).isInstanceOf(NotRegular.class);
        assertThatThrownBy(() -> files.read(directory))
                .isInstanceOf(NotRegular.class)
                .hasMessage("it is a directory");
        assertThatThrownBy(() -> files.update(fifo)).isInstanceOf(NotRegular.class);
        assertThatThrownBy(() -> files.append(fifo))
                .isInstanceOf(IOException.class)
                .hasMessage("it is a FIFO that no process reads");
    }

    @Test
    void aLogIsMadeAndAppendedToAndMayBeADevice() throws IOException {
        Path log = directory.resolve("log");

        append(log, "one\n");
        append(log, "two\n");
        append(Path.of("/dev/null"), "gone\n");

        assertThat(log).hasContent("one\ntwo\n");
    }

    @Test
    void ourMemoryIsMadeForUsAloneAndIsNoLink() throws IOException {
        Path file = directory.resolve("mark");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        files.update(file).close();

        assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(0100600);
        assertThatThrownBy(() -> files.update(link))
                .isInstanceOf(Untrusted.class)
                .hasMessage(link + " is a symbolic link, which is not followed there: remove it");
    }

    @Test
    void ourMemoryIsNotSomebodyElses() throws IOException {
        assumeThat(UserDatabase.currentUid()).isZero();
        Path file = Files.createFile(directory.resolve("mark"));
        Files.setAttribute(file, "unix:uid", GAMES);

        assertThatThrownBy(() -> files.update(file)).hasMessage(file + " belongs to user games: remove it");
    }

    @Test
    void asRootOurMemoryHasNoOtherName() throws IOException {
        assumeThat(UserDatabase.currentUid()).isZero();
        Path file = Files.createFile(directory.resolve("mark"));
        Files.createLink(directory.resolve("other"), file);

        assertThatThrownBy(() -> files.update(file))
                .isInstanceOf(Untrusted.class)
                .hasMessageContaining("has another name");
    }

    @Test
    void asRootNoLogIsWrittenThroughLinksOfOthersNorWhereTheyMayPutThem() throws IOException {
        assumeThat(UserDatabase.currentUid()).isZero();
        Path secret = Files.writeString(directory.resolve("secret"), "root's");
        Path log = Files.createSymbolicLink(directory.resolve("log"), secret);
        Files.setAttribute(log, "unix:uid", GAMES, LinkOption.NOFOLLOW_LINKS);

        assertThatThrownBy(() -> files.append(log)).hasMessageContaining("is a symbolic link of user 5");

        Path theirs = Files.createDirectory(directory.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", GAMES);

        assertThatThrownBy(() -> files.append(theirs.resolve("log")))
                .isInstanceOf(Untrusted.class)
                .hasMessage(theirs + " belongs to user games; root uses only what no other user can change");
        assertThat(secret).hasContent("root's");
    }

    private void append(Path log, String text) throws IOException {
        try (FileChannel channel = files.append(log)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private Path fifo(String name) throws IOException {
        Path fifo = directory.resolve(name);
        try (LinuxPlumbing plumbing = LinuxPlumbing.open()) {
            plumbing.openInlet(fifo, Set.of()).close();
        }
        return fifo;
    }
}
