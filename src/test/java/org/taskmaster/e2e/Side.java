package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.taskmaster.Waiting;

/// One of two supervisors with the same programs, which can be reached by TCP, too: most libraries are made for
/// that.
///
/// @param port where it listens
record Side(Twin twin, int port) {

    /// @param heading the line behind which `lines` go; PORT in them is the port
    static Side of(Twin twin, String heading, String lines) {
        int port = freePort();
        String text = twin.first().replace(heading, heading + lines.replace("PORT", Integer.toString(port)));
        assertThat(text).contains(Integer.toString(port));
        twin.write(twin.configuration().getFileName().toString(), text);
        return new Side(twin, port);
    }

    /// Waits until it can be talked to, and its programs have written what they write at first.
    void awaitReady() {
        twin.awaitSocket();
        Waiting.until("port " + port + " is open", () -> isOpen(port));
        for (String log : new String[] {"web.err", "told.out"}) {
            Waiting.until(log + " is written", () -> !twin.sandbox().lines(log).isEmpty());
        }
    }

    /// For what is made on supervisorctl.
    Path ctlConfiguration() {
        return twin.sandbox().write("ctl.conf", "[supervisorctl]\nserverurl=unix://" + twin.socket() + "\n");
    }

    /// What a client was told, without what differs from one start to the next.
    String normal(String output) {
        return output.replace(twin.socket().toString(), "SOCKET")
                .replace(twin.directory().toString(), "DIRECTORY")
                .replaceAll("pid [0-9]+, uptime [0-9:]+", "pid PID, uptime TIME")
                .replaceAll("[A-Z][a-z]{2} [0-9]{2} [0-9]{2}:[0-9]{2} [AP]M", "DATE")
                .replaceAll("\"(now|start|stop)\":\"?[0-9]{9,}\"?", "\"$1\":\"TIME\"")
                .replaceAll("\"pid\":\"?[1-9][0-9]*\"?", "\"pid\":\"PID\"")
                .replaceAll("(?m)^\"?[1-9][0-9]*\"?$", "PID");
    }

    static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
