package org.taskmaster.client;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where a supervisor can be talked to.
public sealed interface Endpoint {

    /// A Unix socket; the kernel says who we are.
    record Unix(Path socket) implements Endpoint {
        @Override
        public String text() {
            return socket.toString();
        }

        @Override
        public SocketChannel connect(Duration patience) {
            return Dialling.unix(socket, patience);
        }
    }

    /// A TCP port.
    ///
    /// @param host a name or an address
    record Tcp(String host, int port, Optional<Credentials> credentials) implements Endpoint {
        @Override
        public String text() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }

        @Override
        public SocketChannel connect(Duration patience) {
            return Dialling.tcp(this, patience);
        }
    }

    /// As people know it: the socket's path, or `host:port`.
    String text();

    /// Connects to it.
    ///
    /// @throws ClientFailure when no supervisor can be reached
    SocketChannel connect(Duration patience);

    /// Who we are, and the proof.
    record Credentials(String user, String password) {

        /// Without the password, which is to stay secret.
        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }
}
