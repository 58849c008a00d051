package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// A JVM that fails tells so where only its user reads it, and leaves no file in the directory it was started in.
final class CrashIT {

    @TempDir
    Path directory;

    @Test
    void whatAFailingJvmTellsIsPrivate() throws IOException, InterruptedException {
        Sandbox sandbox = Sandbox.in(directory)
                .environment("SECRET_OF_A_PROGRAM", "hunter2-and-more")
                .programs("web: {cmd: sleep 1000, starttime: 0}\n");

        Background daemon = Background.start(sandbox);
        Process client = new ProcessBuilder(
                        Sandbox.program("taskmasterctl").toString(),
                        "-c",
                        sandbox.config().toString(),
                        "events",
                        "-f")
                .directory(directory.toFile())
                .redirectOutput(sandbox.path("client.out").toFile())
                .redirectError(sandbox.path("client.err").toFile())
                .start();
        sandbox.awaitLine("client.out", "RUNNING");
        Signals.send("ILL", client.pid());
        client.waitFor();
        Signals.send("ILL", daemon.pid());
        Waiting.until("the supervisor is gone", () -> !daemon.lives());

        assertThat(sandbox.lines("client.err")).anyMatch(line -> line.contains("SIGILL"));
        Path told = sandbox.path("state/crash.log");
        assertThat(Files.readString(told)).contains("SIGILL").doesNotContain("hunter2", "TASKMASTER_ENVIRONMENT");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(told)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .noneMatch(name -> name.startsWith("hs_err"));
        }
        assertThat(sandbox.endSurvivors()).hasSize(1);
    }
}
