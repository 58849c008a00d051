package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.taskmaster.host.Host.Reach;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// A process that somebody traces: its death is told to the tracer first, and to its parent when that lets go.
///
/// [ptrace(2)](https://man7.org/linux/man-pages/man2/ptrace.2.html)
final class TracedDeathTest extends RealHost {

    private static final String TRACER = """
            #include <stdlib.h>
            #include <sys/ptrace.h>
            #include <unistd.h>

            int main(int count, char **words)
            {
                char none;
                if (ptrace(PTRACE_SEIZE, atoi(words[1]), 0, 0))
                    return 1;
                write(1, "traced\\n", 7);
                return read(0, &none, 1);
            }
            """;

    @Test
    void itsDeathIsReportedWhenItsTracerLetsGo() throws Exception {
        ProcessId id = spawn(Launches.of("sleep", "1000"));
        Process tracer = new ProcessBuilder(compiled().toString(), Integer.toString(id.pid())).start();
        try (BufferedReader said = tracer.inputReader(StandardCharsets.US_ASCII)) {
            assumeThat(said.readLine()).as("tracing is allowed").isEqualTo("traced");
            host.signal(id, Signal.KILL, Reach.PROCESS);
            until(() -> isDead(id));
            assertThat(host.takeDeath(id)).isEmpty();

            tracer.outputWriter().close();
            assertThat(death(id).exit()).isEqualTo(new ExitStatus.Killed(Signal.KILL, false));
        } finally {
            tracer.destroyForcibly();
        }
    }

    private Path compiled() throws IOException, InterruptedException {
        Path source = Files.writeString(directory.resolve("tracer.c"), TRACER);
        Path program = directory.resolve("tracer");
        Process compiler = new ProcessBuilder(List.of("gcc", "-w", "-o", program.toString(), source.toString()))
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
        return program;
    }

    private static boolean isDead(ProcessId id) {
        return ProcessTree.look(id.pid()).filter(ProcessTree.Seen::zombie).isPresent();
    }
}
