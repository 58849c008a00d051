package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.control.StdinReport;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.daemon.Daemon;
import org.taskmaster.daemon.Surroundings;
import org.taskmaster.events.EventBus;
import org.taskmaster.linux.Environment;
import org.taskmaster.linux.LinuxHost;
import org.taskmaster.linux.LinuxHost.SignalIntake;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policies;
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
        CompletableFuture<Control> opened = new CompletableFuture<>();
        Thread supervisor = Thread.ofPlatform().start(() -> supervise(opened));
        Control control = opened.get(20, TimeUnit.SECONDS);

        assertThat(send(control, "hello\n")).isEqualTo(new StdinReport.Sent());
        Waiting.until("it has its echo", () -> sandbox.lines("out").equals(List.of("hello")));
        control.act(Action.RESTART, new Selector(List.of("cat")), ME).get(20, TimeUnit.SECONDS);
        assertThat(send(control, "again\n")).isEqualTo(new StdinReport.Sent());
        Waiting.until("it has its echo", () -> sandbox.lines("out").equals(List.of("hello", "again")));
        control.act(Action.STOP, new Selector(List.of("cat")), ME).get(20, TimeUnit.SECONDS);

        assertThat(send(control, "late\n")).isEqualTo(new StdinReport.NotRunning());
        control.shutdown(ME).get(20, TimeUnit.SECONDS);
        assertThat(supervisor.join(Duration.ofSeconds(20))).isTrue();
    }

    private static StdinReport send(Control control, String text) throws Exception {
        return control.sendStdin("cat", text.getBytes(StandardCharsets.UTF_8), ME)
                .get(20, TimeUnit.SECONDS);
    }

    private void supervise(CompletableFuture<Control> opened) {
        try (LinuxHost host = LinuxHost.open(Environment.ofThisProcess(), SignalIntake.NONE)) {
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
            Configuration configuration = Programs.configuration(
                    List.of(Programs.program("cat", 1, Policies.start(Policies.USUAL, Duration.ZERO, 0), echo)));
            Daemon daemon = Daemon.create(
                    new SupervisorInfo("0", 1, directory, directory.resolve("log"), "supervisor"),
                    configuration,
                    () -> new LoadResult.Loaded(configuration),
                    host,
                    new EventBus(),
                    new Nothing());
            daemon.loop().begin();
            opened.complete(daemon.control());
            daemon.loop().run();
        }
    }

    private record Nothing() implements Surroundings {
        @Override
        public boolean interruptedFromTerminal() {
            return false;
        }

        @Override
        public void terminalResized() {
            // there is no terminal
        }

        @Override
        public void reopenLogs() {
            // there are no logs
        }
    }
}
