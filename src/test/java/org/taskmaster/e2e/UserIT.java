package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// Whom the supervisor and its programs run as, when root starts it.
final class UserIT {

    @TempDir
    Path directory;

    @BeforeEach
    void onlyAsRoot() {
        assumeTrue(Sandbox.isRoot(), "only root can give root up");
    }

    @Test
    void rootIsGivenUpForNobodyUnlessSomebodyElseIsNamed() {
        Sandbox sandbox = openToAll().withoutUser().programs("web: {cmd: sleep 1000, starttime: 0}\n");
        long nobody = id("-u", "nobody");
        long group = id("-g", "nobody");

        try (Taskmaster taskmaster = sandbox.start()) {
            long pid = taskmaster.pidOf("web");

            for (long process : new long[] {taskmaster.pid(), pid}) {
                assertThat(Proc.status(process, "Uid")).isEqualTo(fourTimes(nobody));
                assertThat(Proc.status(process, "Gid")).isEqualTo(fourTimes(group));
                assertThat(Proc.status(process, "Groups").split(" ")).doesNotContain("0");
                assertThat(Proc.status(process, "CapEff")).isEqualTo("0000000000000000");
            }
            assertThat(Proc.environment(pid))
                    .containsEntry("USER", "nobody")
                    .containsEntry("LOGNAME", "nobody")
                    .containsEntry(
                            "HOME",
                            Tools.run("sh", "-c", "getent passwd nobody | cut -d: -f6")
                                    .strip());
            assertThat(taskmaster.errors()).contains("running as nobody");
            taskmaster.awaitLog("started as root without a user: in the taskmaster: section, so running as nobody");
        }
    }

