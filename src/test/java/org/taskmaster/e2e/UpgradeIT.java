package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// The supervisor goes on as another build, in its process.
final class UpgradeIT {

    private static final String PROGRAMS = """
            web: {cmd: sleep 1000, starttime: 0}
            teller: {cmd: "sh -c 'i=0; while :; do echo line $i; i=$((i+1)); sleep 0.01; done'", starttime: 0, \
            stdout: PATH/teller.log, stdout_maxbytes: 100MB}
            asker: {cmd: "sh -c 'read word; echo $word > PATH/word; exit 7'", starttime: 0, stdin: pipe, \
            autorestart: never}
            down: {cmd: sleep 1000, starttime: 0}
            """;

    @TempDir
    Path directory;

    private Sandbox sandbox;

    @BeforeEach
    void make() {
        sandbox = Sandbox.in(directory);
    }

    @AfterEach
    void nothingIsLeft() {
        sandbox.endSurvivors();
    }

    @Test
    void whatRunsDoesNotNotice() {
        start();
        assertThat(Ran.ctl(sandbox, "stop", "down").status()).isZero();
        long supervisor = supervisor();
        long web = pid("web");
        long asker = pid("asker");

        Ran upgraded = Ran.ctl(sandbox, "upgrade");

        assertThat(upgraded.status()).as(upgraded.errors()).isZero();
        assertThat(upgraded.output())
                .contains("upgraded to taskmaster ")
                .contains("in the same process (pid " + supervisor);
        assertThat(supervisor()).isEqualTo(supervisor);
        assertThat(pid("web")).isEqualTo(web);
        assertThat(pid("asker")).isEqualTo(asker);
        Ran status = Ran.ctl(sandbox, "status");
        assertThat(status.output()).containsPattern("down +STOPPED").doesNotContain("adopted");
        assertThat(Ran.ctl(sandbox, "version").lines())
                .hasSize(3)
                .last()
                .asString()
                .startsWith("upgraded 20");

        assertThat(Ran.ctl(sandbox, "send", "asker", "hello").status()).isZero();
        Waiting.until(
                "its exit status is known",
                () -> Ran.ctl(sandbox, "status", "asker").output().contains("exit status 7"));
        assertThat(sandbox.lines("word")).containsExactly("hello");
        assertThat(Ran.ctl(sandbox, "restart", "web").status()).isZero();
        assertThat(Proc.children(supervisor)).noneMatch(child -> child.state() == 'Z');
        assertWhole();
        assertThat(sandbox.lines("taskmaster.log"))
                .filteredOn(line -> line.contains(" goes on where "))
                .hasSize(1);
        assertThat(sandbox.lines("taskmaster.log"))
                .noneMatch(line -> line.contains("did not end properly"))
                .noneMatch(line -> line.contains("taken over"));
    }

    @Test
    void aTerminalGoesOnAndWhoIsAttachedStaysSo() {
        sandbox.programs("shell: {cmd: bash --norc --noprofile -i, tty: true, starttime: 0, env: {PS1: 'in> '}}\n");
        start();
        long shell = pid("shell");
        Terminal terminal = Terminal.openClient(sandbox);
        terminal.enter("attach shell");
        terminal.awaitText("in>");
        terminal.type("it=alive").press("Enter");
        Waiting.until("its prompt is there again", () -> terminal.lastLine().equals("in>"));

        assertThat(Ran.ctl(sandbox, "upgrade").status()).isZero();

        terminal.type("echo $it-again").press("Enter");
        terminal.awaitText("alive-again");
        assertThat(pid("shell")).isEqualTo(shell);
        terminal.press("C-]", "d");
        terminal.awaitPrompt();
        terminal.enter("quit");
        terminal.awaitEnd();
    }

