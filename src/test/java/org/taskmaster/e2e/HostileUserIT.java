package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user can do to a supervisor of root's that runs programs as that user.
final class HostileUserIT {

    private static final String USER = "games";

    @TempDir
    Path directory;

    @BeforeEach
    void onlyAsRoot() throws IOException {
        assumeTrue(Sandbox.isRoot(), "only root can have programs of other users");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void nothingOfTheSupervisorCanBeStoppedKilledOrTracedByTheUserOfAProgram() throws IOException {
        Path attacker = compiled();
        Sandbox sandbox = Sandbox.in(directory);
        sandbox.script("closed", "");
        Files.setPosixFilePermissions(sandbox.path("closed"), PosixFilePermissions.fromString("rwx------"));
        // Each try asks anew, with the file system ids of that user, whether they may.
        sandbox.programs("""
                closed: {cmd: ./closed, user: games, startretries: 100, numprocs: 60}
                www: {cmd: sleep 1.05, user: games, autorestart: always, stopsignal: KILL, numprocs: 25}
                ours: {cmd: sleep 1.05, autorestart: always, stopsignal: KILL}
                masked: {cmd: sleep 1.05, user: games, umask: 077, autorestart: always, stopsignal: KILL}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            String told = Tools.run(
                    "setpriv",
                    "--reuid=" + USER,
                    "--regid=" + USER,
                    "--clear-groups",
                    attacker.toString(),
                    Long.toString(taskmaster.pid()),
                    "sleep",
                    "300");

            // 300, and who else it met in the last round
            assertThat(told).matches("seen [3-9][0-9]{2}\n");
            assertThat(taskmaster.await("www:0", "RUNNING").pid()).isPositive();
            assertThat(taskmaster.await("ours", "RUNNING").pid()).isPositive();
            assertThat(taskmaster.ask("restart www:3")).anyMatch(line -> line.contains("www:3"));
        }
    }

    @Test
    void whatAProgramTellsTheLoaderIsNotHeededBeforeItHasItsUser() throws IOException {
        Path library = directory.resolve("library.so");
        Path source = directory.resolve("library.c");
        Files.writeString(source, """
                #include <stdio.h>
                #include <unistd.h>
                __attribute__((constructor)) static void loaded(void)
                {
                    dprintf(1, "loaded by %d\\n", (int) geteuid());
                }
                """);
        Tools.run("gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString());
        Sandbox sandbox = Sandbox.in(directory).programs("""
                www: {cmd: sleep 1000, user: games, starttime: 0, stdout: out.txt, env: {LD_PRELOAD: %s}}
                """.formatted(library));

        try (Taskmaster _ = sandbox.start()) {
            sandbox.awaitLine("out.txt", "loaded");

            assertThat(sandbox.lines("out.txt"))
                    .containsExactly("loaded by " + Tools.run("id", "-u", USER).strip());
        }
    }

    private Path compiled() {
        Path source = directory.resolve("hostile.c");
        Path program = directory.resolve("hostile");
        try (InputStream text = Objects.requireNonNull(getClass().getResourceAsStream("/hostile.c"))) {
            Files.copy(text, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Tools.run("gcc", "-O1", "-o", program.toString(), source.toString());
        return program;
    }
}
