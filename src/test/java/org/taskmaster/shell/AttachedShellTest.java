package org.taskmaster.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;
import org.taskmaster.commands.Bond;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.commands.ScriptedAttachment;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Attachment.Coming;
import org.taskmaster.control.Requester;
import org.taskmaster.events.Event;
import org.taskmaster.model.DetachKeys;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.StateName;
import org.taskmaster.shell.Shell.End;
import org.taskmaster.shell.Shell.How;

/// A shell whose terminal is joined to that of a process, and given back.
@Timeout(30)
class AttachedShellTest {

    private static final String DETACH = "\u001dd";
    private static final String UNDONE = "\u001b[0m\r\n\u001b[J";

    @TempDir
    private Path directory = Path.of("");

    private final FakeControl control = new FakeControl().with("web", StateName.RUNNING, 4711);
    private final ScriptedAttachment web = new ScriptedAttachment();
    private final Screenful screen = new Screenful();
    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final Terminal terminal =
            new ExternalTerminal("test", "ansi", new PipedInputStream(keyboard), screen, StandardCharsets.UTF_8);

    private Shell shell = Shell.plain(setup(), 0);

    AttachedShellTest() throws IOException {
        control.answer(new AttachReport.Attached(web));
    }

    @BeforeEach
    void openTerminal() {
        terminal.setSize(new Size(100, 30));
        shell = new TerminalShell(setup(), terminal);
    }

    @AfterEach
    void close() throws IOException {
        keyboard.close();
        shell.close();
    }

    @Test
    void whatItShowsIsShownAsItIsAfterTheGreeting() throws Exception {
        web.shows("\u001b[?1049h\u001b[Hvim");
        attach();

        screen.await("\u001b[?1049h\u001b[Hvim");

        assertThat(screen.text()).contains("attached to web; detach with Ctrl-] d\r\n\u001b[?1049h\u001b[Hvim");
        assertThat(control.asked).containsExactly("attach web 30x100 INTERACTIVE by the shell");
    }

    @Test
    void keysReachItByteByByteAndTheDetachKeysLeave() throws Exception {
        attach();

        type("ls\r\u0003\u001a\u001c\u001b[A\u00e9");
        type("\u001d\u001d");
        type("\u001d");
        type("d");
        screen.await("detached from web, which goes on");
        screen.awaitPrompts(2);

        assertThat(web.typed()).isEqualTo("ls\r\u0003\u001a\u001c\u001b[A\u00e9\u001d");
        assertThat(web.closed).isDone();
    }

    @Test
    void theTerminalIsRawMeanwhileAndAsItWasAfterwards() throws Exception {
        Attributes before = terminal.getAttributes();
        attach();
        Attributes meanwhile = terminal.getAttributes();

        type(DETACH);
        screen.await("detached from web");
        screen.awaitPrompts(2);

        assertThat(meanwhile.getLocalFlag(LocalFlag.ISIG)).isFalse();
        assertThat(meanwhile.getLocalFlag(LocalFlag.ICANON)).isFalse();
        assertThat(meanwhile.getLocalFlag(LocalFlag.ECHO)).isFalse();
        assertThat(meanwhile.getInputFlag(InputFlag.ICRNL)).isFalse();
        assertThat(meanwhile.getInputFlag(InputFlag.IXON)).isFalse();
        assertThat(meanwhile.getOutputFlag(OutputFlag.OPOST)).isFalse();
        assertThat(screen.text()).contains(UNDONE + "detached");
        type("\u0004");
        end.get();
        assertThat(terminal.getAttributes().getLocalFlags()).isEqualTo(before.getLocalFlags());
        assertThat(terminal.getAttributes().getOutputFlags()).isEqualTo(before.getOutputFlags());
    }