    /// Each line once, and none between them missing.
    private void assertWhole() {
        assertThat(Ran.ctl(sandbox, "stop", "teller").status()).isZero();
        List<String> lines = sandbox.lines("teller.log");
        assertThat(lines).hasSizeGreaterThan(10);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).isEqualTo("line " + i);
        }
    }

    /// Many ask all the time, each by a connection of its own, and are answered.
    @Test
    void whoConnectsMeanwhileIsAnswered() {
        start();
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Integer>> clients = java.util.stream.Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> askUntil(over), Thread.ofVirtual()::start))
                .limit(4)
                .toList();

        for (int i = 0; i < 3; i++) {
            assertThat(Ran.ctl(sandbox, "upgrade").status()).isZero();
        }
        over.set(true);

        assertThat(clients).allSatisfy(client -> assertThat(client.join()).isGreaterThan(20));
    }

    private int askUntil(AtomicBoolean over) {
        int answers = 0;
        while (!over.get()) {
            assertThat(asked()).as("answer " + answers).startsWith("HTTP/1.1 200 ");
            answers++;
        }
        return answers;
    }

    private String asked() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(sandbox.path("state/taskmaster.sock")));
            channel.write(ByteBuffer.wrap("GET /v1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(1 << 16);
            while (channel.read(answer) >= 0) {
                // to its end
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("it was refused", e);
        }
    }

    @Test
    void whoFollowsGoesOnFollowing() throws IOException {
        start();
        Process events = sandbox.startClient("events", "events", "-f");
        Process tail = sandbox.startClient("tail", "tail", "-f", "teller");
        try {
            sandbox.awaitLine("events.out", "web RUNNING");
            sandbox.awaitLine("tail.out", "line ");
            assertThat(Ran.ctl(sandbox, "upgrade").status()).isZero();
            assertThat(Ran.ctl(sandbox, "stop", "web", "teller").status()).isZero();

            sandbox.awaitLine("events.out", "web STOPPING -> STOPPED");
            String newest = sandbox.lines("teller.log").getLast();
            sandbox.awaitLine("tail.out", newest);
            List<String> shown = sandbox.lines("tail.out").stream()
                    .filter(line -> line.startsWith("line "))
                    .toList();
            int first = Integer.parseInt(shown.getFirst().substring("line ".length()));
            for (int i = 0; i < shown.size(); i++) {
                assertThat(shown.get(i)).isEqualTo("line " + (first + i));
            }
        } finally {
            events.destroy();
            tail.destroy();
        }
    }

    @Test
    void aSignalAsksForIt() {
        start();
        long supervisor = supervisor();

        Signals.send("USR1", supervisor);

        sandbox.awaitLine("taskmaster.log", " goes on where ");
        assertThat(Ran.ctl(sandbox, "pid").output().strip()).isEqualTo(Long.toString(supervisor));
    }

    @Test
    void whatCannotGoOnIsRefusedAndNothingHasHappened() throws IOException {
        start();
        long web = pid("web");
        String before = sandbox.path("taskmaster.yaml").toString();
        assertRefused(
                "there is no launcher " + sandbox.path("nowhere"),
                "--to",
                sandbox.path("nowhere").toString());
        Files.createDirectory(sandbox.path("old"));
        sandbox.script("old/taskmasterd", "echo 'taskmasterd: there is no option --rehearse' >&2; exit 2");
        assertRefused(
                "there is no option --rehearse", "--to", sandbox.path("old").toString());
        String good = Files.readString(sandbox.config());
        sandbox.file(good.replace("cmd: sleep 1000,", "cmd: sleep 1000, colour: red,"));
        assertRefused("there is no setting `colour`");
        sandbox.file(good.replace("state\n", "elsewhere\n"));
        assertRefused("statedir, socket, pidfile were changed in " + before);
        sandbox.file(good);
        byte[] journal = Files.readAllBytes(sandbox.path("state/journal"));
        Files.write(sandbox.path("state/journal"), new byte[200]);
        assertRefused("cannot be read, so what runs would not be known");
        Files.write(sandbox.path("state/journal"), journal);

        assertThat(pid("web")).isEqualTo(web);
        assertThat(Ran.ctl(sandbox, "version").lines()).hasSize(2);
        assertThat(Ran.ctl(sandbox, "upgrade").status()).isZero();
    }

    private void assertRefused(String why, String... words) {
        long supervisor = supervisor();
        // The file, which would name the socket, may be bad.
        List<String> all = new ArrayList<>(List.of("-s", "unix://" + sandbox.path("state/taskmaster.sock"), "upgrade"));
        all.addAll(List.of(words));
        Ran refused = Ran.program(sandbox, "taskmasterctl", all.toArray(String[]::new));
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.errors())
                .contains("not upgraded, and nothing has changed")
                .contains(why);
        assertThat(supervisor()).isEqualTo(supervisor);
    }

    /// It has shown that it can, and cannot all the same.
    @Test
    void theOldBuildComesBackWhenTheNewOneEnds() throws IOException {
        start();
        // Also when there was another one before, which did not.
        assertThat(Ran.ctl(sandbox, "upgrade").status()).isZero();
        long supervisor = supervisor();
        long web = pid("web");
        Files.createDirectory(sandbox.path("broken"));
        sandbox.script(
                "broken/taskmasterd",
                "echo 'rehearsed: version 9.9'\necho 'rehearsed: build broken'\n"
                        + "echo 'rehearsed: command " + encoded("/bin/false") + "'\n"
                        + "echo 'rehearsed: environment " + encoded("A=b") + "'\n");

        Ran upgraded =
                Ran.ctl(sandbox, "upgrade", "--to", sandbox.path("broken").toString());

        assertThat(upgraded.status()).isEqualTo(1);
        assertThat(upgraded.errors()).contains("the other build has ended, and taskmaster ");
        assertThat(sandbox.lines("taskmaster.log"))
                .anyMatch(line -> line.contains("its guardian has started this one"));
        assertThat(supervisor()).isNotEqualTo(supervisor);
        assertThat(pid("web")).isEqualTo(web);
        assertThat(Ran.ctl(sandbox, "status").output()).containsPattern("web +RUNNING .*adopted");
        assertWhole();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString((text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /// The guardian starts what was there last.
    @Test
    void itIsTheNewBuildThatComesBack() throws IOException {
        start();
        Path other = installed();

        Ran upgraded = Ran.ctl(sandbox, "upgrade", "--to", other.toString());

        assertThat(upgraded.status()).as(upgraded.errors()).isZero();
        long first = supervisor();
        assertThat(Proc.commandLine(first)).contains(other.toString());
        Signals.send("KILL", first);
        Waiting.until("another one is ready", () -> {
            Ran asked = Ran.ctl(sandbox, "pid");
            return asked.status() == 0 && !asked.output().strip().equals(Long.toString(first));
        });
        assertThat(Proc.commandLine(supervisor())).contains(other.toString()).contains("--again");
        assertWhole();
    }

    /// As `make install` does, under a name with everything in it that a shell could stumble over.
    private Path installed() throws IOException {
        Path prefix = sandbox.path("it's \"another\" $build");
        Tools.run(
                "sh",
                "-c",
                "make -s install PREFIX=/opt/tm DESTDIR=\"$0\"",
                sandbox.path("package").toString());
        Files.move(sandbox.path("package/opt/tm"), prefix);
        return prefix;
    }

    /// Whoever it has become.
    @Test
    void aSupervisorThatHasGivenUpRootGoesOn() {
        org.junit.jupiter.api.Assumptions.assumeTrue(Sandbox.isRoot());
        sandbox.withoutUser().supervisor("user: nobody");
        Tools.run("chown", "nobody", sandbox.path(".").toString());
        sandbox.programs("""
                web: {cmd: sleep 1000, starttime: 0}
                other: {cmd: sleep 1000, starttime: 0}
                """);
        start();
        long web = pid("web");

        Ran upgraded = Ran.ctl(sandbox, "upgrade");

        assertThat(upgraded.status()).as(upgraded.errors()).isZero();
        assertThat(pid("web")).isEqualTo(web);
        assertThat(Proc.status(supervisor(), "Uid")).doesNotStartWith("0\t");
        assertThat(Ran.ctl(sandbox, "restart", "web").status()).isZero();
        assertThat(Proc.environment(pid("web")))
                .containsEntry("HOME", Proc.environment(pid("other")).get("HOME"))
                .containsEntry("USER", "nobody");
    }

    @Test
    void aLostDirectoryDoesNotMatter() {
        sandbox.programs("web: {cmd: sleep 1000, starttime: 0}\n");
        String command = "mkdir lost && cd lost && '" + Sandbox.program("taskmasterd") + "' -c '" + sandbox.config()
                + "' && rmdir ../lost";
        assertThat(Ran.path(sandbox, Path.of("/bin/sh"), "-c", command).status())
                .isZero();

        Ran upgraded = Ran.ctl(sandbox, "upgrade");

        assertThat(upgraded.status()).as(upgraded.errors()).isZero();
    }

    @Test
    void aShutdownTakesItsPlace() {
        start();

        assertThat(Ran.ctl(sandbox, "upgrade").status()).isZero();
        assertThat(Ran.ctl(sandbox, "shutdown", "--wait").status()).isZero();

        Waiting.until("nothing runs any more", () -> sandbox.survivors().equals(List.of()));
        assertThat(sandbox.path("state/journal")).doesNotExist();
        assertThat(sandbox.path("state/taskmaster.pid")).doesNotExist();
        assertThat(sandbox.path("state/taskmaster.sock")).doesNotExist();
    }

    private void start() {
        if (!Files.exists(sandbox.config())) {
            sandbox.programs(PROGRAMS.replace("PATH", sandbox.path(".").toString()));
        }
        Ran started = Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString());
        assertThat(started.status()).as(started.errors()).isZero();
    }

    private long supervisor() {
        return sandbox.awaitNumber("state/taskmaster.pid");
    }

    private long pid(String process) {
        return Long.parseLong(Ran.ctl(sandbox, "pid", process).output().strip());
    }
}
