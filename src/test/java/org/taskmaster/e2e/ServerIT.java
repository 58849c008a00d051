package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;
import org.taskmaster.passwords.PasswordHash;

/// Who can talk to a real supervisor, and what they can do to it, with curl.
final class ServerIT {

    private static final String WEB = "web: {cmd: sleep 1000, starttime: 0, autorestart: always}\n";

    @TempDir
    Path directory;

    @Test
    void rootAndTheOwnUserAskAndActAndWhatTheyDoIsWrittenDown() {
        Sandbox sandbox = Sandbox.in(directory).programs(WEB);

        try (Taskmaster taskmaster = sandbox.start()) {
            long before = taskmaster.pidOf("web");

            assertThat(curl(socket(sandbox), "http://x/ok.html")).isEqualTo("OK 200");
            assertThat(curl(socket(sandbox), "--json", "{\"names\": [\"web\"], \"reason\": \"a test\"}", restart()))
                    .endsWith(" 200");

            assertThat(taskmaster.pidOf("web")).isNotEqualTo(before);
            taskmaster.awaitLog("(uid " + uid() + ", pid ");
        }
        assertThat(socket(sandbox)).doesNotExist();
    }

    @Test
    void anotherUserIsRefusedUntilTheyAreNamed() {
        onlyAsRoot();
        Sandbox sandbox = others("socket_mode: 666\n").programs(WEB);

        try (Taskmaster taskmaster = sandbox.start()) {
            long pid = taskmaster.pidOf("web");

            assertThat(curlAs("nobody", sandbox, "http://x/v1/processes"))
                    .contains("user nobody (uid ", "may not talk to this supervisor", "viewers: or operators:")
                    .endsWith(" 403");
            assertThat(curlAs("nobody", sandbox, "--json", "{\"names\": [\"web\"]}", restart()))
                    .endsWith(" 403");
            assertThat(taskmaster.pidOf("web")).isEqualTo(pid);
        }
    }

    @Test
    void aViewerLooksAndCannotAct() {
        onlyAsRoot();
        Sandbox sandbox =
                others("viewers: [nobody]\noperators: [\"@daemon\"]\n").programs(WEB);

        try (Taskmaster taskmaster = sandbox.start()) {
            long pid = taskmaster.pidOf("web");

            assertThat(curlAs("nobody", sandbox, "http://x/v1/processes"))
                    .contains("web")
                    .endsWith(" 200");
            assertThat(curlAs("nobody", sandbox, "--json", "{\"names\": [\"web\"]}", restart()))
                    .contains("may look, but not act")
                    .endsWith(" 403");
            assertThat(taskmaster.pidOf("web")).isEqualTo(pid);
            assertThat(curlAs("daemon", sandbox, "--json", "{\"names\": [\"web\"]}", restart()))
                    .endsWith(" 200");
            assertThat(taskmaster.pidOf("web")).isNotEqualTo(pid);
            taskmaster.awaitLog("daemon (uid ");
        }
    }

    @Test
    void byTcpAPasswordIsNeeded() {
        int port = freePort();
        String hash = PasswordHash.of("correct horse".toCharArray()).text();
        Sandbox sandbox = Sandbox.in(directory)
                .supervisor("listen: 127.0.0.1:" + port + "\nusers: {admin: {password: \"" + hash
                        + "\", role: operator}, monitor: {password: \"" + hash + "\", role: viewer}}\n")
                .programs(WEB);
        String url = "http://127.0.0.1:" + port;

        try (Taskmaster taskmaster = sandbox.start()) {
            long pid = taskmaster.pidOf("web");
            String stop = url + "/v1/processes/restart";
            String web = "{\"names\": [\"web\"]}";

            assertThat(curl(url + "/ok.html")).endsWith(" 401");
            assertThat(curl("-u", "admin:wrong", url + "/ok.html")).endsWith(" 401");
            assertThat(curl("-u", "monitor:correct horse", url + "/ok.html")).isEqualTo("OK 200");
            assertThat(curl("-u", "monitor:correct horse", "--json", web, stop)).endsWith(" 403");
            assertThat(curl("-u", "admin:correct horse", "-H", "Origin: http://evil.example", "--json", web, stop))
                    .endsWith(" 403");
            assertThat(curl(
                            "-u",
                            "admin:correct horse",
                            "-H",
                            "Host: evil.example",
                            "-H",
                            "Sec-Fetch-Site: same-origin",
                            "--json",
                            web,
                            stop))
                    .endsWith(" 403");
            assertThat(curl("-u", "admin:correct horse", "-d", web, stop)).endsWith(" 415");
            assertThat(taskmaster.pidOf("web")).isEqualTo(pid);

            assertThat(curl("-u", "admin:correct horse", "--json", web, stop)).endsWith(" 200");
            assertThat(taskmaster.pidOf("web")).isNotEqualTo(pid);
            taskmaster.awaitLog("HTTP user admin (127.0.0.1)");
            taskmaster.awaitLog("a wrong name or password from 127.0.0.1");
            assertThat(String.join("\n", taskmaster.log()))
                    .doesNotContain("correct horse")
                    .doesNotContain("pbkdf2");
        }
    }

