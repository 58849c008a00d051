package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that do not read what they asked for, with the heap that the supervisor has in use.
final class HeapIT {

    private static final String CONFIG_INFO =
            "<methodCall><methodName>supervisor.getAllConfigInfo</methodName></methodCall>";

    private static final String EVENTS = "GET /v1/events HTTP/1.1\r\n\r\n";
    private static final String PROGRAMS = "GET /v1/programs HTTP/1.1\r\n\r\n";
    private static final String CALL =
            "POST /RPC2 HTTP/1.1\r\nContent-Length: " + CONFIG_INFO.length() + "\r\n\r\n" + CONFIG_INFO;

    @TempDir
    Path directory;

    @Test
    void longAnswersThatNobodyReadsDoNotFillTheMemory() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs("many: {cmd: sleep 1000, numprocs: 8000, autostart: false}\n");
        List<SocketChannel> unread = new ArrayList<>();

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.status("many:0");
            UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(sandbox.path("state/taskmaster.sock"));
            for (int i = 0; i < 27; i++) {
                SocketChannel client = SocketChannel.open(socket);
                unread.add(client);
                String request = List.of(EVENTS, PROGRAMS, CALL).get(i % 3);
                client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
                // the answer has begun, and goes on as long as somebody reads
                assertThat(beginning(client)).startsWith("HTTP/1.1 200 ").contains("Transfer-Encoding: chunked");
            }

            assertThat(taskmaster.status("many:7999").state()).isEqualTo("STOPPED");
            assertThat(String.join("\n", taskmaster.log()))
                    .doesNotContain("OutOfMemory")
                    .doesNotContain("defect");
            assertThat(taskmaster.lives()).isTrue();
        } finally {
            for (SocketChannel client : unread) {
                client.close();
            }
        }
    }

    private static String beginning(SocketChannel client) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(300);
        while (read.hasRemaining() && client.read(read) >= 0) {
            // more is to come
        }
        return new String(read.array(), 0, read.position(), StandardCharsets.UTF_8);
    }
}
