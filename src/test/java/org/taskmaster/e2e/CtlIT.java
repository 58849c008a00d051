package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// `taskmasterctl`: one command, its answer and its exit status.
final class CtlIT {

    @TempDir
    Path directory;

    @Test
    void exitStatusTellsHowThingsAre() {
        Sandbox sandbox = sandbox("""
                web: {cmd: sleep 1000, numprocs: 2, starttime: 0}
                down: {cmd: sleep 1000, autostart: false}
                """);

        try (Background _ = Background.start(sandbox)) {
            assertThat(Ran.ctl(sandbox, "status", "web").status()).isZero();
            assertThat(Ran.ctl(sandbox, "status").status()).isEqualTo(3);
            assertThat(Ran.ctl(sandbox, "status", "wbe").status()).isEqualTo(4);
            assertThat(Ran.ctl(sandbox, "pid", "down").status()).isEqualTo(7);
            assertThat(Ran.ctl(sandbox, "stop").status()).isEqualTo(2);
            assertThat(Ran.ctl(sandbox, "frobnicate").status()).isEqualTo(1);
            assertThat(Ran.ctl(sandbox, "start", "down").lines())
                    .singleElement()
                    .asString()
                    .startsWith("down: started");
            assertThat(Ran.ctl(sandbox, "status").status()).isZero();
        }
    }

    @Test
    void answersGoToTheOutputAndComplaintsToTheErrors() {
        Sandbox sandbox = sandbox("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Background daemon = Background.start(sandbox)) {
            Ran good = Ran.ctl(sandbox, "pid");
            assertThat(good.output().strip()).isEqualTo(Long.toString(daemon.pid()));
            assertThat(good.errors()).isEmpty();

            Ran bad = Ran.ctl(sandbox, "stop");
            assertThat(bad.output()).isEmpty();
            assertThat(bad.errors()).contains("stop needs a NAME").contains("usage: stop");

            Ran json = Ran.ctl(sandbox, "stop", "--json");
            assertThat(json.output()).isEmpty();
            assertThat(json.errors()).startsWith("{").contains("\"error: stop needs a NAME\"", "\"exit_status\": 2");
        }
    }

