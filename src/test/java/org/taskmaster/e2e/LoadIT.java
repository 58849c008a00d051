package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// Much of everything.
final class LoadIT {

    @TempDir
    Path directory;

    @Test
    void gibibyteOfOutputArrivesWhileTheShellAnswers() throws Exception {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                flood:
                    cmd: head -c 1G /dev/zero
                    stdout: flood.bin
                    starttime: 0
                    autostart: false
                nowhere:
                    cmd: cat /dev/zero
                    stdout: /dev/null
                    starttime: 0
                endless:
                    cmd: sh -c 'while :; do echo a line on both; echo a line on both >&2; done'
                    starttime: 0
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.ask("start flood");
            int answers = 0;
            while (taskmaster.status("flood").state().equals("RUNNING")) {
                answers++;
            }

            assertThat(answers).isPositive();
            assertThat(taskmaster.status("flood").text()).endsWith("exit status 0");
            assertThat(Files.size(sandbox.path("flood.bin"))).isEqualTo(1L << 30);
            assertThat(taskmaster.status("nowhere").state()).isEqualTo("RUNNING");
            assertThat(taskmaster.status("endless").state()).isEqualTo("RUNNING");
        } finally {
            Files.deleteIfExists(sandbox.path("flood.bin"));
        }
    }

    @Test
    void thousandProcessesRunAndStop() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                many: {cmd: sleep 1000, numprocs: 1000}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            Waiting.until(
                    "all are RUNNING",
                    () -> taskmaster.status().rows().stream()
                                    .filter(row -> row.state().equals("RUNNING"))
                                    .count()
                            == 1000);
            assertThat(Proc.children(taskmaster.pid())).hasSize(1000);

            assertThat(taskmaster.ask("stop all"))
                    .hasSize(1000)
                    .allMatch(line -> line.endsWith(": stopped (terminated by SIGTERM)"));

            assertThat(Proc.children(taskmaster.pid())).isEmpty();
            assertThat(taskmaster.status().rows())
                    .hasSize(1000)
                    .allMatch(row -> row.state().equals("STOPPED"));
        }
    }
}
