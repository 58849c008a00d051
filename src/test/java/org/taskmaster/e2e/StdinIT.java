package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// Lines sent to a program through the packaged supervisor's socket.
final class StdinIT {

    @TempDir
    Path directory;

    @Test
    void linesReachAProgramAndItOutlivesTheSupervisor() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                echo: {cmd: cat, starttime: 0, stdin: pipe, stdout: out.txt}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            long pid = taskmaster.pidOf("echo");

            assertThat(send(sandbox, "echo", "hunter2&#10;two&#10;")).contains("<boolean>1</boolean>");
            Waiting.until("it wrote both", () -> sandbox.lines("out.txt").equals(List.of("hunter2", "two")));
            assertThat(taskmaster.log()).anyMatch(line -> line.contains("stdin of echo, 12 bytes, asked by "));
            assertThat(taskmaster.log()).noneMatch(line -> line.contains("hunter2"));

            taskmaster.signal("KILL");
            taskmaster.awaitExit();
            assertThat(Proc.stat(pid)).as("it waits for more").isPresent();
            // A line from elsewhere is read: it did not find the end of its input.
            Tools.run("sh", "-c", "echo three >/proc/" + pid + "/fd/0");
            Waiting.until("it wrote more", () -> sandbox.lines("out.txt").equals(List.of("hunter2", "two", "three")));
            sandbox.endSurvivors();
        }
    }

    @Test
    void aProgramThatClosesItsInputDoesNoHarm() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                deaf: {cmd: [sh, -c, "exec 0<&-; touch closed; exec sleep 1000"], starttime: 0, stdin: pipe}
                none: {cmd: sleep 1000, starttime: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            Waiting.until(
                    "its input is closed", () -> sandbox.path("closed").toFile().exists());

            // SIGPIPE would have ended the supervisor.
            assertThat(send(sandbox, "deaf", "x")).contains("NO_FILE");
            assertThat(send(sandbox, "none", "x")).contains("NO_FILE");
            assertThat(taskmaster.status("deaf").state()).isEqualTo("RUNNING");
        }
    }

    private static String send(Sandbox sandbox, String process, String text) {
        return Tools.run(
                "curl",
                "-sS",
                "--unix-socket",
                sandbox.path("state/taskmaster.sock").toString(),
                "-d",
                "<methodCall><methodName>supervisor.sendProcessStdin</methodName><params><param><value>" + process
                        + "</value></param><param><value>" + text + "</value></param></params></methodCall>",
                "http://localhost/RPC2");
    }
}
