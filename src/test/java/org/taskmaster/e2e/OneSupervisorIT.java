package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One supervisor for one configuration and one state, whatever is removed; and one that is found again.
final class OneSupervisorIT {

    private static final String WEB = "web: {cmd: sleep 1000, starttime: 0}\n";

    @TempDir
    Path directory;

    @Test
    void whatACleanerRemovesLetsNoSecondOneInAndTheSocketComesBack() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs(WEB);
        Path socket = sandbox.path("state/taskmaster.sock");

        try (Background daemon = Background.start(sandbox)) {
            Files.delete(sandbox.path("state/taskmaster.pid"));
            Files.delete(socket);
            Waiting.until("the socket is back", () -> Files.exists(socket));

            assertThat(ctl(sandbox, "pid").output().strip()).isEqualTo(Long.toString(daemon.pid()));
            assertThat(start(sandbox))
                    .contains("another Taskmaster runs " + sandbox.config() + " already: pid " + daemon.pid()
                            + "; that is known by the name @taskmaster/");
            assertThat(sandbox.path("state/taskmaster.pid")).doesNotExist();

            Files.delete(socket);
            Waiting.until("the socket is back", () -> Files.exists(socket));
            Files.move(socket, sandbox.path("aside"));
            Waiting.until("the socket is back", () -> Files.exists(socket));
            assertThat(ctl(sandbox, "pid").output().strip()).isEqualTo(Long.toString(daemon.pid()));
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void whereTheSocketCannotComeBackEverybodyIsToldAndTheAdviceWorks() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).supervisor("socket: run/s").programs(WEB);
        Path run = Files.createDirectory(sandbox.path("run"));

        try (Background daemon = Background.start(sandbox)) {
            Files.move(run, sandbox.path("gone"));
            Files.writeString(run, "in the way");
            sandbox.awaitLine("taskmaster.log", "the socket " + run.resolve("s") + " is gone: ");

            String errors = ctl(sandbox, "status").errors();
            assertThat(errors)
                    .contains("runs with pid " + daemon.pid() + ", but nobody listens at its socket")
                    .contains("kill -HUP " + daemon.pid());

            Files.delete(run);
            Files.createDirectory(run);
            Tools.run("sh", "-c", errors.substring(errors.indexOf("kill -HUP")).strip());
            Waiting.until("the socket is back", () -> Files.exists(run.resolve("s")));
            assertThat(ctl(sandbox, "status").output()).contains("RUNNING");
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
            sandbox.write("second.yaml", Files.readString(sandbox.config()).replace("/other", "/state"));
            assertThat(Ran.program(
                                    sandbox,
                                    "taskmasterd",
                                    "-c",
                                    sandbox.path("second.yaml").toString())
                            .errors())
                    .contains("has its state in " + sandbox.path("state") + " already: pid " + daemon.pid());
            Files.move(sandbox.path("state"), sandbox.path("moved"));
            Files.createDirectory(
                    sandbox.path("state"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            assertThat(Ran.program(
                                    sandbox,
                                    "taskmasterd",
                                    "-c",
                                    sandbox.path("second.yaml").toString())
                            .errors())
                    .contains("has its state in " + sandbox.path("state") + " already: pid " + daemon.pid());

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
            assertThat(ctl(sandbox, "shutdown", "--wait").status()).isZero();
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

    private static Ran ctl(Sandbox sandbox, String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "-c";
        all[1] = sandbox.config().toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return Ran.program(sandbox, "taskmasterctl", all);
    }
}
