package org.taskmaster.client;

import java.nio.file.Path;
import java.util.Optional;

/// Where a supervisor can be talked to.
public sealed interface Endpoint {

    /// A Unix socket; the kernel says who we are.
    record Unix(Path socket) implements Endpoint {
        @Override
        public String text() {
            return socket.toString();
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
    }

    /// As people know it: the socket's path, or `host:port`.
    String text();

    /// Who we are, and the proof.
    record Credentials(String user, String password) {

        /// Without the password, which is nobody's business.
        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }
}
