package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The socket in the file system.
class SocketFileTest {

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void namePath() {
        path = directory.resolve("taskmaster.sock");
    }

    @Test
    void inAPrivateDirectoryItHasItsModeAndIsRemovedAtTheEnd() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));

        try (SocketFile _ = SocketFile.bind(path, 0700)) {
            assertThat(mode()).isEqualTo(0140700);
            connects();
        }

        assertThat(names()).isEmpty();
    }

    @Test
    void inADirectoryForAllItHasItsModeFromTheFirstMoment() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (SocketFile _ = SocketFile.bind(path, 0660)) {
            assertThat(mode()).isEqualTo(0140660);
            assertThat(names()).containsExactly("taskmaster.sock");
            connects();
        }

        assertThat(names()).isEmpty();
    }

    @Test
    void whatADeadSupervisorLeftIsReplaced() throws Exception {
        for (String permissions : List.of("rwx------", "rwxr-xr-x")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
            leaveBehind();

            try (SocketFile _ = SocketFile.bind(path, 0700)) {
                connects();
            }

            assertThat(names()).isEmpty();
        }
    }

    @Test
    void anotherSupervisorIsNotDisturbed() throws Exception {
        try (SocketFile _ = SocketFile.bind(path, 0700)) {
            assertThatThrownBy(() -> SocketFile.bind(path, 0700))
                    .isInstanceOf(CannotListen.class)
                    .hasMessage("cannot listen at the socket " + path + ": another program listens there, most likely a"
                            + " supervisor for the same configuration; end it first, or name another socket by socket:"
                            + " in the taskmaster: section");
            connects();
        }
    }

    @Test
    void somethingElseOfThatNameIsLeftAlone() throws IOException {
        Files.writeString(path, "precious");

        assertThatThrownBy(() -> SocketFile.bind(path, 0700))
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("there is something else of that name; remove it, or name another");
        assertThat(path).hasContent("precious");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Files.writeString(directory.resolve("precious"), "precious");
        Files.createSymbolicLink(path, directory.resolve("precious"));

        assertThatThrownBy(() -> SocketFile.bind(path, 0700)).hasMessageContaining("there is something else");
        assertThat(directory.resolve("precious")).hasContent("precious");
    }

    @Test
    void aDirectoryThatDoesNotExistIsTold() {
        assertThatThrownBy(() -> SocketFile.bind(directory.resolve("none/s"), 0700))
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("its directory does not exist; make it, or name another socket");
    }

    @Test
    void aSocketThatAnotherPutInItsPlaceIsNotRemoved() throws Exception {
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            SocketFile first = SocketFile.bind(path, 0700);
            Files.delete(path);
            other.bind(UnixDomainSocketAddress.of(path));

            first.close();

            connects();
        }
    }

    private void leaveBehind() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
    }

    private void connects() throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertThat(channel.isConnected()).isTrue();
        }
    }

    private int mode() throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
