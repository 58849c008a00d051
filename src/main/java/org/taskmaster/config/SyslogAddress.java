package org.taskmaster.config;

import java.util.Locale;
import java.util.Optional;
import org.taskmaster.model.SyslogTarget.Server;
import org.taskmaster.model.SyslogTarget.Transport;

/// Where messages to syslog go, as it is written: `local`, `udp://loghost`, `tcp://10.0.0.1:601`.
sealed interface SyslogAddress {

    /// Nowhere.
    record Nowhere() implements SyslogAddress {}

    /// To the socket of this machine.
    record Local() implements SyslogAddress {}

    /// To a server.
    record Remote(Server server) implements SyslogAddress {}

    /// What is written makes no sense.
    record Unreadable(String what, String remedy) implements SyslogAddress {}

    int MOST = 65_535;
    String MARK = "://";
    String EXAMPLES = "write `local`, `udp://HOST`, `tcp://HOST:601` or `none`";

    /// The port of syslog over UDP ([RFC 5426 §3.3](https://www.rfc-editor.org/rfc/rfc5426#section-3.3)).
    int UDP_PORT = 514;

    /// The port that [RFC 3195](https://www.rfc-editor.org/rfc/rfc3195#section-9.2) has registered for
    /// syslog over connections.
    int TCP_PORT = 601;

    static SyslogAddress read(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.equals("none")) {
            return new Nowhere();
        }
        if (word.equals("local")) {
            return new Local();
        }
        Optional<Boolean> flag = Settings.yesOrNo(text);
        if (flag.isPresent()) {
            return new Unreadable(
                    "it says where to, and " + Report.quoted(text) + " is no place",
                    flag.get() ? "write `local` for the syslog of this machine" : "write `none`");
        }
        int mark = text.indexOf(MARK);
        return mark < 0
                ? unreadable(text)
                : remote(text, word.substring(0, mark), text.substring(mark + MARK.length()));
    }

    private static SyslogAddress remote(String text, String scheme, String rest) {
        Optional<Transport> transport = switch (scheme) {
            case "udp" -> Optional.of(Transport.UDP);
            case "tcp" -> Optional.of(Transport.TCP);
            default -> Optional.empty();
        };
        if (transport.isEmpty()) {
            return unreadable(text);
        }
        int bracket = rest.startsWith("[") ? rest.indexOf(']') : 0;
        int colon = rest.indexOf(':', Math.max(0, bracket));
        String name = colon < 0 ? rest : rest.substring(0, colon);
        String host = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        boolean usable =
                name.equals(host) ? host.matches("[A-Za-z0-9_.-]+") : host.matches("[0-9A-Fa-f:.]+(%[A-Za-z0-9_.-]+)?");
        if (bracket < 0 || !usable) {
            return new Unreadable(
                    "there is no host in " + Report.quoted(text),
                    "write its name or address, an IPv6 address in brackets: `udp://loghost`, `udp://[::1]:514`");
        }
        String port = colon < 0 ? "" : rest.substring(colon + 1);
        if (colon >= 0
                && (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > MOST)) {
            return new Unreadable(
                    Report.quoted(text) + " does not end with a port from 1 to 65535",
                    "write one, or leave it out with its colon");
        }
        return new Remote(new Server(
                transport.get(), host, port.isEmpty() ? usualPort(transport.get()) : Integer.parseInt(port)));
    }

    private static int usualPort(Transport transport) {
        return switch (transport) {
            case UDP -> UDP_PORT;
            case TCP -> TCP_PORT;
        };
    }

    private static Unreadable unreadable(String text) {
        return new Unreadable("cannot read " + Report.quoted(text) + " as a place for syslog messages", EXAMPLES);
    }
}
