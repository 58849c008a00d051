package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.InProcessSupervisor;
import org.taskmaster.Waiting;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.control.StdinReport;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policies;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Stdin;

/// The whole supervisor, in this process, and a real `cat` that is sent lines.
@Timeout(60)
final class StdinTest {

    private static final Requester ME = new Requester("the test");

    @TempDir
    Path directory;

    @Test
    void whatIsSentIsReadAlsoAfterARestart() throws Exception {
        Sandbox sandbox = Sandbox.in(directory);
        Launch cat = Programs.launch("cat");
        Launch echo = new Launch(
                cat.command(),
                cat.environment(),
                cat.workingdir(),
                cat.umask(),
                cat.user(),
                Stdin.PIPE,
                new Output.ToFile(directory.resolve("out")),
                new Output.Discard());

        try (InProcessSupervisor supervisor = InProcessSupervisor.of(
                directory, Programs.program("cat", 1, Policies.start(Policies.USUAL, Duration.ZERO, 0), echo))) {
            Control control = supervisor.control();

            assertThat(send(control, "hello\n")).isEqualTo(new StdinReport.Sent());
            Waiting.until("it has its echo", () -> sandbox.lines("out").equals(List.of("hello")));
            act(control, Action.RESTART);
            assertThat(send(control, "again\n")).isEqualTo(new StdinReport.Sent());
            Waiting.until("it has its echo", () -> sandbox.lines("out").equals(List.of("hello", "again")));
            act(control, Action.STOP);
            assertThat(send(control, "late\n")).isEqualTo(new StdinReport.NotRunning());

            assertThat(supervisor.defects()).isEmpty();
        }
    }

    private static void act(Control control, Action action) throws Exception {
        control.act(action, new Selector(List.of("cat")), ME).get(20, TimeUnit.SECONDS);
    }

    private static StdinReport send(Control control, String text) throws Exception {
        return control.sendStdin(ProcessName.of("cat"), text.getBytes(StandardCharsets.UTF_8), ME)
                .get(20, TimeUnit.SECONDS);
    }
}
