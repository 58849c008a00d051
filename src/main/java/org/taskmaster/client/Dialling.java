package org.taskmaster.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.taskmaster.client.ClientFailure.Kind;

/// Connects to an endpoint, or says in words why that is impossible.
final class Dialling {

    private static final String WHOM_TO_ASK_AS =
            "ask as the user it runs as, as root, or as somebody whom its configuration names under viewers: or operators:";

    private Dialling() {}

    /// See [RemoteControl#prepare].
    static void prepare() {
        try {
            SocketChannel.open(StandardProtocolFamily.UNIX).close();
        } catch (IOException _) {
            // Reported when a connection is wanted.
        }
    }

    static SocketChannel unix(Path socket, Duration patience) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            return connected(channel, UnixDomainSocketAddress.of(socket), patience);
        } catch (IOException e) {
            throw diagnosis(socket, e);
        }
    }

    static SocketChannel tcp(Endpoint.Tcp tcp, Duration patience) {
        try {
            SocketChannel channel = SocketChannel.open();
            return connected(channel, new InetSocketAddress(tcp.host(), tcp.port()), patience);
        } catch (UnresolvedAddressException _) {
            throw new ClientFailure(
                    Kind.REFUSED,
                    "no machine is called " + tcp.host(),
                    "write a name or an address that is known here");
        } catch (IOException e) {
            throw new ClientFailure(
                    Kind.REFUSED,
                    "nobody can be reached at " + tcp.text() + " (" + e.getMessage() + ")",
                    "see whether a supervisor runs there, and whether its configuration says listen: with this"
                            + " address");
        }
    }

    private static SocketChannel connected(SocketChannel channel, java.net.SocketAddress address, Duration patience)
            throws IOException {
        try (Watchdog watchdog = Watchdog.over(channel, patience)) {
            channel.connect(address);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// The system's own words for the error may be in any language, so the file is looked at.
    private static ClientFailure diagnosis(Path socket, IOException e) {
        try {
            BasicFileAttributes file = Files.readAttributes(socket, BasicFileAttributes.class);
            if (!file.isOther()) {
                return new ClientFailure(
                        Kind.NO_SOCKET,
                        socket + " is not a socket",
                        "name the supervisor's socket, or its" + " configuration file");
            }
            if (e instanceof java.net.ConnectException) {
                return new ClientFailure(
                        Kind.STALE_SOCKET,
                        "the supervisor does not run: nobody answers on its socket " + socket + ", which was left"
                                + " behind",
                        "start it; it replaces the socket by itself");
            }
            if (!Files.isWritable(socket)) {
                return forbidden(socket);
            }
            return new ClientFailure(Kind.REFUSED, "cannot connect to " + socket + ": " + e.getMessage(), "");
        } catch (NoSuchFileException _) {
            return new ClientFailure(
                    Kind.NO_SOCKET,
                    "the supervisor does not run: there is no socket " + socket,
                    "start it, or name another configuration file");
        } catch (AccessDeniedException _) {
            return new ClientFailure(
                    Kind.NO_PERMISSION,
                    "whether the supervisor runs cannot be told: you may not look into the directory of its socket "
                            + socket,
                    WHOM_TO_ASK_AS);
        } catch (IOException unreadable) {
            return new ClientFailure(Kind.REFUSED, "cannot connect to " + socket + ": " + unreadable.getMessage(), "");
        }
    }

    private static ClientFailure forbidden(Path socket) {
        return new ClientFailure(
                Kind.NO_PERMISSION, "you may not open the supervisor's socket " + socket, WHOM_TO_ASK_AS);
    }
}
