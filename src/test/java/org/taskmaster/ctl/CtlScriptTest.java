package org.taskmaster.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;
import org.taskmaster.client.Serving;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.model.StateName;

/// What `ctl.pl` does by itself, and when it becomes the client: here a script that says with which words.
final class CtlScriptTest {

    private static final String CLIENT = "org.taskmaster.cli.Ctl";
    private static final String NOTE = "-Dtaskmasterctl.note=wanted ";

    @TempDir
    Path directory;

    private final FakeControl control =
            new FakeControl().with("web:0", StateName.RUNNING, 4711).with("wörker", StateName.STOPPED, "Not started");
    private final Map<String, String> environment = new TreeMap<>();
    private Path configuration = Path.of("/");

    @BeforeEach
    void prepare() throws IOException {
        directory = directory.toRealPath();
        configuration = Files.writeString(directory.resolve("web.yaml"), "programs: {}\n");
        script("client", "echo \"$@\"\n");
        environment.put("XDG_STATE_HOME", directory.toString());
    }

    /// How it ended.
    private record Ended(int status, String output, String errors) {}

    @Test
    void commandIsDoneByTheSupervisorThatTheNoteNames() throws Exception {
        try (Serving serving = Serving.operators(control)) {
            note(configuration, serving.socket());

            assertThat(run("-c", configuration.toString(), "pid", "web:0", "wörker"))
                    .isEqualTo(new Ended(7, "4711\n0\n", ""));
            assertThat(run("-c", configuration.toString(), "restart", "web:0"))
                    .isEqualTo(new Ended(0, "web:0: signalled\n", ""));
            assertThat(run("-s", "unix://" + serving.socket(), "--reason", "a b", "signal", "HUP", "no such one"))
                    .isEqualTo(new Ended(4, "no such one: ERROR (no such process)\n", ""));
            assertThat(control.asked)
                    .filteredOn(asked -> asked.contains("web:0") || asked.contains("no such one"))
                    .contains("RESTART web:0 by alice (uid 1000, pid 4711)");
        }
    }

    @Test
    void terminalGetsItsWidthAndColours() throws Exception {
        try (Serving serving = Serving.operators(control)) {
            note(configuration, serving.socket());

            assertThat(on("in,err,out", "40", "status").output())
                    .contains("\u001b[")
                    .contains("wörker");
            environment.put("NO_COLOR", "1");
            assertThat(on("in,err,out", "40", "status").output()).doesNotContain("\u001b");
            assertThat(on("in,err,out", "40", "restart", "web:0").output()).startsWith(CLIENT);
            assertThat(on("in,err", "40", "restart", "web:0").output()).isEqualTo("web:0: signalled\n");
        }
    }

    @Test
    void whatIsOutOfTheOrdinaryIsLeftToTheClient() throws Exception {
        try (Serving serving = Serving.operators(control);
                Serving viewers = Serving.viewers(control)) {
            note(configuration, serving.socket());
            String socket = "unix://" + serving.socket();

            for (List<String> words : List.of(
                    List.of("-s", socket, "--json", "status"),
                    List.of("-s", socket, "status", "--json"),
                    List.of("-s", socket, "-u", "alice", "status"),
                    List.of("-s", socket, "stop"),
                    List.of("-s", socket, "status", "--tree"),
                    List.of("-s", socket, "shutdown"),
                    List.of("-s", "unix://" + directory.resolve("nobody"), "status"),
                    List.of("-s", socket.replace("/s", "/%73"), "status"),
                    List.of("-s", "http://localhost:1", "status"),
                    List.of("-s", "unix://" + viewers.socket(), "status"),
                    List.of("-s", socket, "--reason", "", "stop", "web:0"),
                    List.of("-c"),
                    List.of("status", "x".repeat(301)))) {
                List<String> all = new ArrayList<>(words);
                if (!all.contains("-s") && all.size() > 1) {
                    all.addAll(0, List.of("-c", configuration.toString()));
                }
                assertThat(run(all.toArray(String[]::new)))
                        .as(String.join(" ", all))
                        .isEqualTo(new Ended(0, CLIENT + " " + String.join(" ", all) + "\n", ""));
            }
            assertThat(control.asked).noneMatch(asked -> asked.startsWith("STOP"));
        }
    }

