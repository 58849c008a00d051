package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// What starts a supervisor in the background anew.
final class GuardianIT {

    private static final String TWO = """
            web: {cmd: sleep 1000, starttime: 0}
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
    void aSupervisorThatWasKilledComesBackByItself() {
        start(TWO);
        assertThat(Ran.ctl(sandbox, "stop", "down").status()).isZero();
        long guardian = guardian();
        long web = web();

        long first = supervisor();
        Signals.send("KILL", first);
        awaitAnother(first);
        long second = supervisor();
        Signals.send("KILL", second);
        awaitAnother(second);

        assertThat(web()).isEqualTo(web);
        assertThat(Ran.ctl(sandbox, "status").output())
                .containsPattern("web +RUNNING .*adopted")
                .containsPattern("down +STOPPED");
        assertThat(guardian()).isEqualTo(guardian);
        assertThat(sandbox.lines("taskmaster.log"))
                .anyMatch(line -> line.contains(
                        "the supervisor before this one was terminated by SIGKILL; its guardian has started this one"))
                .as("its death is told once")
                .noneMatch(line -> line.contains("did not end properly"));
        assertThat(sandbox.survivors()).as("guardian, supervisor and web").hasSize(3);
    }

    @Test
    void itHoldsNothingOfWhoeverStartedIt() {
        sandbox.programs(TWO);
        String command = "exec 5</etc/passwd 12</etc/passwd; exec '" + Sandbox.program("taskmasterd") + "' -c '"
                + sandbox.config() + "'";
        Ran started = Ran.path(sandbox, Path.of("/bin/bash"), "-c", command);
        assertThat(started.status()).as(started.errors()).isZero();

        assertThat(Proc.descriptors(guardian()).values())
                .allMatch(file -> file.equals(Path.of("/dev/null"))
                        || file.endsWith("guardian")
                        || file.equals(sandbox.path("state/crash.log")));
        assertThat(Proc.descriptors(supervisor()).values()).doesNotContain(Path.of("/etc/passwd"));
        long first = supervisor();
        Signals.send("KILL", first);
        awaitAnother(first);
        assertThat(Ran.ctl(sandbox, "status").output()).containsPattern("web +RUNNING .*adopted");
    }

    @Test
    void itEndsWithAnOrderlyEnd() {
        start(TWO);

        assertThat(Ran.ctl(sandbox, "shutdown", "--wait").status()).isZero();

        awaitNothing();
    }

    @Test
    void whoeverEndsItEndsTheSupervisorInOrder() {
        start(TWO);

        Signals.send("TERM", guardian());

        awaitNothing();
        assertThat(sandbox.lines("taskmaster.log")).last().asString().contains("taskmaster ends");
        assertThat(sandbox.path("state/journal")).doesNotExist();
    }

    @Test
    void itKeepsNobodyWhoWasNeverReady() {
        sandbox.programs("web: {cmd: sleep 1000, colour: red}\n");

        assertThat(Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString())
                        .status())
                .isEqualTo(2);

        awaitNothing();
    }

    /// What was asked for comes true, whatever is in its way.
    @Test
    void anEndThatIsCutOffIsSeenThrough() {
        start("""
                web: {cmd: sleep 1000, starttime: 0}
                stubborn: {cmd: "sh -c 'trap : TERM; while :; do sleep 0.1; done'", starttime: 0, stoptime: 3}
                """);
        assertThat(Ran.ctl(sandbox, "shutdown").status()).isZero();
        Signals.send("KILL", supervisor());

        awaitNothing();
        assertThat(sandbox.lines("taskmaster.log"))
                .anyMatch(line -> line.contains("this one sees it through"))
                .last()
                .asString()
                .contains("taskmaster ends");
    }

    @Test
    void whyAnotherOneIsRefusedIsKept() {
        start(TWO);
        long web = web();
        sandbox.programs("web: {cmd: sleep 1000, colour: red}\n");
        Signals.send("KILL", supervisor());

        sandbox.awaitLine("state/crash.log", "there is no setting `colour`");
        Waiting.until("whoever asks is told when it is tried again", () -> {
            Ran asked = Ran.ctl(sandbox, "status");
            return asked.status() == 69
                    && asked.errors().matches("(?s).*its guardian \\(pid [0-9]+\\) starts another one in [0-9]+ s\n.*");
        });
        sandbox.programs(TWO);
        Waiting.until("another one is ready", () -> Ran.ctl(sandbox, "pid").status() == 0);
        assertThat(web()).isEqualTo(web);
        assertThat(sandbox.lines("taskmaster.log"))
                .anyMatch(line -> line.contains("the supervisor before this one was terminated by SIGKILL"))
                .noneMatch(line -> line.contains("ended with status 2"));
    }

    /// Somebody has started another one before it could.
    @Test
    void itGivesWayToAnother() {
        start(TWO);
        long guardian = guardian();
        long web = web();
        Signals.send("STOP", guardian);
        long first = supervisor();
        Signals.send("KILL", first);
        try (Background other = Background.start(sandbox)) {
            Signals.send("CONT", guardian);

            Waiting.until("it has ended", () -> !Proc.lives(guardian));
            assertThat(supervisor()).isEqualTo(other.pid());
            assertThat(web()).isEqualTo(web);
        }
    }

    /// While it pauses, it misses what others do.
    @Test
    void whatWasEndedInOrderMeanwhileStaysSo() {
        start(TWO);
        long guardian = guardian();
        Signals.send("STOP", guardian);
        Signals.send("KILL", supervisor());
        assertThat(Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString())
                        .status())
                .isZero();
        assertThat(Ran.ctl(sandbox, "shutdown", "--wait").status()).isZero();
        Signals.send("CONT", guardian);

        awaitNothing();
    }

    @Test
    void aLostDirectoryIsLeft() {
        sandbox.programs(TWO);
        String command = "mkdir lost && cd lost && '" + Sandbox.program("taskmasterd") + "' -c '" + sandbox.config()
                + "' && rmdir ../lost";
        Ran started = Ran.path(sandbox, Path.of("/bin/sh"), "-c", command);
        assertThat(started.status()).as(started.errors()).isZero();
        long first = supervisor();
        Signals.send("KILL", first);

        awaitAnother(first);
    }

    @Test
    void withoutOneNobodyComesBack() {
        sandbox.programs(TWO);
        try (Background alone = Background.start(sandbox)) {
            Signals.send("KILL", alone.pid());
            Waiting.until("it is dead", () -> !alone.lives());
            assertThat(sandbox.survivors()).as("only its programs").hasSize(2);
            sandbox.endSurvivors();
        }
    }

    @Test
    void itEndsWithASupervisorThatLeavesItsPrograms() {
        start(TWO);
        long web = web();

        Ran ended = Ran.ctl(sandbox, "shutdown", "--keep-programs", "--wait");

        assertThat(ended.output()).contains("the supervisor has ended; 2 processes left to the next one");
        Waiting.until("only they are left", () -> sandbox.survivors().size() == 2);
        assertThat(sandbox.path("state/journal")).exists();
        try (Background _ = Background.start(sandbox)) {
            assertThat(web()).isEqualTo(web);
            assertThat(Ran.ctl(sandbox, "status").output()).containsPattern("web +RUNNING .*adopted");
            assertThat(sandbox.lines("taskmaster.log")).noneMatch(line -> line.contains("did not end properly"));
        }
    }

    private void start(String programs) {
        sandbox.programs(programs);
        Ran started = Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString());
        assertThat(started.status()).as(started.errors()).isZero();
    }

    private long supervisor() {
        return sandbox.awaitNumber("state/taskmaster.pid");
    }

    private long guardian() {
        return Proc.stat(supervisor()).orElseThrow().parent();
    }

    private long web() {
        return Long.parseLong(Ran.ctl(sandbox, "pid", "web").output().strip());
    }

    private void awaitAnother(long before) {
        Waiting.until("another one is ready", () -> {
            Ran asked = Ran.ctl(sandbox, "pid");
            return asked.status() == 0 && !asked.output().strip().equals(Long.toString(before));
        });
    }

    private void awaitNothing() {
        Waiting.until("nothing runs any more", () -> sandbox.survivors().equals(List.of()));
    }
}
