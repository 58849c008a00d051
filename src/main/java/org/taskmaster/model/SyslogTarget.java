package org.taskmaster.model;

import java.util.Locale;
import java.util.Optional;

/// Where lines are sent as messages of [RFC 5424](https://www.rfc-editor.org/rfc/rfc5424).
///
/// @param server empty: the socket of this machine, `/dev/log`
/// @param facility its number, 0 to 23
/// @param tag the APP-NAME; empty: the name of the program
public record SyslogTarget(Optional<Server> server, int facility, Optional<String> tag) {

    /// The facility `daemon`.
    public static final int DAEMON = 3;

    /// A server on the network.
    public record Server(Transport transport, String host, int port) {

        /// As it is written in a configuration: `udp://loghost:514`, `tcp://[::1]:601`.
        public String text() {
            String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
            return transport.name().toLowerCase(Locale.ROOT) + "://" + name + ":" + port;
        }
    }

    /// How messages travel: one in each datagram ([RFC 5426](https://www.rfc-editor.org/rfc/rfc5426)), or one
    /// after another on a connection, each with its length before it ([RFC 6587
    /// §3.4.1](https://www.rfc-editor.org/rfc/rfc6587)).
    public enum Transport {
        UDP,
        TCP
    }

    /// As it is written in a configuration: `local`, or the server.
    public String text() {
        return server.map(Server::text).orElse("local");
    }
}
