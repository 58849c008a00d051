package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// `taskmasterctl` says the same with a JVM and without one: on both streams, to the byte, and in its exit status.
final class TwoClientsIT {

    private static final List<String> QUESTIONS = List.of(
            "status",
            "status web",
            "status -v",
            "status -v wörker",
            "status down",
            "status bad",
            "status done web:0",
            "status web:* many:1*",
            "status wbe nobody web:1",
            "status '*'",
            "pid",
            "pid web:0 down web:1",
            "pid all",
            "pid nobody wörk",
            "version",
            "avail",
            "signal CONT web:0",
            "signal CONT down",
            "signal CONT nobody web:1",
            "signal NOTHING web",
            "signal",
            "wait web",
            "wait web --until STARTING --timeout 10ms",
            "wait nobody",
            "wait bad",
            "wait web --until NOWHERE",
            "start web:0",
            "start --no-wait web:0",
            "start bad",
            "start nobody web:1",
            "stop down",
            "stop many",
            "stop",
            "stop --nothing web",
            "restart nobody");

    /// What changes between two calls, in places that have room for it.
    private static final String CHANGES = "[0-9]+:[0-9]{2}:[0-9]{2}|pid\\s+[0-9]+(\\s+->\\s+[0-9]+)?| in [0-9.]+ s";

    @TempDir
    Path directory;

    private Sandbox quick;
    private Sandbox jvm;

    @Test
    void bothSayTheSame() throws IOException, InterruptedException {
        try (Background daemon = begin()) {
            for (String line : QUESTIONS) {
                assertSame(line, line.split(" "));
            }
            for (String line : List.of(
                    "stop web:1", "start web:1", "restart web:0 wörker", "stop web wörker", "start wörker web")) {
                String told = client(quick, line.split(" "));
                assertThat(told).contains(": ");
                if (!line.startsWith("restart")) {
                    // What is so already is told in another way; so it is undone before it is done again.
                    client(
                            jvm,
                            line.startsWith("stop")
                                    ? line.replace("stop", "start").split(" ")
                                    : line.replace("start", "stop").split(" "));
                }
                assertThat(client(jvm, line.split(" "))).isEqualTo(told);
            }
            for (String zone : List.of("", "UTC", "Asia/Tokyo", ":Asia/Tokyo", "nonsense", "EST5EDT")) {
                quick.environment("TZ", zone);
                jvm.environment("TZ", zone);
                assertSame("TZ=" + zone, "status", "done");
            }
            waitsAndEndsAlike();
            assertThat(Ran.program(quick, "taskmasterctl", "status"))
                    .isEqualTo(Ran.program(jvm, "taskmasterctl", "status"));
            assertThat(daemon.lives()).isTrue();
        }
        assertSame("no supervisor", "status");
        assertSame("no supervisor", "restart", "web");
    }

    @Test
    void bothLayItOutAlike() throws IOException, InterruptedException {
        try (Background daemon = begin()) {
            for (String variable : List.of("TERM=xterm", "TERM=dumb", "NO_COLOR=1", "COLUMNS=33")) {
                for (int columns : List.of(18, 40, 80, 200)) {
                    for (String line : List.of("status", "status -v", "status wbe bad", "pid", "restart web:0")) {
                        assertThat(shown(quick, variable, columns, line))
                                .as("%s on %d columns, %s", line, columns, variable)
                                .isEqualTo(shown(jvm, variable, columns, line));
                    }
                }
            }
            assertThat(daemon.lives()).isTrue();
        }
    }

    @BeforeEach
    void prepare() {
        String home = directory.resolve("state-home").toString();
        quick = Sandbox.in(directory).environment("XDG_STATE_HOME", home);
        jvm = Sandbox.in(directory)
                .environment("XDG_STATE_HOME", home)
                .environment("TASKMASTERCTL_JAVA_OPTS", "-Dtaskmasterctl.nothing=");
    }