    @Test
    void everyThreadOfTheSupervisorGivesRootUp() throws IOException {
        Sandbox sandbox = openToAll().withoutUser().programs("web: {cmd: sleep 1000, starttime: 0}\n");
        String nobody = fourTimes(id("-u", "nobody"));

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.pidOf("web");

            try (var threads = Files.list(Path.of("/proc/" + taskmaster.pid() + "/task"))) {
                assertThat(threads.map(thread ->
                                Proc.status(Long.parseLong(thread.getFileName().toString()), "Uid")))
                        .hasSizeGreaterThan(3)
                        .allMatch(nobody::equals);
            }
        }
    }

    @Test
    void supervisorBecomesTheUserThatIsNamed() {
        Sandbox sandbox = ofUser("daemon")
                .withoutUser()
                .supervisor("user: daemon")
                .programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(Proc.status(taskmaster.pidOf("web"), "Uid")).isEqualTo(fourTimes(id("-u", "daemon")));
            assertThat(Proc.status(taskmaster.pid(), "Uid")).isEqualTo(fourTimes(id("-u", "daemon")));
        }
    }

    @Test
    void programCannotGetRootBack() {
        Sandbox sandbox = openToAll().withoutUser();
        sandbox.script("climber", """
                setpriv --reuid 0 true 2>/dev/null && echo root >result.txt || echo no >result.txt
                exec sleep 1000
                """);
        sandbox.programs("climber: {cmd: ./climber, starttime: 0}\n");

        try (Taskmaster _ = sandbox.start()) {
            assertThat(sandbox.awaitLine("result.txt", "")).isEqualTo("no");
        }
    }

    @Test
    void rootThatIsNamedStaysRootWithAWarning() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(Proc.status(taskmaster.pidOf("web"), "Uid")).isEqualTo(fourTimes(0));
            assertThat(taskmaster.errors()).contains("running as root");
            assertThat(taskmaster.awaitLog("running as root")).contains(" CRIT ");
        }
    }

    @Test
    void programsOfARootSupervisorHaveUsersOfTheirOwnSideBySide() {
        Sandbox sandbox = ofUser("root").programs("""
                first: {cmd: sleep 1000, user: nobody, starttime: 0, stdout: private.txt, umask: 077}
                second: {cmd: sleep 1000, user: daemon, starttime: 0, numprocs: 2}
                third: {cmd: sleep 1000, starttime: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            Status status = taskmaster.status();

            assertThat(Proc.status(status.pidOf("first"), "Uid")).isEqualTo(fourTimes(id("-u", "nobody")));
            assertThat(Proc.status(status.pidOf("first"), "Gid")).isEqualTo(fourTimes(id("-g", "nobody")));
            assertThat(Proc.status(status.pidOf("first"), "Groups").split(" ")).doesNotContain("0");
            assertThat(Proc.status(status.pidOf("second:1"), "Uid")).isEqualTo(fourTimes(id("-u", "daemon")));
            assertThat(Proc.status(status.pidOf("third"), "Uid")).isEqualTo(fourTimes(0));
            assertThat(Proc.status(taskmaster.pid(), "Uid")).isEqualTo(fourTimes(0));
            assertThat(Proc.environment(status.pidOf("second:0")))
                    .containsAllEntriesOf(Map.of("USER", "daemon", "LOGNAME", "daemon"));
        }
    }

    @Test
    void programOpensItsOutputAgainByTheNamesOfItsDescriptorsWhoeverItRunsAs() throws IOException {
        Sandbox sandbox = ofUser("root");
        sandbox.script("opens", """
                me=$(id -un)
                echo "$me 1" >/dev/stdout || exit 1
                echo "$me 2" >/proc/self/fd/1 || exit 2
                echo "$me 3" >/dev/fd/2 || exit 3
                echo "$me 4" >/dev/stderr || exit 4
                exec sleep 1000
                """);
        sandbox.programs(opening("user: nobody,"));
        Path channel = sandbox.path("state/output/web.stdout");

        try (Taskmaster taskmaster = sandbox.start()) {
            sandbox.awaitLine("out.log", "nobody 4");
            sandbox.awaitLine("tty.log", "nobody 4");
            assertThat(Files.getOwner(channel)).hasToString("nobody");

            sandbox.programs(opening("user: daemon,"));
            taskmaster.ask("reload");
            sandbox.awaitLine("out.log", "daemon 4");
            sandbox.awaitLine("tty.log", "daemon 4");

            sandbox.programs(opening(""));
            taskmaster.ask("reload");
            sandbox.awaitLine("out.log", "root 4");
            assertThat(Files.getOwner(channel)).hasToString("root");
            assertThat(sandbox.lines("out.log")).hasSize(12);
        }
    }

    private static String opening(String user) {
        return """
                web: {cmd: ./opens, %s starttime: 0, stdout: out.log, stdout_maxbytes: 1MB, stderr: stdout}
                term: {cmd: ./opens, %s starttime: 0, tty: true, stdout: tty.log, stdout_maxbytes: 1MB}
                """.formatted(user, user);
    }

    /// As docs/explanation/output.md has it: of a file, its owner's rights are asked for, and what opens it anew
    /// empties it.
    @Test
    void programWithAUserOpensItsOutputAgainWhereOneKeyMakesItAChannel() {
        Sandbox sandbox = ofUser("root");
        String cmd = "[sh, -c, 'echo one; echo two >/dev/stdout; echo three >/proc/self/fd/1; sleep 1000']";
        sandbox.programs("""
                asked: {cmd: %1$s, user: nobody, starttime: 0, stdout: asked.log, on_log_error: drop}
                direct: {cmd: %1$s, user: nobody, starttime: 0, stdout: direct.log, stderr: errors.log}
                """.formatted(cmd));

        try (Taskmaster _ = sandbox.start()) {
            sandbox.awaitLine("asked.log", "three");
            assertThat(sandbox.lines("asked.log")).containsExactly("one", "two", "three");
            // Nothing of root's log is touched by whom it is not.
            sandbox.awaitLine("errors.log", "/proc/self/fd/1: Permission denied");
            assertThat(sandbox.lines("errors.log")).hasSize(2).allMatch(line -> line.contains("Permission denied"));
            assertThat(sandbox.lines("direct.log")).containsExactly("one");
        }
    }

    @Test
    void whatShowsOnlyWhenAProgramHasItsUserIsAFailedStartWithItsReason() {
        Sandbox sandbox = ofUser("root")
                .by("prlimit", "--nproc=0")
                .programs("web: {cmd: sleep 1000, user: games, starttime: 0, startretries: 1, numprocs: 2}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            // One process of a user is always allowed, whatever the limit.
            String name = Waiting.forSome(
                    "one that is given up",
                    () -> taskmaster.status().rows().stream()
                            .filter(row -> row.state().equals("FATAL"))
                            .map(Status.Row::name)
                            .findFirst());

            assertThat(taskmaster.awaitLog("gave up: " + name))
                    .endsWith("cannot become user 'games': their limit of processes is reached");
            assertThat(taskmaster.ask("start " + name)).isNotEmpty();
        }
    }

    @Test
    void supervisorThatMayNotChangeUsersSaysWhatItLacks() {
        Sandbox sandbox = ofUser("root")
                .by("setpriv", "--bounding-set=-setuid")
                .programs("web: {cmd: sleep 1000, user: games, starttime: 0, startretries: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.awaitLog("gave up: web"))
                    .endsWith("cannot become user 'games': the supervisor lacks the capabilities CAP_SETUID and"
                            + " CAP_SETGID");
        }
    }

    @Test
    void userOfAProgramNeedsASupervisorThatStaysRoot() {
        Sandbox sandbox = openToAll().withoutUser().programs("web: {cmd: sleep 1000, user: daemon}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.awaitExit()).isEqualTo(2);
            assertThat(taskmaster.errors()).contains("daemon").contains("user: root");
        }
    }

    @Test
    void unknownUserIsToldBeforeAnythingStarts() {
        Sandbox sandbox =
                openToAll().withoutUser().supervisor("user: no-such-user").programs("web: {cmd: sleep 1000}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.awaitExit()).isEqualTo(2);
            assertThat(taskmaster.errors()).contains("no-such-user");
        }
    }

    /// A sandbox that whoever the supervisor becomes may use, as `/tmp`.
    private Sandbox openToAll() {
        try {
            Files.setAttribute(directory, "unix:mode", 01777);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sandbox.in(directory);
    }

    /// A sandbox of whom the supervisor becomes, that all may look into.
    private Sandbox ofUser(String user) {
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setAttribute(directory, "unix:uid", (int) id("-u", user));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sandbox.in(directory);
    }

    private static long id(String what, String user) {
        return Long.parseLong(Tools.run("id", what, user).strip());
    }

    private static String fourTimes(long id) {
        return id + "\t" + id + "\t" + id + "\t" + id;
    }
}
