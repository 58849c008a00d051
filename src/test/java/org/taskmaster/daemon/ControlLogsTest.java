package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.Selector;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policies;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.Stream;

/// Reading and emptying the output of processes.
class ControlLogsTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theOutputOfAProcessIsReadFromItsFile() throws IOException {
        Files.writeString(out(), "hello");

        LogSlice slice = control().readLog(new LogSource.OfProcess(ProcessName.of("web"), Stream.STDOUT), -3, 100);

        assertThat(slice).isInstanceOfSatisfying(LogSlice.Bytes.class, bytes -> {
            assertThat(new String(bytes.bytes(), StandardCharsets.UTF_8)).isEqualTo("llo");
            assertThat(bytes.end()).isEqualTo(5);
        });
    }

    @Test
    void whyThereIsNothingToReadIsSaid() {
        assertThat(control().readLog(new LogSource.OfProcess(ProcessName.of("wbe"), Stream.STDOUT), 0, 1))
                .isEqualTo(new LogSlice.Unavailable("no process is named wbe"));
        assertThat(control().readLog(new LogSource.OfProcess(ProcessName.of("web"), Stream.STDOUT), 0, 1))
                .isEqualTo(new LogSlice.Unavailable(
                        "cannot read " + out() + ": it does not exist; restart web to have it made"));
        assertThat(control().readLog(new LogSource.OfProcess(ProcessName.of("web"), Stream.STDERR), 0, 1))
                .isEqualTo(new LogSlice.Unavailable(
                        "the stderr of web is discarded; give stderr: a file in the configuration to keep it"));
    }

    @Test
    void clearingEmptiesTheFilesAndTellsEachProcess() throws IOException {
        Files.writeString(out(), "hello");

        assertThat(control().clearLogs(Selector.all(), Simulation.ME).outcomes())
                .containsExactly(new Outcome.Cleared(ProcessName.of("web")));

        assertThat(out()).isEmptyFile();
    }

    @Test
    void clearingWhatIsKeptNowhereSaysSo() {
        Control control = control(new Output.Discard());

        assertThat(control.clearLogs(Selector.all(), Simulation.ME).outcomes())
                .containsExactly(new Outcome.NothingKept(ProcessName.of("web")));
    }

    private Path out() {
        return directory.resolve("out");
    }

    private Control control() {
        return control(new Output.ToFile(out()));
    }

    private static Control control(Output stdout) {
        Launch launch = new Launch(
                List.of("/bin/web"),
                Map.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Stdin.NONE,
                stdout,
                new Output.Discard());
        return Simulation.of(new SimulatedHost(), Programs.program("web", 1, Policies.USUAL, launch))
                .control();
    }
}
