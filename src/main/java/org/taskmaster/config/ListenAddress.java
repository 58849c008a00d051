package org.taskmaster.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where to listen, as it is written: an address and a port.
///
/// A port alone is refused: in some programs it means this machine only, in others the whole world. So
/// are names: which address they stand for is for others to say.
sealed interface ListenAddress {

    /// What is written makes sense.
    record Read(InetSocketAddress address) implements ListenAddress {}

    /// It does not.
    record Unreadable(String what, String remedy) implements ListenAddress {}

    /// Every address of the machine.
    String ALL = "*";

    int MOST = 65_535;

    static ListenAddress read(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > MOST) {
            return new Unreadable(
                    Report.quoted(text) + " does not end with a port from 1 to 65535",
                    "write an address and a port, as 127.0.0.1:9001");
        }
        if (host.isEmpty()) {
            return new Unreadable(
                    Report.quoted(text) + " does not say for whom",
                    "write 127.0.0.1:" + port + " for this machine only, or *:" + port + " for all its addresses");
        }
        return address(text, host, Integer.parseInt(port));
    }

    private static ListenAddress address(String text, String host, int port) {
        if (host.equals(ALL)) {
            return new Read(new InetSocketAddress(port));
        }
        if (host.equalsIgnoreCase("localhost")) {
            return new Read(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        }
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.indexOf(':') >= 0 && !bracketed) {
            return new Unreadable(
                    "an IPv6 address needs brackets in " + Report.quoted(text), "write [" + host + "]:" + port);
        }
        try {
            InetAddress address = InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
            return new Read(new InetSocketAddress(address, port));
        } catch (IllegalArgumentException _) {
            return new Unreadable(
                    Report.quoted(host) + " is not an address",
                    "write an address instead of a name, as 127.0.0.1:" + port);
        }
    }
}
