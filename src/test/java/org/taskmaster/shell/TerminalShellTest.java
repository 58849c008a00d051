package org.taskmaster.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;
import org.taskmaster.commands.Bond;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Requester;
import org.taskmaster.events.Event;
import org.taskmaster.model.DetachKeys;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.StateName;
import org.taskmaster.shell.Shell.End;
import org.taskmaster.shell.Shell.How;

/// The shell on a terminal that is no device: what a person types comes through a pipe.
@Timeout(30)
final class TerminalShellTest {

    private static final String CTRL_A = "\u0001";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String UP = "\u001b[A";

    @TempDir
    private Path directory = Path.of("");

    private final FakeControl control =
            new FakeControl().with("db", StateName.STOPPED, "Not started").with("web", StateName.RUNNING, 4711);
    private final Screenful screen = new Screenful();
    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private Shell shell = Shell.plain(setup(Path.of("/nonexistent")), 0);

    @AfterEach
    void close() throws IOException {
        keyboard.close();
        shell.close();
    }

    @Test
    void itBeginsWithTheStatusAndEndsWithCtrlD() throws Exception {
        open();
        screen.await("web                    RUNNING   pid 4711, uptime 1:01:01");

        type(CTRL_D);

        assertThat(end.get()).isEqualTo(new End(How.END_OF_INPUT, ExitCode.OK));
    }

    @Test
    void aLineIsEditedAndDone() throws Exception {
        open();
        type("op web" + CTRL_A + "st\r");
        Waiting.until(() -> !control.asked.isEmpty());

        type("quit\r");

        assertThat(end.get()).isEqualTo(new End(How.SHUTDOWN, ExitCode.OK));
        assertThat(control.asked).containsExactly("STOP web by the shell", "shutdown by the shell");
    }

    @Test
    void tabCompletesWhatMakesSenseNow() throws Exception {
        open();

        type("start d\t\r");
        Waiting.until(() -> !control.asked.isEmpty());

        assertThat(control.asked).containsExactly("START db by the shell");
    }

    @Test
    void historyIsKeptAcrossRunsAtOnce() throws Exception {
        open();
        type("stop web\r");
        Waiting.until(() -> !control.asked.isEmpty());
        assertThat(directory.resolve("history")).hasContent("stop web");

        type(CTRL_C + UP + "\r");
        Waiting.until(() -> control.asked.size() == 2);

        assertThat(control.asked.getLast()).isEqualTo("STOP web by the shell");
    }

    @Test
    void anOlderHistoryIsAtHand() throws Exception {
        Files.writeString(directory.resolve("history"), "stop web\n");
        open();

        type(UP + "\r");
        Waiting.until(() -> !control.asked.isEmpty());

        assertThat(control.asked).containsExactly("STOP web by the shell");
    }

    @Test
    void aForwardedCtrlCAbandonsTheLine() throws Exception {
        open();
        type("stop web");
        screen.await("stop web");

        shell.interrupted();
        screen.awaitPrompts(2);
        type("quit\r");
        end.get();

        assertThat(control.asked).containsExactly("shutdown by the shell");
    }

    @Test
    void aForwardedCtrlCEndsTheWaiting() throws Exception {
        control.answer(_ -> new CompletableFuture<ActionReport>());
        open();
        type("stop web\r");
        Waiting.until(() -> !control.asked.isEmpty());

        shell.interrupted();
        screen.await("no longer waiting; the order stands");
        type(CTRL_D);

        assertThat(end.get()).isEqualTo(new End(How.END_OF_INPUT, ExitCode.INTERRUPTED));
    }

    @Test
    void eventsComeAboveTheLineThatIsTyped() throws Exception {
        open();
        type("stop we");
        screen.await("stop we");

        control.events.publish(new Event.OfSupervisor(Instant.now(), LogLevel.WARN, "the disk is full"));
        screen.await("the disk is full");
        type("b\r");
        Waiting.until(() -> !control.asked.isEmpty());

        assertThat(control.asked).containsExactly("STOP web by the shell");
    }

    @Test
    void aTerminalThatIsGoneEndsIt() throws Exception {
        open();

        keyboard.close();

        assertThat(end.get()).isEqualTo(new End(How.HANG_UP, ExitCode.OK));
    }

    @Test
    void closingEndsItWhileALineIsTyped() throws Exception {
        open();
        type("stop we");
        screen.await("stop we");

        shell.close();

        assertThat(end.get().how()).isEqualTo(How.CLOSED);
    }

    @Test
    void aPastedTextIsDoneLineByLine() throws Exception {
        open();

        type("\u001b[200~stop web\nstart db\u001b[201~\r");
        Waiting.until(() -> control.asked.size() == 2);

        assertThat(control.asked).containsExactly("STOP web by the shell", "START db by the shell");
    }

    @Test
    void withoutAFileForTheHistoryItGoesOnAndSaysSoOnce() throws Exception {
        Files.createDirectory(directory.resolve("history"));
        open();
        screen.await("what is typed will not be remembered: it is not a plain file");

        type("stop web\r");
        Waiting.until(() -> !control.asked.isEmpty());
        type(CTRL_D);

        assertThat(end.get().how()).isEqualTo(How.END_OF_INPUT);
    }

    private void open() throws IOException {
        PipedInputStream typed = new PipedInputStream(keyboard);
        Terminal terminal = new ExternalTerminal("test", "ansi", typed, screen, StandardCharsets.UTF_8);
        terminal.setSize(new org.jline.terminal.Size(100, 30));
        shell = new TerminalShell(setup(directory.resolve("history")), terminal);
        Thread.ofPlatform().daemon().name("shell under test").start(() -> {
            try {
                end.complete(shell.run());
            } catch (RuntimeException | Error e) {
                end.completeExceptionally(e);
            }
        });
        screen.awaitPrompts(1);
    }

    private ShellSetup setup(Path history) {
        return new ShellSetup(
                control,
                new Requester("the shell"),
                Bond.ONE_PROGRAM,
                DetachKeys.USUAL,
                history,
                new ByteArrayInputStream(new byte[0]),
                System.out,
                Map.of("NO_COLOR", "1"));
    }

    private void type(String keys) throws IOException {
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }
}