    @Test
    void aPortThatIsTakenIsToldBeforeAnythingStarts() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Sandbox sandbox = Sandbox.in(directory)
                    .supervisor("listen: 127.0.0.1:" + taken.getLocalPort() + "\nauth: none\n")
                    .programs(WEB);

            try (Taskmaster taskmaster = sandbox.start()) {
                assertThat(taskmaster.awaitExit()).isEqualTo(2);
                assertThat(taskmaster.errors())
                        .contains("cannot listen at the address 127.0.0.1:" + taken.getLocalPort())
                        .contains("name another by listen:");
                assertThat(taskmaster.log()).noneMatch(line -> line.contains("spawned"));
            }
        }
    }

    @Test
    void whatAKilledSupervisorLeftIsReplaced() {
        Sandbox sandbox = Sandbox.in(directory).programs(WEB);
        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.pidOf("web");
            taskmaster.signal("KILL");
            taskmaster.awaitExit();
            assertThat(socket(sandbox)).exists();
            sandbox.endSurvivors();
        }

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.pidOf("web");
            assertThat(curl(socket(sandbox), "http://x/ok.html")).isEqualTo("OK 200");
        }
    }

    /// Everything that is asked for happens while they are all still there.
    @Test
    void aThousandConnectionsAndReadersThatStopDelayNobody() {
        int port = freePort();
        Sandbox sandbox = Sandbox.in(directory)
                .supervisor("listen: 127.0.0.1:" + port + "\nauth: none\n")
                .programs(WEB);
        List<SocketChannel> crowd = new ArrayList<>();

        try (Taskmaster taskmaster = sandbox.start()) {
            long pid = taskmaster.pidOf("web");
            SocketAddress tcp = new InetSocketAddress("127.0.0.1", port);
            for (int i = 0; i < 20; i++) {
                // asks for events and never reads any
                crowd.add(open(tcp, "GET /v1/events HTTP/1.1\r\n\r\n"));
            }
            for (int i = 0; i < 1000; i++) {
                crowd.add(open(tcp, i % 2 == 0 ? "" : "GET /v1/proc"));
            }

            Signals.send("KILL", pid);
            Waiting.until("web is restarted", () -> taskmaster.pidOf("web") != pid);
            assertThat(curl(socket(sandbox), "http://x/ok.html")).isEqualTo("OK 200");
            assertThat(curl("http://127.0.0.1:" + port + "/ok.html")).isEqualTo("OK 200");
            assertThat(curl(socket(sandbox), "--json", "{\"names\": [\"web\"]}", restart()))
                    .endsWith(" 200");
            assertThat(crowd).allMatch(SocketChannel::isOpen);
            assertThat(open(UnixDomainSocketAddress.of(socket(sandbox)), "")).satisfies(crowd::add);
        } finally {
            crowd.forEach(ServerIT::close);
        }
    }

    @Test
    void runningOutOfDescriptorsIsSurvived() {
        Sandbox sandbox =
                Sandbox.in(directory).by("prlimit", "--nofile=110:110").programs(WEB);
        List<SocketChannel> crowd = new ArrayList<>();

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.pidOf("web");
            SocketAddress address = UnixDomainSocketAddress.of(socket(sandbox));
            for (int i = 0; i < 120; i++) {
                crowd.add(open(address, ""));
            }
            taskmaster.awaitLog("cannot accept a connection to the socket");

            assertThat(curl(socket(sandbox), "http://x/ok.html")).isEqualTo("OK 200");
        } finally {
            crowd.forEach(ServerIT::close);
        }
    }

    private static void onlyAsRoot() {
        assumeTrue(Sandbox.isRoot(), "only root can ask as somebody else");
    }

    /// A supervisor of root's whose socket others can reach.
    private Sandbox others(String settings) {
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Sandbox sandbox = Sandbox.in(directory);
        return sandbox.supervisor("socket: " + sandbox.path("open.sock") + "\n" + settings);
    }

    private static Path socket(Sandbox sandbox) {
        return sandbox.path("state/taskmaster.sock");
    }

    private static String restart() {
        return "http://x/v1/processes/restart";
    }

    private static String curl(Path socket, String... words) {
        return curl(join(List.of("--unix-socket", socket.toString()), words));
    }

    /// Asks as somebody else, with none of root's groups.
    private static String curlAs(String user, Sandbox sandbox, String... words) {
        String group = Tools.run("id", "-g", user).strip();
        List<String> command =
                new ArrayList<>(List.of("setpriv", "--reuid", user, "--regid", group, "--clear-groups", "curl", "-sS"));
        command.addAll(List.of("-w", " %{http_code}", "--unix-socket"));
        command.add(sandbox.path("open.sock").toString());
        return Tools.run(join(command, words));
    }

    /// @return the body and the status
    private static String curl(String... words) {
        return Tools.run(join(List.of("curl", "-sS", "-w", " %{http_code}"), words));
    }

    private static String[] join(List<String> first, String... rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    private static String uid() {
        return Tools.run("id", "-u").strip();
    }

    private static SocketChannel open(SocketAddress address, String text) {
        try {
            SocketChannel channel = SocketChannel.open(address);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