    @Test
    void supervisorThatDoesNotRunIsToldWithTheConfigurationAndTheRemedy() {
        Sandbox sandbox = sandbox("web: {cmd: sleep 1000}\n");

        Ran never = Ran.ctl(sandbox, "status");
        assertThat(never.status()).isEqualTo(69);
        assertThat(never.output()).isEmpty();
        assertThat(never.errors())
                .contains("the supervisor does not run: there is no socket " + sandbox.path("state/taskmaster.sock"))
                .contains("taskmasterd -c " + sandbox.config());

        Ran json = Ran.ctl(sandbox, "status", "--json");
        assertThat(json.errors()).startsWith("{").contains("\"errors\": [", "\"exit_status\": 69");

        Background killed = Background.start(sandbox);
        Signals.send("KILL", killed.pid());
        Waiting.until("it is dead", () -> !killed.lives());
        sandbox.endSurvivors();
        Ran stale = Ran.ctl(sandbox, "status");
        assertThat(stale.status()).isEqualTo(69);
        assertThat(stale.errors()).contains("nobody answers on its socket").contains("taskmasterd -c ");

        Ran wrong = Ran.program(sandbox, "taskmasterctl", "-c", "/no/such.yaml", "status");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.errors()).contains("/no/such.yaml").contains("-s unix:///PATH");
    }

    @Test
    void waitingEndsWhenTheStateIsThereOrTheTimeIsOver() {
        Sandbox sandbox = sandbox("""
                slow: {cmd: sleep 1000, starttime: 1}
                down: {cmd: sleep 1000, autostart: false}
                broken: {cmd: "false", startretries: 0}
                """);

        try (Background _ = Background.start(sandbox)) {
            Ran reached = Ran.ctl(sandbox, "wait", "slow", "--until", "RUNNING", "--timeout", "60s");
            assertThat(reached.lines()).containsExactly("slow: RUNNING");
            assertThat(reached.status()).isZero();

            Ran late = Ran.ctl(sandbox, "wait", "down", "--timeout", "10ms");
            assertThat(late.lines()).containsExactly("down: ERROR (still STOPPED: Not started)");
            assertThat(late.status()).isEqualTo(124);

            Ran hopeless = Ran.ctl(sandbox, "wait", "broken");
            assertThat(hopeless.output()).startsWith("broken: ERROR (FATAL");
            assertThat(hopeless.status()).isEqualTo(1);
        }
    }

    @Test
    void updateTouchesOnlyTheProgramsThatAreNamed() {
        Sandbox sandbox = sandbox("""
                one: {cmd: sleep 1000, starttime: 0}
                two: {cmd: sleep 1000, starttime: 0}
                """);

        try (Background _ = Background.start(sandbox)) {
            String one = Ran.ctl(sandbox, "pid", "one").output();
            String two = Ran.ctl(sandbox, "pid", "two").output();
            sandbox.programs("""
                    one: {cmd: sleep 2000, starttime: 0}
                    two: {cmd: sleep 2000, starttime: 0}
                    """);

            assertThat(Ran.ctl(sandbox, "reread").lines()).containsExactly("one: changed", "two: changed");
            assertThat(Ran.ctl(sandbox, "update", "two").output())
                    .contains("restart two")
                    .doesNotContain("one");

            assertThat(Ran.ctl(sandbox, "pid", "one").output()).isEqualTo(one);
            assertThat(Ran.ctl(sandbox, "wait", "two", "--timeout", "60s").status())
                    .isZero();
            assertThat(Ran.ctl(sandbox, "pid", "two").output()).isNotEqualTo(two);
            assertThat(Ran.ctl(sandbox, "update", "tow").output()).contains("did you mean two?");
        }
    }

    @Test
    void programsComeAndGo() {
        Sandbox sandbox = sandbox("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Background _ = Background.start(sandbox)) {
            assertThat(Ran.ctl(sandbox, "remove", "web").output()).contains("still running: web");
            Ran.ctl(sandbox, "stop", "web");
            assertThat(Ran.ctl(sandbox, "remove", "web").lines()).containsExactly("web: removed");
            assertThat(Ran.ctl(sandbox, "avail").output()).contains("web").contains("avail");
            assertThat(Ran.ctl(sandbox, "add", "web").lines()).containsExactly("web: added");
            assertThat(Ran.ctl(sandbox, "avail").output()).contains("in use");
        }
    }

    @Test
    void jsonIsOneDocumentOnTheOutput() {
        Sandbox sandbox = sandbox("web: {cmd: sleep 1000, numprocs: 2, starttime: 0}\n");

        try (Background daemon = Background.start(sandbox)) {
            for (List<String> words : List.of(
                    List.of("status"),
                    List.of("pid", "web"),
                    List.of("avail"),
                    List.of("reread"),
                    List.of("wait", "web"),
                    List.of("reload", "--dry-run"),
                    List.of("restart", "web:0"))) {
                Ran ran = ctl(sandbox, words.toArray(String[]::new), "--json");

                assertThat(ran.status()).as(words + ran.errors()).isZero();
                Tools.run("python3", "-c", "import json, sys; json.loads(sys.argv[1])", ran.output());
            }
            assertThat(Ran.ctl(sandbox, "--json", "version").output()).contains("\"version\"");
            assertThat(daemon.lives()).isTrue();
        }
    }

    @Test
    void reasonIsInTheActivityLog() {
        Sandbox sandbox = sandbox("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Background _ = Background.start(sandbox)) {
            Ran.ctl(sandbox, "restart", "web", "--reason", "new certificate");

            assertThat(sandbox.awaitLine("taskmaster.log", "new certificate"))
                    .contains("restart web, asked by ")
                    .contains("because: new certificate");
        }
    }

    @Test
    void commandsOfAPipeAreDoneOneAfterAnother() {
        Sandbox sandbox = sandbox("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Background daemon = Background.start(sandbox)) {
            Ran ran = Ran.withInput(
                    "pid\nfrobnicate\nquit\npid\n",
                    sandbox,
                    "taskmasterctl",
                    "-c",
                    sandbox.config().toString());

            assertThat(ran.lines()).first().isEqualTo(Long.toString(daemon.pid()));
            assertThat(ran.lines()).hasSize(2);
            assertThat(ran.status()).isEqualTo(1);
            assertThat(daemon.lives()).isTrue();
        }
    }

    @Test
    void shutdownEndsTheSupervisorWithoutAsking() {
        Sandbox sandbox = sandbox("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Background daemon = Background.start(sandbox)) {
            assertThat(Ran.ctl(sandbox, "shutdown").lines()).containsExactly("stopping 1 process and ending");

            Waiting.until("it ends", () -> !daemon.lives());
            assertThat(sandbox.path("state/taskmaster.pid")).doesNotExist();
            assertThat(sandbox.path("state/taskmaster.sock")).doesNotExist();
        }
    }

    @Test
    void hashOfAPasswordIsMadeOfAPipe() {
        Ran ran = Ran.withInput("secret\n", Sandbox.in(directory), "taskmasterctl", "hash-password");

        assertThat(ran.status()).isZero();
        assertThat(ran.output()).startsWith("$pbkdf2-sha512$").doesNotContain("secret");
    }

    @Test
    void passwordOnTheCommandLineIsRefused() {
        Ran ran = Ran.program(Sandbox.in(directory), "taskmasterctl", "-p", "secret", "status");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.errors()).contains("TASKMASTER_PASSWORD").doesNotContain("secret");
    }

    private Sandbox sandbox(String programs) {
        return Sandbox.in(directory).programs(programs);
    }

    private static Ran ctl(Sandbox sandbox, String[] words, String last) {
        List<String> all = new java.util.ArrayList<>(List.of(words));
        all.add(last);
        return Ran.ctl(sandbox, all.toArray(String[]::new));
    }
}
