package org.taskmaster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.client.ClientFailure.Kind;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event;
import org.taskmaster.events.Subscription;

/// Whatever goes wrong on the way to a supervisor is told in words: what, and what to do.
class ClientFailureTest {

    private static final Requester ME = new Requester("me");

    @TempDir
    Path directory;

    @Test
    void noSocketMeansThatNoSupervisorRuns() {
        ClientFailure failure = failure(new Endpoint.Unix(directory.resolve("s")));

        assertThat(failure.kind()).isEqualTo(Kind.NO_SOCKET);
        assertThat(failure)
                .hasMessage("the supervisor does not run: there is no socket " + directory.resolve("s")
                        + "; start it, or name another configuration file");
    }

    @Test
    void aSocketThatWasLeftBehindIsToldApart() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
        }

        ClientFailure failure = failure(new Endpoint.Unix(directory.resolve("s")));

        assertThat(failure.kind()).isEqualTo(Kind.STALE_SOCKET);
        assertThat(failure.getMessage()).contains("nobody answers on its socket", "start it");
    }

    @Test
    void aFileThatIsNoSocketIsToldApart() throws IOException {
        Files.writeString(directory.resolve("s"), "x");

        assertThat(failure(new Endpoint.Unix(directory.resolve("s"))).kind()).isEqualTo(Kind.NO_SOCKET);
    }

    @Test
    void aPortWhereNobodyListensIsRefused() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        ClientFailure failure = failure(new Endpoint.Tcp("127.0.0.1", port, Optional.empty()));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.getMessage()).contains("127.0.0.1:" + port, "listen:");
    }

    /// Each line: what somebody answers, and what is made of it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "220 ftp.example ready                                            ~ NOT_TASKMASTER ~ it does not speak HTTP",
                "HTTP/1.1 200 OK|Content-Length: 5||hello                         ~ NOT_TASKMASTER ~ cannot be understood",
                "HTTP/1.1 200 OK|Content-Length: 2||{}                            ~ NOT_TASKMASTER ~ version: is missing",
                "HTTP/1.1 200 OK|Content-Length: x||{}                            ~ NOT_TASKMASTER ~ stands where HTTP has a number",
                "HTTP/1.1 200 OK|nonsense||{}                                     ~ NOT_TASKMASTER ~ its headers are not those of HTTP",
                "HTTP/1.1 404 Not Found|Content-Type: text/html||<h1>no</h1>      ~ NOT_TASKMASTER ~ is no Taskmaster (HTTP status 404)",
                "HTTP/1.1 401 Unauthorized|Content-Type: text/plain||who are you? ~ UNAUTHORIZED   ~ does not know you: who are you?; give the name and the password",
                "HTTP/1.1 403 Forbidden|Content-Type: text/plain||not you         ~ FORBIDDEN      ~ does not allow it: not you; ask as somebody",
                "HTTP/1.1 503 Busy|Content-Type: text/plain||too many             ~ BUSY           ~ has turned the request away: too many (HTTP status 503)",
                "HTTP/1.1 200 OK|Content-Length: 50||{                            ~ LOST           ~ the connection ended in the middle of the answer",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|{                  ~ LOST           ~ ended",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||zz|{                 ~ NOT_TASKMASTER ~ \"zz\" stands where HTTP has a number",
                "HTTP/1.1 200 OK|Content-Le ~ LOST           ~ the connection ended before the answer",
            })
    void whateverAnswersIsToldApart(String answer, Kind kind, String words) throws Exception {
        try (Stranger stranger = new Stranger(answer.replace("|", "\r\n") + (answer.contains("|") ? "" : "\r\n"))) {
            ClientFailure failure = failure(new Endpoint.Unix(stranger.socket));

            assertThat(failure.getMessage()).contains(words);
            assertThat(failure.kind()).isEqualTo(kind);
        }
    }

    @Test
    void longExplanationsAreShownAsAWhole() throws Exception {
        String explanation = "you may not, since ".repeat(40) + "that is so";
        try (Stranger stranger =
                new Stranger("HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\n\r\n" + explanation)) {
            assertThat(failure(new Endpoint.Unix(stranger.socket)).getMessage()).contains(explanation);
        }
    }

    @Test
    void anOrderOfAViewerFailsWithTheSupervisorsOwnWords() {
        FakeControl control = new FakeControl();
        try (Serving serving = Serving.viewers(control);
                RemoteControl remote = serving.remote()) {
            assertThat(remote.status().processes()).isEmpty();
            Throwable failure = remote.act(Action.START, Selector.all(), ME)
                    .handle((_, thrown) -> thrown)
                    .join();

            assertThat(failure).isInstanceOfSatisfying(ClientFailure.class, told -> {
                assertThat(told.kind()).isEqualTo(Kind.FORBIDDEN);
                assertThat(told.getMessage()).contains("alice (uid 1000, pid 4711) may look, but not act");
            });
            assertThat(control.asked).isEmpty();
        }
    }

    @Test
    void anOrderWhoseSupervisorIsGoneFails() {
        RemoteControl remote = RemoteControl.open(new Endpoint.Unix(directory.resolve("s")), Optional.empty());

        assertThat(remote.act(Action.STOP, Selector.all(), ME)).failsWithin(Duration.ofSeconds(30));
        assertThat(remote.shutdown(ME)).failsWithin(Duration.ofSeconds(30));
        assertThat(remote.watch(10)).failsWithin(Duration.ofSeconds(30));
    }

    @Test
    void whoFollowsEventsLearnsThatTheConnectionIsLost() throws InterruptedException {
        try (Stranger stranger =
                        new Stranger("HTTP/1.1 200 OK\r\n\r\nid: 0\nevent: snapshot\ndata: {\"phase\":\"running\","
                                + "\"programs\":[],\"processes\":[],\"unknown\":[]}\n\nevent: missed\ndata: {\"kind\":\"missed\",\"at\":"
                                + "\"2026-11-23T05:31:00Z\",\"count\":7}\n\n");
                Watching watching = RemoteControl.open(new Endpoint.Unix(stranger.socket), Optional.empty())
                        .watch(10)
                        .join()) {
            Subscription events = watching.events();

            assertThat(events.next(Duration.ofSeconds(30))).get().isInstanceOf(Event.Missed.class);
            assertThat(events.next(Duration.ofSeconds(30))).isEmpty();
            assertThat(events.ended()).isTrue();
            assertThat(events.lost())
                    .get()
                    .asString()
                    .startsWith("events are no longer followed: the connection to the supervisor at ");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoFollowsEventsLearnsThatTheSupervisorHasEnded() throws InterruptedException {
        Serving serving = Serving.operators(new FakeControl());
        Subscription events = serving.remote().subscribe(10);

        serving.close();

        assertThat(events.next(Duration.ofSeconds(30))).isEmpty();
        assertThat(events.ended()).isTrue();
    }

    @Test
    void passwordsAreNotToldByAccident() {
        Endpoint.Tcp endpoint = new Endpoint.Tcp("::1", 9001, Optional.of(new Endpoint.Credentials("admin", "hush")));

        assertThat(List.of(endpoint.toString(), endpoint.text())).noneMatch(text -> text.contains("hush"));
        assertThat(endpoint.text()).isEqualTo("[::1]:9001");
    }

    private static ClientFailure failure(Endpoint endpoint) {
        RemoteControl remote = RemoteControl.open(endpoint, Optional.empty());
        return catchThrowableOfType(ClientFailure.class, remote::info);
    }

    /// Somebody who answers the first to come, whatever was asked, and hangs up.
    private final class Stranger implements AutoCloseable {

        private final Path socket = directory.resolve("s");
        private final ServerSocketChannel listener;
        private final Thread thread;

        Stranger(String answer) throws IOException {
            listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(socket));
            thread = Thread.ofPlatform().daemon().start(() -> answer(answer));
        }

        private void answer(String answer) {
            while (listener.isOpen()) {
                try (SocketChannel client = listener.accept()) {
                    client.read(ByteBuffer.allocate(4096));
                    client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                } catch (ClosedChannelException _) {
                    // The test is over.
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