    @Test
    void noteIsBelievedOnlyAsLongAsItHolds() throws Exception {
        try (Serving serving = Serving.operators(control)) {
            String[] words = {"-c", configuration.toString(), "pid", "web:0"};
            String client = CLIENT + " " + String.join(" ", words) + "\n";
            assertThat(run(words).output()).isEqualTo(NOTE + client);

            Path note = note(configuration, serving.socket());
            assertThat(run(words).output()).isEqualTo("4711\n");

            Files.setPosixFilePermissions(note, PosixFilePermissions.fromString("rw--w----"));
            assertThat(run(words).output()).isEqualTo(NOTE + client);

            Files.move(note, directory.resolve("elsewhere"));
            Files.createSymbolicLink(note, directory.resolve("elsewhere"));
            assertThat(run(words).output()).isEqualTo(NOTE + client);

            Files.delete(note);
            note(configuration, directory.resolve("not-there"));
            assertThat(run(words).output()).isEqualTo(client);
            note(configuration, directory.resolve("not-there"), serving.socket());
            assertThat(run(words).output()).isEqualTo("4711\n");

            Files.setLastModifiedTime(configuration, FileTime.fromMillis(0));
            assertThat(run(words).output()).isEqualTo(NOTE + client);
            note(configuration, serving.socket());
            Path fresh = Files.writeString(directory.resolve("fresh"), "programs: {}\n");
            Files.setLastModifiedTime(fresh, FileTime.fromMillis(0));
            Files.move(fresh, configuration, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(run(words).output()).isEqualTo(NOTE + client);

            note(configuration, serving.socket());
            environment.put("XDG_STATE_HOME", "/proc/1");
            assertThat(run(words).output()).isEqualTo(NOTE + client);
        }
    }

    @Test
    void whatWasOrderedIsNotOrderedTwice() throws Exception {
        try (ServerSocketChannel server = listening()) {
            String socket = "unix://" + directory.resolve("s");
            String lost = CLIENT + " -s " + socket + " __lost\n";
            for (String answer : List.of(
                    "",
                    "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.taskmaster.ctl\r\n\r\n0 0 20\nweb:0: st",
                    "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.taskmaster.ctl\r\n\r\n",
                    "HTTP/1.1 500 Internal Server Error\r\n\r\n")) {
                assertThat(answered(server, answer, "-s", socket, "stop", "web:0")
                                .output())
                        .isEqualTo(lost);
                assertThat(answered(server, answer, "-s", socket, "pid", "web:0")
                                .output())
                        .isEqualTo(CLIENT + " -s " + socket + " pid web:0\n");
            }
            for (String answer : List.of(
                    "HTTP/1.1 503 Service Unavailable\r\n\r\n",
                    "HTTP/1.1 404 Not Found\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n0 0 2\nOK")) {
                assertThat(answered(server, answer, "-s", socket, "stop", "web:0")
                                .output())
                        .isEqualTo(CLIENT + " -s " + socket + " stop web:0\n");
            }
        }
    }

    @Test
    void supervisorThatSaysNothingIsAskedByTheClient() throws Exception {
        try (ServerSocketChannel _ = listening()) {
            String socket = "unix://" + directory.resolve("s");

            assertThat(run("-s", socket, "pid").output()).isEqualTo(CLIENT + " -s " + socket + " pid\n");
        }
    }

    @Test
    void signalEndsTheWaitingInTheWordsOfTheClient() throws Exception {
        try (ServerSocketChannel server = listening()) {
            String socket = "unix://" + directory.resolve("s");
            for (Map.Entry<String, Integer> signal :
                    Map.of("HUP", 1, "INT", 2, "TERM", 15).entrySet()) {
                Process waits = start("", "", "-s", socket, "stop", "web:0");
                try (SocketChannel connection = server.accept()) {
                    assertThat(connection.read(ByteBuffer.allocate(4096))).isPositive();
                    new ProcessBuilder("kill", "-" + signal.getKey(), Long.toString(waits.pid()))
                            .start()
                            .waitFor();
                    assertThat(ended(waits).output()).isEqualTo(CLIENT + " __left stop " + signal.getValue() + "\n");
                }
            }
        }
    }

    @Test
    void nothingMovesTheCursorWhoeverAnswers() throws Exception {
        try (ServerSocketChannel server = listening()) {
            String text = "\u001b[31mred\u001b[0m\t\u001b]0;title\u0007 \u009b1A \u202eü\n";
            String answer = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.taskmaster.ctl\r\n\r\n0 0 "
                    + text.getBytes(StandardCharsets.UTF_8).length + "\n" + text;

            assertThat(answered(server, answer, "-s", "unix://" + directory.resolve("s"), "status")
                            .output())
                    .isEqualTo("\u001b[31mred\u001b[0m\t\\x1b]0;title\\x07 \\x9b1A \\u202eü\n");
        }
    }

    @Test
    void outputThatCannotBeWrittenIsToldAsTheClientTellsIt() throws Exception {
        try (Serving serving = Serving.operators(control)) {
            String socket = "unix://" + serving.socket();
            Process full = builder("", "", "-s", socket, "status")
                    .redirectOutput(Path.of("/dev/full").toFile())
                    .start();
            assertThat(new String(full.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("taskmasterctl: cannot write the answer: no space left on device\n");
            assertThat(full.waitFor()).isEqualTo(1);

            Process piped = builder("", "", "-s", socket, "status").start();
            piped.getInputStream().close();
            assertThat(piped.waitFor()).isIn(0, 3, 141);
        }
    }

    private Ended run(String... words) throws Exception {
        return ended(start("", "", words));
    }

    private Ended on(String terminals, String columns, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("-c", configuration.toString()));
        all.addAll(List.of(words));
        return ended(start(terminals, columns, all.toArray(String[]::new)));
    }

    /// Runs it with a supervisor that answers so.
    private Ended answered(ServerSocketChannel server, String answer, String... words) throws Exception {
        Process asks = start("", "", words);
        try (SocketChannel connection = server.accept()) {
            String request = "";
            ByteBuffer bytes = ByteBuffer.allocate(4096);
            while (!request.endsWith("\0") && connection.read(bytes) >= 0) {
                request = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            }
            Channels.newOutputStream(connection).write(answer.getBytes(StandardCharsets.UTF_8));
        }
        return ended(asks);
    }

    private static Ended ended(Process process) throws Exception {
        CompletableFuture<byte[]> errors = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
        byte[] output = read(process.getInputStream());
        assertThat(process.waitFor(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return new Ended(
                process.exitValue(),
                new String(output, StandardCharsets.UTF_8),
                new String(errors.join(), StandardCharsets.UTF_8));
    }

    private static byte[] read(java.io.InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Process start(String terminals, String columns, String... words) throws IOException {
        return builder(terminals, columns, words).start();
    }

    private ProcessBuilder builder(String terminals, String columns, String... words) {
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/perl",
                "-fw",
                Path.of("ctl.pl").toAbsolutePath().toString(),
                Serving.BUILD,
                terminals,
                columns,
                directory.resolve("client").toString(),
                CLIENT));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeAll(List.of("NO_COLOR", "COLUMNS", "TERM"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return builder;
    }

    private ServerSocketChannel listening() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(directory.resolve("s")));
    }

    private void script(String name, String body) throws IOException {
        Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /// Leaves a note as the client does.
    private Path note(Path file, Path... sockets) throws IOException {
        Path notes = Files.createDirectories(directory.resolve("taskmaster/sockets"));
        int sum = 0;
        for (byte one : file.toString().getBytes(StandardCharsets.UTF_8)) {
            sum += one & 0xff;
        }
        Map<String, Object> seen = Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime");
        List<String> lines = new ArrayList<>(List.of("taskmaster sockets 1", file.toString()));
        lines.add(seen.get("dev") + ":" + seen.get("ino") + ":" + seen.get("size") + ":"
                + seconds((FileTime) Files.getAttribute(file, "unix:lastModifiedTime")) + ":"
                + seconds((FileTime) Files.getAttribute(file, "unix:ctime")));
        Arrays.stream(sockets).map(Path::toString).forEach(lines::add);
        Path note = Files.write(notes.resolve(Integer.toString(sum % 64)), lines);
        Files.setPosixFilePermissions(note, PosixFilePermissions.fromString("rw-------"));
        return note;
    }

    private static long seconds(FileTime time) {
        return time.to(TimeUnit.SECONDS);
    }
}