    /// A supervisor whose configuration the client has left a note on.
    private Background begin() throws IOException {
        Files.createDirectory(directory.resolve("state-home"));
        quick.programs("""
                web: {cmd: sleep 1000, numprocs: 2, starttime: 0}
                "wörker": {cmd: sleep 1000, starttime: 0, stdout: %s}
                down: {cmd: sleep 1000, autostart: false}
                done: {cmd: "true", starttime: 0, autorestart: false}
                bad: {cmd: 'sh -c "true >%s; echo it is broken; exit 3"', startretries: 0, stdout: %s}
                many: {cmd: sleep 1000, numprocs: 1000, autostart: false}
                """.formatted(quick.path("out.log"), quick.path("bad.log"), quick.path("bad.log")));
        Background daemon = Background.start(quick);
        quick.awaitLine("taskmaster.log", "gave up: bad");
        Path notes = directory.resolve("state-home/taskmaster/sockets");
        Waiting.until("there is a note", () -> {
            Ran.ctl(quick, "pid");
            return Files.isDirectory(notes);
        });
        assertThat(Ran.ctl(quick, "wait", "done", "--until", "EXITED").status()).isZero();
        return daemon;
    }

    /// That it waits, it can be seen which client it is.
    private void waitsAndEndsAlike() throws IOException, InterruptedException {
        for (String signal : List.of("INT")) {
            List<String> ended = new ArrayList<>();
            for (Sandbox sandbox : List.of(quick, jvm)) {
                ProcessBuilder builder = new ProcessBuilder(
                                Sandbox.program("taskmasterctl").toString(),
                                "-c",
                                sandbox.config().toString(),
                                "wait",
                                "down")
                        .redirectErrorStream(true)
                        .redirectOutput(sandbox.path("wait.out").toFile());
                builder.environment().putAll(sandbox.environment());
                Process waits = builder.start();
                String program = sandbox == quick ? "ctl.pl" : "taskmasterctl.nothing";
                Waiting.until(
                        "it waits",
                        () -> Proc.commandLine(waits.pid()).contains(program)
                                && (sandbox == quick
                                        || Proc.status(waits.pid(), "Threads").length() > 1));
                connected(waits.pid());
                Signals.send(signal, waits.pid());
                ended.add(waits.waitFor() + " " + sandbox.lines("wait.out"));
            }
            assertThat(ended.getFirst()).isEqualTo(ended.getLast()).contains("no longer waiting");
        }
    }

    /// Waits until a client is connected to its supervisor.
    private static void connected(long pid) {
        Waiting.until("it is connected", () -> {
            try (var descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
                for (Path descriptor : descriptors) {
                    if (Files.readSymbolicLink(descriptor).toString().startsWith("socket:")) {
                        return true;
                    }
                }
                return false;
            } catch (IOException _) {
                return false;
            }
        });
    }

    private void assertSame(String what, String... words) {
        assertThat(client(quick, words)).as(what).isEqualTo(client(jvm, words));
    }

    private static String client(Sandbox sandbox, String... words) {
        String[] bare = Arrays.stream(words).map(word -> word.replace("'", "")).toArray(String[]::new);
        Ran ran = Ran.ctl(sandbox, bare);
        return ran.status() + "\n" + steady(ran.output()) + "---\n" + steady(ran.errors());
    }

    /// What a command shows on a terminal of so many columns, to the byte.
    private static String shown(Sandbox sandbox, String variable, int columns, String line) {
        String command = "stty rows 50 cols " + columns + "; " + variable + " " + Sandbox.program("taskmasterctl")
                + " -c " + sandbox.config() + " " + line + "; echo status $?";
        Ran ran = Ran.path(sandbox, Path.of("/usr/bin/script"), "-qec", command, "/dev/null");
        return steady(ran.output());
    }

    private static String steady(String text) {
        return text.replaceAll(CHANGES, "~");
    }
}
