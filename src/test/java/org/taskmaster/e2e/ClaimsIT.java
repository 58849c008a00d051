package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// What a command says is so when it says it, whatever happened while it waited.
final class ClaimsIT {

    @TempDir
    Path directory;

    @Test
    void aRenamedProcessWritesToTheLogOfItsNewName() {
        Sandbox sandbox = Sandbox.in(directory).programs(writer(2));

        try (Background _ = Background.start(sandbox)) {
            sandbox.awaitLine("state/logs/writer:0.stdout.log", "line");
            sandbox.programs(writer(1));
            assertThat(Ran.ctl(sandbox, "reload").status()).isZero();
            assertThat(Ran.ctl(sandbox, "tail", "writer").status()).isZero();

            sandbox.write("go", "");

            sandbox.awaitLine("state/logs/writer.stdout.log", "after");
            assertThat(Ran.ctl(sandbox, "tail", "writer").output()).endsWith("after\n");
            assertThat(Ran.ctl(sandbox, "stop", "writer").status()).isZero();
            // The end of the output is there when the stop is told.
            assertThat(sandbox.lines("state/logs/writer.stdout.log")).endsWith("last words");
        }
    }

    @Test
    void whoWaitsForTheEndOfTheSupervisorFindsItsProcessNoMore() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0, numprocs: 3}\n");

        for (int i = 0; i < 3; i++) {
            try (Background daemon = Background.start(sandbox)) {
                Ran waited = Ran.ctl(sandbox, "shutdown", "--wait");

                assertThat(Proc.lives(daemon.pid())).isFalse();
                assertThat(waited.status()).isZero();
                assertThat(waited.output()).isEqualTo("stopped 3 processes; the supervisor has ended\n");
            }
        }
    }

    private static String writer(int processes) {
        return """
                writer:
                  cmd: >-
                    sh -c 'trap "echo last words; exit" TERM; echo line; until [ -e go ]; do sleep 0.01; done;
                    test %%(process_num)s = 0 && echo after; while :; do sleep 0.01; done'
                  numprocs: %d
                  starttime: 0
                  stdout: auto
                """.formatted(processes);
    }

    @Test
    void whatIsRemovedWhileItIsWaitedForIsNoSuccess() throws Exception {
        String other = "other: {cmd: sleep 1000, starttime: 0}\n";
        Sandbox sandbox = Sandbox.in(directory).programs(other + "slow: {cmd: sleep 1000, starttime: 3600}\n");

        try (Background _ = Background.start(sandbox)) {
            CompletableFuture<Ran> waiting =
                    CompletableFuture.supplyAsync(() -> Ran.ctl(sandbox, "wait", "slow", "--until", "RUNNING"));
            Waiting.until("it waits", () -> clients(sandbox) == 1);
            sandbox.programs(other);
            assertThat(Ran.ctl(sandbox, "reload").status()).isZero();

            Ran waited = waiting.get();
            assertThat(waited.status()).as(waited.output()).isNotZero();
            assertThat(waited.output() + waited.errors()).contains("slow: ERROR (no such process)");
        }
    }

    /// How many clients are connected to the socket.
    private static long clients(Sandbox sandbox) {
        String socket = sandbox.path("state/taskmaster.sock").toString();
        return Tools.run("ss", "-xH", "state", "connected")
                .lines()
                .filter(line -> line.contains(socket))
                .count();
    }

    @Test
    void whatIsLeftAtAShutdownIsToldByWhoeverWaitsForIt() {
        Sandbox sandbox = Sandbox.in(directory).programs("parent: {cmd: ./parent, starttime: 0}\n");
        sandbox.script("parent", "env -i setsid /bin/sh ./orphan\nexec sleep 1000\n");
        sandbox.script("orphan", "sleep 1000 &\necho $! >pid.txt\n");

        try (Background _ = Background.start(sandbox)) {
            long left = sandbox.awaitNumber("pid.txt");

            Ran waited = Ran.ctl(sandbox, "shutdown", "--wait");

            boolean lives = Proc.lives(left);
            Signals.send("KILL", left);
            assertThat(lives).isTrue();
            assertThat(waited.status()).isEqualTo(1);
            assertThat(waited.output() + waited.errors())
                    .contains("leaving pid " + left + " (sleep) behind")
                    .contains("stopped 1 process; the supervisor has ended");
        }
    }

    @Test
    void aShellHearsOfASupervisorThatHasComeBack() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");
        String stopped = "stopped: web";

        Background first = Background.start(sandbox);
        Terminal terminal = Terminal.openClient(sandbox);
        assertThat(Ran.ctl(sandbox, "shutdown", "--wait").status()).isZero();
        Waiting.until("its end is told", () -> told(terminal, stopped) == 1 && !first.lives(), terminal::picture);
        try (Background _ = Background.start(sandbox)) {
            terminal.awaitText("the supervisor is there again");
            assertThat(Ran.ctl(sandbox, "stop", "web").status()).isZero();
            Waiting.until("it is told", () -> told(terminal, stopped) == 2, terminal::picture);
            terminal.abandon();
        }
    }

    @Test
    void aShellTellsAChangeOnceWhileACommandFollowsThem() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");
        String followed = "web STOPPING -> STOPPED";

        try (Background _ = Background.start(sandbox)) {
            Terminal terminal = Terminal.openClient(sandbox);
            terminal.enter("events -f");
            terminal.awaitText("web RUNNING");
            assertThat(Ran.ctl(sandbox, "stop", "web").status()).isZero();
            Waiting.until("the command tells it", () -> told(terminal, followed) == 1, terminal::picture);
            terminal.press("C-c");
            terminal.awaitPrompt();
            // Events come in their order: what the shell itself tells of a later one it has told after that.
            assertThat(Ran.ctl(sandbox, "start", "web").status()).isZero();
            Waiting.until("the shell tells what follows", () -> told(terminal, "spawned: ") == 1, terminal::picture);

            assertThat(told(terminal, "stopped: web")).as(terminal.picture()).isZero();
            assertThat(told(terminal, followed)).isEqualTo(1);
            terminal.abandon();
        }
    }

    private static long told(Terminal terminal, String text) {
        return terminal.screen().stream().filter(row -> row.contains(text)).count();
    }
}
