package org.taskmaster.e2e;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// One supervisor for one configuration and one state, whatever is removed; and one that is found again.
final class OneSupervisorIT {

    private static final String WEB = "web: {cmd: sleep 1000, starttime: 0}\n";

    @TempDir
    Path directory;

    @Test
    void whatACleanerRemovesLetsNoSecondOneInAndComesBack() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs(WEB);
        Path socket = sandbox.path("state/taskmaster.sock");

        try (Background daemon = Background.start(sandbox)) {
            Files.delete(sandbox.path("state/taskmaster.pid"));
            Files.delete(socket);
            Waiting.until("the socket is back", () -> Files.exists(socket));
            assertThat(sandbox.awaitNumber("state/taskmaster.pid")).isEqualTo(daemon.pid());
            sandbox.awaitLine("taskmaster.log", "the pid file " + pidFile(sandbox) + " was gone; written again");

            assertThat(Ran.ctl(sandbox, "pid").output().strip()).isEqualTo(Long.toString(daemon.pid()));
            assertThat(start(sandbox)).contains("pid " + daemon.pid());

            Files.delete(socket);
            Waiting.until("the socket is back", () -> Files.exists(socket));
            Files.move(socket, sandbox.path("aside"));
            Waiting.until("the socket is back", () -> Files.exists(socket));
            assertThat(Ran.ctl(sandbox, "pid").output().strip()).isEqualTo(Long.toString(daemon.pid()));
        }
        assertThat(socket).doesNotExist();
        assertThat(pidFile(sandbox)).doesNotExist();
    }

    @Test
    void nothingOfOthersIsTakenForThePidFileAndTheLogSaysSoOnce() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs(WEB);
        Path file = pidFile(sandbox);
        Path victim = Files.writeString(sandbox.path("victim"), "mine\n");

        try (Background daemon = Background.start(sandbox)) {
            String hup = "kill -HUP " + daemon.pid();
            Files.move(file, sandbox.path("old"));
            assertThat(sandbox.awaitNumber("state/taskmaster.pid")).isEqualTo(daemon.pid());

            Files.move(Files.createSymbolicLink(sandbox.path("link"), victim), file, REPLACE_EXISTING);
            sandbox.awaitLine(
                    "taskmaster.log", "the pid file " + file + " is gone: there is a symbolic link of that name;");
            Files.move(Files.writeString(sandbox.path("other"), "4711\n"), file, REPLACE_EXISTING);
            sandbox.awaitLine(
                    "taskmaster.log", "the pid file " + file + " is gone: there is another file of that name");
            assertThat(victim).hasContent("mine");
            assertThat(file).hasContent("4711");
            Files.delete(file);
            assertThat(sandbox.awaitNumber("state/taskmaster.pid")).isEqualTo(daemon.pid());

            replaceByDirectory(daemon, file);
            String said = sandbox.awaitLine("taskmaster.log", "is gone: there is a directory of that name");
            assertThat(said).contains("mv " + file).contains(hup);
            Waiting.until(
                    "status tells it, too",
                    () -> Ran.ctl(sandbox, "status")
                            .errors()
                            .contains("the pid file " + file + " is gone: there is a directory of that name"));
            Tools.run("sh", "-c", hup);
            sandbox.awaitLine("taskmaster.log", "nothing has changed");
            Tools.run("sh", "-c", said.substring(said.indexOf("mv ")));
            assertThat(sandbox.awaitNumber("state/taskmaster.pid")).isEqualTo(daemon.pid());
            assertThat(count(sandbox, "there is a directory of that name")).isEqualTo(1);
            Waiting.until(
                    "status has nothing to tell",
                    () -> Ran.ctl(sandbox, "status").errors().isEmpty());

            // Of its own, by what it says: a copy that was put there.
            Files.move(Files.copy(file, sandbox.path("copy")), file, REPLACE_EXISTING);
            Files.delete(sandbox.path("state/taskmaster.sock"));
            Waiting.until("the socket is back", () -> Files.exists(sandbox.path("state/taskmaster.sock")));
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aStateDirectoryThatIsLostComesBackAndNothingOfOthersIsTakenForIt() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs(WEB);
        Path state = sandbox.path("state");
        Path socket = state.resolve("taskmaster.sock");

        try (Background daemon = Background.start(sandbox)) {
            // What has come back already may keep the directory.
            Tools.run("sh", "-c", "rm -rf \"$0\" || :", state.toString());
            awaitAllOf(sandbox, daemon);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                    .isEqualTo("rwx------");
            Files.move(state, sandbox.path("aside"));
            awaitAllOf(sandbox, daemon);
            sandbox.awaitLine("taskmaster.log", "the state directory " + state + " was gone; made again");
            assertThat(Ran.ctl(sandbox, "status").output()).contains("RUNNING");

            Path file = Files.writeString(sandbox.path("file"), "in the way");
            exchange(state, file);
            sandbox.awaitLine(
                    "taskmaster.log", "the state directory " + state + " is gone: there is a file of that name");
            assertThat(Ran.program(
                                    sandbox,
                                    "taskmasterd",
                                    "-c",
                                    sandbox.config().toString())
                            .errors())
                    .contains("another Taskmaster runs with this configuration already with pid " + daemon.pid());
            // Its log may be in the very directory, so a client tells, too.
            String said = Ran.ctl(sandbox, "status").errors();
            assertThat(said).contains("something else is in the place of " + state + ": mv ");
            Tools.run("sh", "-c", said.substring(said.indexOf("mv " + state)));
            awaitAllOf(sandbox, daemon);

            Path elsewhere = Files.createDirectory(sandbox.path("elsewhere"));
            exchange(state, Files.createSymbolicLink(sandbox.path("link"), elsewhere));
            said = sandbox.awaitLine("taskmaster.log", "is gone: there is a symbolic link of that name");
            assertThat(elsewhere).isEmptyDirectory();
            Tools.run("sh", "-c", said.substring(said.indexOf("mv " + state)));
            awaitAllOf(sandbox, daemon);

            Path ours = Files.createDirectory(sandbox.path("ours"));
            Files.setPosixFilePermissions(ours, PosixFilePermissions.fromString("rwxr-xr-x"));
            exchange(state, ours);
            awaitAllOf(sandbox, daemon);
            sandbox.awaitLine("taskmaster.log", "was replaced by another of ours; used from now on, with mode 700");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                    .isEqualTo("rwx------");

            if (Sandbox.isRoot()) {
                Path theirs = Files.createDirectory(sandbox.path("theirs"));
                Files.setAttribute(theirs, "unix:uid", 5);
                exchange(state, theirs);
                sandbox.awaitLine("taskmaster.log", "there is a directory of user games of that name");
                assertThat(state).isEmptyDirectory();
                Files.delete(state);
                Tools.run("sh", "-c", "kill -HUP " + daemon.pid());
                awaitAllOf(sandbox, daemon);
            }
            assertThat(count(sandbox, "there is a file of that name")).isEqualTo(1);
            assertThat(count(sandbox, "there is a symbolic link of that name")).isEqualTo(1);
            assertThat(count(sandbox, "the socket " + socket + " is gone")).isZero();
            assertThat(count(sandbox, "there is no such file")).isZero();
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void whatAKilledSupervisorHasLeftRunningIsNamedAlsoWithoutAPidFileAndTheAdviceEndsIt() throws IOException {
        Sandbox sandbox = Sandbox.in(directory)
                .programs(
                        "web: {cmd: sleep 1000, starttime: 0, numprocs: 2}\nshell: {cmd: sh -c 'sleep 1000 & wait'}\n");
        List<Long> left;
        try (Background first = Background.start(sandbox)) {
            Waiting.until("all runs", () -> sandbox.survivors().size() == 5);
            Signals.send("KILL", first.pid());
            Waiting.until("it is dead", () -> !first.lives());
            left = sandbox.survivors();
            Files.delete(pidFile(sandbox));
            Files.delete(sandbox.path("state/journal"));

            Ran again =
                    Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString());
            String said = again.errors();
            assertThat(said)
                    .contains(
                            "a previous supervisor did not end properly, and what it started still runs beside what is started now:")
                    .contains("web:0 (pid ")
                    .contains("shell (pid ");
            sandbox.awaitLine("taskmaster.log", "a previous supervisor did not end properly");
            Tools.run("sh", "-c", said.substring(said.indexOf("kill -- -")).strip());
            Waiting.until("they are dead", () -> left.stream().noneMatch(Proc::lives));
            try (Background second = Background.of(sandbox)) {
                assertThat(Ran.ctl(sandbox, "status").output())
                        .contains("web:1")
                        .doesNotContain("EXITED");
            }
        }
    }

    /// Puts another thing in the place of the directory in one step, so that nothing can be made there between.
    private static void exchange(Path state, Path other) throws IOException {
        Tools.run("python3", "-c", """
                import ctypes, os, sys
                libc = ctypes.CDLL(None, use_errno=True)
                if libc.renameat2(-100, os.fsencode(sys.argv[1]), -100, os.fsencode(sys.argv[2]), 2):
                    sys.exit(os.strerror(ctypes.get_errno()))
                """, state.toString(), other.toString());
    }

    /// While the supervisor stands still: it would put the file back in between.
    private static void replaceByDirectory(Background daemon, Path file) throws IOException {
        Tools.run("kill", "-STOP", Long.toString(daemon.pid()));
        Files.delete(file);
        Files.createDirectory(file);
        Tools.run("kill", "-CONT", Long.toString(daemon.pid()));
    }

    private static void awaitAllOf(Sandbox sandbox, Background daemon) {
        Path socket = sandbox.path("state/taskmaster.sock");
        Waiting.until("the socket is back", () -> Files.exists(socket));
        assertThat(sandbox.awaitNumber("state/taskmaster.pid")).isEqualTo(daemon.pid());
        assertThat(Ran.ctl(sandbox, "pid").output().strip()).isEqualTo(Long.toString(daemon.pid()));
    }

    private static long count(Sandbox sandbox, String text) {
        return sandbox.lines("taskmaster.log").stream()
                .filter(line -> line.contains(text))
                .count();
    }

    private static Path pidFile(Sandbox sandbox) {
        return sandbox.path("state/taskmaster.pid");
    }

    @Test
    void whereTheSocketCannotComeBackEverybodyIsToldAndTheAdviceWorks() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).supervisor("socket: run/s").programs(WEB);
        Path run = Files.createDirectory(sandbox.path("run"));

        try (Background daemon = Background.start(sandbox)) {
            Files.move(run, sandbox.path("gone"));
            Files.writeString(run, "in the way");
            sandbox.awaitLine("taskmaster.log", "the socket " + run.resolve("s") + " is gone: ");

            String errors = Ran.ctl(sandbox, "status").errors();
            assertThat(errors)
                    .contains("runs with pid " + daemon.pid() + ", but nobody listens at its socket")
                    .contains("kill -HUP " + daemon.pid());

            Files.delete(run);
            Files.createDirectory(run);
            Tools.run("sh", "-c", errors.substring(errors.indexOf("kill -HUP")).strip());
            Waiting.until("the socket is back", () -> Files.exists(run.resolve("s")));
            assertThat(Ran.ctl(sandbox, "status").output()).contains("RUNNING");
        }
    }

    @Test
    void neitherOtherNamesNorOtherDirectoriesLetASecondOneIn() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs(WEB);
        Path link = Files.createSymbolicLink(sandbox.path("link.yaml"), sandbox.config());
        Path hard = Files.createLink(sandbox.path("hard.yaml"), sandbox.config());

        try (Background daemon = Background.start(sandbox)) {
            Files.delete(sandbox.path("state/taskmaster.pid"));
            for (Path other : new Path[] {link, hard}) {
                Ran second = Ran.program(sandbox, "taskmasterd", "-c", other.toString());
                assertThat(second.status()).isEqualTo(2);
                assertThat(second.errors()).contains("pid " + daemon.pid());
            }
            // The file names another directory now.
            sandbox.write(
                    "taskmaster.yaml",
                    Files.readString(sandbox.config())
                            .replace("/state", "/other")
                            .replace("taskmaster.log", "l"));
            String errors = start(sandbox);
            assertThat(errors).contains("runs " + sandbox.config() + " already: pid " + daemon.pid());

            // Another configuration for the same directory, also when that was made anew.
            Path second = sandbox.write(
                    "second.yaml", Files.readString(sandbox.config()).replace("/other", "/state"));
            for (int i = 0; i < 2; i++) {
                assertThat(Ran.program(sandbox, "taskmasterd", "-c", second.toString())
                                .errors())
                        .contains(sandbox.path("state").toString())
                        .contains("pid " + daemon.pid());
                Files.move(sandbox.path("state"), sandbox.path("moved" + i));
                Waiting.until("it is back", () -> Files.exists(sandbox.path("state/taskmaster.sock")));
            }

            Tools.run(
                    "sh",
                    "-c",
                    errors.lines()
                            .filter(line -> line.contains("End it: "))
                            .map(line -> line.substring(line.indexOf("End it: ") + 8, line.indexOf(". Then")))
                            .findFirst()
                            .orElseThrow());
            Waiting.until("it has ended", () -> !daemon.lives());
            Ran again =
                    Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString());
            assertThat(again.status()).as(again.errors()).isZero();
            assertThat(Ran.ctl(sandbox, "shutdown", "--wait").status()).isZero();
            Waiting.until("it has ended, too", () -> sandbox.survivors().isEmpty());
        }
    }

    @Test
    void aSupervisorThatWasKilledLeavesNoLock() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs(WEB);
        try (Background first = Background.start(sandbox)) {
            Signals.send("KILL", first.pid());
            Waiting.until("it is dead", () -> !first.lives());
            Files.deleteIfExists(sandbox.path("state/taskmaster.pid"));
            sandbox.endSurvivors();
        }

        Background.start(sandbox).close();
    }

    private static String start(Sandbox sandbox) {
        Ran second = Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString());
        assertThat(second.status()).as(second.errors()).isEqualTo(2);
        return second.errors();
    }
}
