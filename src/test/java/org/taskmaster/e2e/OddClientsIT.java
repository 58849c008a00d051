package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// What real clients send that no textbook has, byte by byte (docs/reference/supervisord-facts.md#clients).
final class OddClientsIT {

    @TempDir
    static Path directory;

    private static Sandbox sandbox;
    private static Taskmaster taskmaster;

    @BeforeAll
    static void aSupervisor() {
        sandbox = Sandbox.in(directory).programs("""
                web: {cmd: sleep 1000, starttime: 0}
                job: {cmd: sleep 1000, starttime: 0, autostart: false, numprocs: 2}
                """);
        taskmaster = sandbox.start();
        taskmaster.await("web", "RUNNING");
        Waiting.until("the socket is there", () -> Files.exists(socket()));
    }

    @AfterAll
    static void end() {
        taskmaster.close();
    }

    private static Path socket() {
        return sandbox.path("state").resolve("taskmaster.sock");
    }

    /// Sends bytes as they are and returns everything up to the end of the connection.
    private static String exchange(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer piece = ByteBuffer.allocate(8192);
            while (channel.read(piece) >= 0) {
                answer.write(piece.array(), 0, piece.position());
                piece.clear();
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static String post(String requestLine, String headers, String body) throws IOException {
        return exchange(requestLine + "\r\n" + headers + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body);
    }

    private static String call(String method, String params) {
        return "<?xml version=\"1.0\"?>\n<methodCall><methodName>" + method + "</methodName>" + params
                + "</methodCall>\n";
    }

    private static String asked(String method, String params) throws IOException {
        return post("POST /RPC2 HTTP/1.1", "Host: localhost\r\nContent-Type: text/xml\r\n", call(method, params));
    }

    @Test
    void aClientWithoutHostIsAnswered() throws IOException {
        String answer = post("POST /RPC2 HTTP/1.1", "", call("supervisor.getAllProcessInfo", ""));

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("<string>web</string>");
    }

    @Test
    void aClientWithThePathOfTheSocketAsHostIsAnswered() throws IOException {
        String answer =
                post("POST /RPC2 HTTP/1.1", "Host: " + socket() + "\r\n", call("supervisor.getAllProcessInfo", ""));

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("<string>web</string>");
    }

    @Test
    void aClientWithAMadeUpHostOrAnEmptyOneIsAnswered() throws IOException {
        assertThat(post("POST /RPC2 HTTP/1.1", "Host: unix\r\n", call("supervisor.getState", "")))
                .startsWith("HTTP/1.1 200 ");
        assertThat(post("POST /RPC2 HTTP/1.1", "Host: \r\n", call("supervisor.getState", "")))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void anOldClientIsAnsweredWithALength() throws IOException {
        String answer = exchange("POST /RPC2 HTTP/1.0\r\nContent-Length: "
                + call("supervisor.getState", "").length() + "\r\n\r\n" + call("supervisor.getState", ""));

        assertThat(answer).matches("(?s)HTTP/1\\.[01] 200 .*").containsIgnoringCase("\r\ncontent-length: ");
        assertThat(answer).doesNotContainIgnoringCase("chunked");
    }

    @Test
    void aClientThatOffersToUnpackGetsWhatItCanRead() throws IOException {
        String answer = post(
                "POST /RPC2 HTTP/1.1",
                "Host: localhost\r\nAccept-Encoding: gzip\r\nUser-Agent: Python-xmlrpc/3.11\r\n",
                call("supervisor.getIdentification", "<params/>"));

        assertThat(answer).contains("<string>supervisor</string>");
    }

    @Test
    void aDashboardThatSendsNumbersForYesAndNoIsUnderstood() throws IOException {
        String one = "<params><param><value><string>job:0</string></value></param>"
                + "<param><value><int>1</int></value></param></params>";

        assertThat(asked("supervisor.startProcess", one)).contains("<boolean>1</boolean>");
        assertThat(taskmaster.status("job:0").state()).isEqualTo("RUNNING");
        assertThat(asked("supervisor.stopProcess", one)).contains("<boolean>1</boolean>");
        assertThat(taskmaster.status("job:0").state()).isEqualTo("STOPPED");
    }

    @Test
    void aClientWhoseParamsAreNullIsAnswered() throws IOException {
        String nothing = "<params><param><value><nil/></value></param></params>";
        String several = "<params><param><value><array><data><value><struct>"
                + "<member><name>methodName</name><value><string>supervisor.getState</string></value></member>"
                + "<member><name>params</name><value><nil/></value></member>"
                + "</struct></value></data></array></value></param></params>";

        assertThat(asked("supervisor.getState", nothing)).contains("<string>RUNNING</string>");
        assertThat(asked("system.multicall", several)).contains("<string>RUNNING</string>");
    }

    @Test
    void aClientThatKnowsOnlyIntAndStringFindsNothingElse() throws IOException {
        String answer = asked("supervisor.getAllProcessInfo", "");

        String types = answer.substring(answer.indexOf("<struct>"))
                .replaceAll("</?(struct|member|name|value|array|data|param|params|methodResponse)>", "")
                .replaceAll("(?s)<(int|string)>[^<]*</\\1>", "");
        assertThat(types).doesNotContain("<");
        assertThat(answer).contains("<name>state</name><value><int>20</int></value>");
    }

    @Test
    void authorizationThatNobodyAskedForDoesNoHarm() throws IOException {
        String answer = post(
                "POST /RPC2 HTTP/1.1",
                "Host: localhost\r\nAuthorization: Basic dXNlcjpwYXNz\r\n",
                call("supervisor.getState", ""));

        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aGetWithTheExtraLineThatSupervisorctlSendsIsAnswered() throws IOException {
        String answer = exchange("GET /logtail/nope HTTP/1.1\r\nHost: \r\nAccept-Encoding: chunked\r\n"
                + "Accept: */*\r\nUser-agent: Supervisor HTTP Client\r\nConnection: close\r\n\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ").endsWith("no process is named nope\n");
    }
}
