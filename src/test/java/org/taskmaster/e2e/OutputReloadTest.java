package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.InProcessSupervisor;
import org.taskmaster.Waiting;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.control.ReloadStep.Kind;
import org.taskmaster.control.Requester;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policies;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Stream;

/// The whole supervisor, in this process, a real `cat` that echoes lines, and a configuration that changes
/// where they go.
@Timeout(120)
final class OutputReloadTest {

    private static final Requester ME = new Requester("the test");

    @TempDir
    Path directory;

    @Test
    void capturedOutputGoesToItsNewFileWithoutARestart() throws Exception {
        Sandbox sandbox = Sandbox.in(directory);
        Output before = Programs.captured(file("before"));
        Output after = Programs.captured(file("after"));

        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, cat(before))) {
            int pid = up(supervisor.control());
            echo(supervisor.control(), "one");
            Waiting.until("it is in the file", () -> sandbox.lines("before").equals(List.of("one")));

            ReloadReport report = supervisor.reload(cat(after));
            echo(supervisor.control(), "two");
            Waiting.until("it is in the new file", () -> sandbox.lines("after").equals(List.of("two")));

            assertThat(report)
                    .isEqualTo(new ReloadReport.Applied(List.of(
                            new ReloadStep(Kind.RETUNE, "cat", "stdout " + file("before") + " -> " + file("after")))));
            assertThat(up(supervisor.control())).isEqualTo(pid);
            assertThat(status(supervisor.control()).stdout()).isEqualTo(after);
            assertThat(sandbox.lines("before")).containsExactly("one");
            assertThat(supervisor.reload(cat(after))).isEqualTo(new ReloadReport.Applied(List.of()));
            assertThat(supervisor.defects()).isEmpty();
        }
    }

    @Test
    void outputThatGoesAnotherWayTakesARestart() throws Exception {
        Sandbox sandbox = Sandbox.in(directory);
        Output captured = Programs.captured(file("log"));
        Output direct = new Output.ToFile(Path.of(file("log")));

        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, cat(captured))) {
            int pid = up(supervisor.control());
            echo(supervisor.control(), "one");
            Waiting.until("it is in the file", () -> sandbox.lines("log").equals(List.of("one")));

            ReloadReport report = supervisor.reload(cat(direct));
            int restarted = up(supervisor.control());
            echo(supervisor.control(), "two");
            Waiting.until("it is in the file, too", () -> sandbox.lines("log").equals(List.of("one", "two")));

            assertThat(report)
                    .isEqualTo(new ReloadReport.Applied(List.of(new ReloadStep(
                            Kind.RESTART, "cat", "stdout " + file("log") + " (captured) -> " + file("log")))));
            assertThat(restarted).isNotEqualTo(pid);
            assertThat(status(supervisor.control()).stdout()).isEqualTo(direct);
            assertThat(supervisor.defects()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProcessThatIsRenamedTakesItsOutputAlong(boolean down) throws Exception {
        Sandbox sandbox = Sandbox.in(directory);
        List<String> both = List.of("cat:0", "cat:1");
        List<String> one = List.of("cat");
        List<String> names = down ? both : one;
        List<String> later = down ? one : both;
        String before = names.getFirst();
        String after = later.getFirst();

        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, cats(names))) {
            Control control = supervisor.control();
            int pid = up(control);
            echo(control, before, "one");
            LogSource source = new LogSource.OfProcess(ProcessName.of(before), Stream.STDOUT);
            Waiting.until("it is in the file", () -> sandbox.lines(before).equals(List.of("one")));
            LogSlice.Bytes read = (LogSlice.Bytes) control.readLog(source, 0, 1_000);
            echo(control, before, "two");
            Waiting.until("it is there, too", () -> sandbox.lines(before).equals(List.of("one", "two")));

            supervisor.reload(cats(later));
            assertThat(up(control)).isEqualTo(pid);
            echo(control, after, "three");
            Waiting.until("it is in the new file", () -> sandbox.lines(after).equals(List.of("three")));

            assertThat(sandbox.lines(before)).containsExactly("one", "two");
            assertThat(control.readOn(source, read.place(), 1_000))
                    .isInstanceOfSatisfying(
                            LogSlice.Bytes.class,
                            rest -> assertThat(rest.bytes()).asString().isEqualTo("two\n"));
            assertThat(control.readLog(source, 0, 1_000)).isInstanceOf(LogSlice.Unavailable.class);
            assertThat(control.readLog(new LogSource.OfProcess(ProcessName.of(after), Stream.STDOUT), 0, 1_000))
                    .isInstanceOfSatisfying(
                            LogSlice.Bytes.class,
                            rest -> assertThat(rest.bytes()).asString().isEqualTo("three\n"));
            assertThat(supervisor.defects()).isEmpty();
        }
    }

    private ProgramConfig cats(List<String> names) {
        List<ProcessConfig> processes = new ArrayList<>();
        for (String name : names) {
            ProcessConfig sample =
                    cat(Programs.captured(file(name))).processes().getFirst();
            processes.add(new ProcessConfig(
                    new ProcessKey("cat", processes.size()), ProcessName.of(name), sample.launch(), sample.policy()));
        }
        return new ProgramConfig("cat", processes);
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private static ProgramConfig cat(Output stdout) {
        return Programs.program(
                "cat",
                1,
                Policies.start(Policies.USUAL, Duration.ZERO, 0),
                Programs.writing(Programs.piped(Programs.launch("cat")), stdout, new Output.Discard()));
    }

    private static ProcessStatus status(Control control) {
        return control.status().processes().getFirst();
    }

    private static int up(Control control) {
        return status(control).pid().orElseThrow(() -> new AssertionError("it is not up: " + status(control)));
    }

    private static void echo(Control control, String line) throws Exception {
        echo(control, "cat", line);
    }

    private static void echo(Control control, String process, String line) throws Exception {
        control.sendStdin(ProcessName.of(process), (line + "\n").getBytes(StandardCharsets.UTF_8), ME)
                .get(20, TimeUnit.SECONDS);
    }
}
