package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogSocketTest {

    /// Receives a datagram for each line of its input, and prints it.
    private static final String RECEIVER = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1])
            print("ready", flush=True)
            for line in sys.stdin:
                print(s.recv(65536).decode(), flush=True)
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void eachMessageIsADatagram() throws IOException {
        try (Receiver receiver = new Receiver(path());
                LogSocket socket = LogSocket.to(path())) {
            assertThat(send(socket, "<30>1 one")).isTrue();
            assertThat(send(socket, "<30>1 zwölf")).isTrue();

            assertThat(receiver.next()).isEqualTo("<30>1 one");
            assertThat(receiver.next()).isEqualTo("<30>1 zwölf");
        }
    }

    @Test
    void aReceiverThatDoesNotReadIsNotWaitedFor() throws IOException {
        try (Receiver receiver = new Receiver(path());
                LogSocket socket = LogSocket.to(path())) {
            int taken = 0;
            while (send(socket, "message " + taken)) {
                taken++;
            }

            assertThat(receiver.next()).isEqualTo("message 0");
            assertThat(taken).isPositive();
            assertThat(send(socket, "another")).isTrue();
        }
    }

    @Test
    void aReceiverThatIsGoneIsAFailure() throws IOException {
        try (Receiver receiver = new Receiver(path());
                LogSocket socket = LogSocket.to(path())) {
            receiver.close();

            assertThatThrownBy(() -> send(socket, "one"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no process receives there");
        }
    }

    @Test
    void noReceiverIsAFailure() throws IOException {
        Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> LogSocket.to(path()))
                .isInstanceOf(IOException.class)
                .hasMessage("no such file or directory");
        assertThatThrownBy(() -> LogSocket.to(directory.resolve("file").toString()))
                .isInstanceOf(IOException.class)
                .hasMessage("no process receives there");
        assertThatThrownBy(() -> LogSocket.to("/" + "x".repeat(200)))
                .isInstanceOf(IOException.class)
                .hasMessage("its path is longer than 107 bytes");
    }

    private String path() {
        return directory.resolve("log").toString();
    }

    private static boolean send(LogSocket socket, String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return socket.send(bytes, bytes.length);
    }

    /// A program that receives at a path.
    private static final class Receiver implements AutoCloseable {

        private final Process process;
        private final BufferedReader out;
        private final Writer in;

        Receiver(String path) throws IOException {
            process = new ProcessBuilder("python3", "-c", RECEIVER, path).start();
            out = process.inputReader(StandardCharsets.UTF_8);
            in = process.outputWriter(StandardCharsets.UTF_8);
            assertThat(out.readLine()).isEqualTo("ready");
        }

        String next() throws IOException {
            in.write("\n");
            in.flush();
            return out.readLine();
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
