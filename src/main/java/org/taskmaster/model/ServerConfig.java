package org.taskmaster.model;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the supervisor can be talked to from outside, and by whom.
///
/// On the Unix socket the kernel identifies the client: root and the supervisor's own user may do everything,
/// and others what they are named for here. On TCP a client proves who it is by a password.
///
/// @param socket the Unix socket
/// @param socketMode the permissions of the Unix socket, 0 to 0777
/// @param viewers users of this machine, or groups as `@wheel`, who may look
/// @param operators users and groups who may act
/// @param listen an address and port for TCP; empty: no TCP
/// @param auth how a client on TCP is identified
/// @param users who may come by TCP
/// @param hosts what browsers, and without passwords all who come by TCP, may call this machine, beside
///     localhost and its addresses
public record ServerConfig(
        Path socket,
        int socketMode,
        Set<String> viewers,
        Set<String> operators,
        Optional<InetSocketAddress> listen,
        Auth auth,
        List<HttpUser> users,
        Set<String> hosts) {

    public ServerConfig {
        viewers = Set.copyOf(viewers);
        operators = Set.copyOf(operators);
        users = List.copyOf(users);
        hosts = Set.copyOf(hosts);
    }

    /// Only the Unix socket, only for root and the supervisor's own user.
    public static ServerConfig privateSocket(Path socket) {
        return new ServerConfig(socket, 0700, Set.of(), Set.of(), Optional.empty(), Auth.PASSWORD, List.of(), Set.of());
    }

    /// The address of the Unix socket, as supervisord's clients have it.
    public String url() {
        return "unix://" + socket.toAbsolutePath();
    }

    /// How a client on TCP is identified.
    public enum Auth {
        /// By a name and a password.
        PASSWORD,
        /// Not at all: any client that can reach the port may do everything. Only for loopback addresses.
        NONE
    }

    /// A user who comes by TCP.
    ///
    /// @param passwordHash as `taskmasterctl hash-password` prints it
    public record HttpUser(String name, String passwordHash, Role role) {

        /// Without the hash, which is to stay secret.
        @Override
        public String toString() {
            return "HttpUser[" + name + ", " + role + "]";
        }
    }
}
