package org.taskmaster.model;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the supervisor can be talked to from outside, and by whom.
///
/// On the Unix socket the kernel tells who it is: root and the supervisor's own user may do everything,
/// and others what they are named for here. On TCP somebody is who they prove to be by a password.
///
/// @param socket the Unix socket
/// @param socketMode the permissions of the Unix socket, 0 to 0777
/// @param viewers users of this machine, or groups as `@wheel`, who may look
/// @param operators users and groups who may act
/// @param listen an address and port for TCP; empty: no TCP
/// @param auth how somebody on TCP is recognised
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

    /// How somebody on TCP is recognised.
    public enum Auth {
        /// By a name and a password.
        PASSWORD,
        /// Not at all: whoever can reach the port may do everything. Only for loopback addresses.
        NONE
    }

    /// Somebody who comes by TCP.
    ///
    /// @param passwordHash as `taskmasterctl hash-password` prints it
    public record HttpUser(String name, String passwordHash, Role role) {

        /// Without the hash, which is nobody's business.
        @Override
        public String toString() {
            return "HttpUser[" + name + ", " + role + "]";
        }
    }
}
