package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.nio.ch.SelChImpl;

/// Who is at the other end of a Unix socket.
final class SocketPeerTest {

    @TempDir
    Path directory;

    @Test
    void theKernelTellsWhoConnected() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        try (ServerSocketChannel listener =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel _ = SocketChannel.open(address);
                SocketChannel accepted = listener.accept()) {
            SocketPeer peer = SocketPeer.of(((SelChImpl) accepted).getFDVal());

            assertThat(peer.pid()).isEqualTo((int) ProcessHandle.current().pid());
            assertThat(peer.uid()).isEqualTo(UserDatabase.currentUid());
            assertThat(peer.gid()).isEqualTo(UserDatabase.current().gid());
        }
    }

    @Test
    void whatIsNoSocketHasNoOtherEnd() {
        assertThatThrownBy(() -> SocketPeer.of(-1))
                .isInstanceOf(LinuxError.class)
                .hasMessageContaining("asking who is at the other end of a socket");
    }

    @Test
    void groupsAreFoundByName() {
        assertThat(GroupDatabase.find("root")).hasValue(0);
        assertThat(GroupDatabase.find("no-such-group")).isEmpty();
        assertThat(GroupDatabase.find("")).isEmpty();
    }
}
