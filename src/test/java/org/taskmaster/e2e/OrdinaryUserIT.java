package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody without any privilege starts it: whoever runs the tests, or nobody when that is root.
final class OrdinaryUserIT {

    @TempDir
    Path directory;

    @Test
    void programCannotBeGivenToAnotherUser() throws IOException {
        Sandbox sandbox = sandbox().programs("web: {cmd: sleep 1000, user: daemon}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.awaitExit()).isEqualTo(2);
            assertThat(taskmaster.errors()).contains("daemon").contains("only root");
        }
    }

    @Test
    void supervisorCannotBecomeAnotherUser() throws IOException {
        Sandbox sandbox = sandbox().supervisor("user: daemon").programs("web: {cmd: sleep 1000}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.awaitExit()).isEqualTo(2);
            assertThat(taskmaster.errors()).contains("only root may become \"daemon\"");
        }
    }

    @Test
    void stateIsKeptBelowTheUsersHome() throws IOException {
        Sandbox sandbox = sandbox().file("programs:\n    web: {cmd: sleep 1000, starttime: 0, umask: 027}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(Proc.status(taskmaster.pidOf("web"), "Umask")).isEqualTo("0027");
            assertThat(Proc.status(taskmaster.pidOf("web"), "Uid"))
                    .isEqualTo(Proc.status(taskmaster.pid(), "Uid"))
                    .doesNotStartWith("0\t");
            assertThat(sandbox.path("state-home/taskmaster")).isDirectory();
        }
    }

    private Sandbox sandbox() throws IOException {
        Sandbox sandbox = Sandbox.in(directory)
                .withoutUser()
                .environment("HOME", directory.toString())
                .environment("XDG_STATE_HOME", directory.resolve("state-home").toString());
        if (!Sandbox.isRoot()) {
            return sandbox;
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        String group = Tools.run("id", "-g", "nobody").strip();
        return sandbox.by("setpriv", "--reuid", "nobody", "--regid", group, "--clear-groups");
    }
}