    @Test
    void itsEndReturnsThePromptAndNoKeyIsLost() throws Exception {
        attach();

        web.comes(new Coming.Ended("exit status 5"));
        screen.await(UNDONE + "web: exit status 5");
        screen.awaitPrompts(2);
        type("quit\r");

        assertThat(end.get().how()).isEqualTo(How.SHUTDOWN);
        assertThat(web.typed()).isEmpty();
        assertThat(control.asked).contains("shutdown by the shell");
    }

    @Test
    void aConnectionThatDiesReturnsThePrompt() throws Exception {
        attach();

        web.comes(new Coming.Lost("the network is down"));
        screen.await(UNDONE + "web: ERROR (the network is down)");
        screen.awaitPrompts(2);
        type("\u0004");

        assertThat(end.get().how()).isEqualTo(How.END_OF_INPUT);
    }

    @Test
    void closingTheShellGivesTheTerminalBack() throws Exception {
        web.shows("\u001b[?1049hvim");
        attach();
        screen.await("vim");

        shell.close();

        assertThat(end.get().how()).isEqualTo(How.CLOSED);
        assertThat(screen.text()).contains("\u001b[0m\u001b[?1049l");
    }

    @Test
    void aTerminalThatHangsUpLeaves() throws Exception {
        attach();

        keyboard.close();

        assertThat(end.get().how()).isEqualTo(How.HANG_UP);
        assertThat(web.closed).isDone();
    }

    @Test
    void aNewSizeIsTold() throws Exception {
        attach();

        terminal.setSize(new Size(132, 50));
        shell.windowChanged();
        Waiting.until(() -> web.done.contains("resized 50x132"));

        terminal.setSize(new Size(0, 0));
        shell.windowChanged();
        Waiting.until(() -> web.done.contains("resized 24x80"));
    }

    @Test
    void eventsWaitUntilTheTerminalIsGivenBack() throws Exception {
        attach();
        control.events.publish(new Event.OfSupervisor(Instant.now(), LogLevel.WARN, "the disk is full"));
        // The feed carries one event after the other: when the second was held back, so was the first.
        web.shows("still undisturbed");
        screen.await("still undisturbed");

        type(DETACH);
        screen.await("the disk is full");

        assertThat(screen.text().indexOf("the disk is full"))
                .isGreaterThan(screen.text().indexOf(UNDONE));
    }

    @Test
    void whoCannotTypeAnyMoreCanStillLeave() throws Exception {
        web.readsNothing();
        attach();
        type("x");

        type(DETACH);

        screen.await("detached from web");
    }

    @Test
    void keysThatCouldBeTypedAtOnceDoNotOvertakeThoseThatWait() throws Exception {
        web.takesAtOnce();
        web.readsNothing();
        attach();
        type("first ");
        type("second ");
        Waiting.until(web::isTypedTo);

        web.readsOn();
        type("third");
        Waiting.until(() -> web.typed().endsWith("third"));
        type(DETACH);
        screen.await("detached from web");

        assertThat(web.typed()).isEqualTo("first second third");
    }

    @Test
    void fgJoinsAProcessThatHasATerminal() throws Exception {
        open();
        type("fg web\r");
        screen.await("attached to web");

        type(DETACH);
        screen.await("detached from web");
    }

    private void attach() throws IOException {
        open();
        type("attach web\r");
        screen.await("attached to web");
    }

    private void open() {
        Thread.ofPlatform().daemon().name("shell under test").start(() -> {
            try {
                end.complete(shell.run());
            } catch (RuntimeException | Error e) {
                end.completeExceptionally(e);
            }
        });
        screen.awaitPrompts(1);
    }

    private ShellSetup setup() {
        return new ShellSetup(
                control,
                new Requester("the shell"),
                Bond.ONE_PROGRAM,
                DetachKeys.USUAL,
                directory.resolve("history"),
                new ByteArrayInputStream(new byte[0]),
                System.out,
                Map.of("NO_COLOR", "1"));
    }

    private void type(String keys) throws IOException {
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }
}
