package org.taskmaster.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.Waiting;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.Attachment.Coming;
import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.WindowSize;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessName;

/// Who looks at a terminal, what comes to them, and what they may do.
@Timeout(60)
final class SessionsTest {

    private static final ProcessId ID = new ProcessId(100, 1);
    private static final WindowSize SMALL = new WindowSize(5, 20);
    private static final WindowSize LARGE = new WindowSize(50, 200);

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Sessions sessions = new Sessions((level, text) -> log.add(level + " " + text));
    private final FakeTerminal terminal = new FakeTerminal();

    @BeforeEach
    void open() {
        sessions.opened(ProcessName.of("shell"), ID, terminal);
    }

    @AfterEach
    void close() {
        sessions.close();
    }

    @Test
    void whoComesSeesTheScreenAndThenWhatFollows() throws InterruptedException {
        says("before");

        Attachment viewer = attach(SMALL);

        assertThat(output(viewer)).contains("before");
        says("\033[31mafter");
        assertThat(output(viewer)).isEqualTo("\033[31mafter");
    }

    @Test
    void whoIsTakenOverShowsWhatItWroteBeforeAndIsAskedToDrawAnew() throws InterruptedException {
        FakeTerminal other = new FakeTerminal();
        other.hasSize(7, 30);
        sessions.resumed(ProcessName.of("other"), new ProcessId(101, 1), other, () -> bytes("was here\033[6n"));
        Waiting.until("it was asked", () -> other.sizes().size() == 2);

        Attachment viewer = sessions.attach(ProcessName.of("other"), new WindowSize(7, 30), AttachMode.INTERACTIVE)
                .orElseThrow();

        assertThat(output(viewer)).contains("was here");
        assertThat(other.sizes()).containsExactly("7x31", "7x30");
        assertThat(other.wasTypedInto()).isFalse();
        other.says("goes on");
        assertThat(output(viewer)).isEqualTo("goes on");
    }

    @Test
    void whatIsLeftToTheNextSupervisorIsNotClosedBeforeItIsLogged() throws InterruptedException {
        Attachment viewer = attach(SMALL);
        output(viewer);
        terminal.says("last words");

        sessions.leave();

        assertThat(terminal.isLeft()).isTrue();
        assertThat(terminal.logged()).isEqualTo("last words");
    }

    @Test
    void everybodySeesTheSame() throws InterruptedException {
        Attachment first = attach(SMALL);
        Attachment second = attach(SMALL);
        output(first);
        output(second);

        says("hello");

        assertThat(output(first)).isEqualTo("hello");
        assertThat(output(second)).isEqualTo("hello");
    }

    @Test
    void whoLooksGoesOnLookingWhenTheProcessHasAnotherName() throws InterruptedException {
        Attachment viewer = attach(SMALL);
        output(viewer);

        sessions.renamed(ID, ProcessName.of("shell:0"));
        says("hello");

        assertThat(output(viewer)).isEqualTo("hello");
        assertThat(sessions.attach(ProcessName.of("shell:0"), SMALL, AttachMode.INTERACTIVE))
                .isPresent();
        assertThat(sessions.attach(ProcessName.of("shell"), SMALL, AttachMode.INTERACTIVE))
                .isEmpty();
        sessions.ended(ID, "exit status 0");
        assertThat(sessions.attach(ProcessName.of("shell:0"), SMALL, AttachMode.INTERACTIVE))
                .isEmpty();
    }

    @Test
    void whatIsWrittenIsLogged() {
        says("one");
        says("two");

        assertThat(terminal.logged()).isEqualTo("onetwo");
    }

    @Test
    void keysAreTyped() throws InterruptedException {
        attach(SMALL).type(bytes("ls\r"));

        assertThat(terminal.nextTyped()).isEqualTo("ls\r");
    }

    @Test
    void keysAreTypedAtOnceUnlessThatMeansToWait() throws InterruptedException {
        Attachment viewer = attach(SMALL);

        assertThat(viewer.typeAtOnce(bytes("a"))).isTrue();
        assertThat(terminal.nextTyped()).isEqualTo("a");
        terminal.isFull();
        assertThat(viewer.typeAtOnce(bytes("b"))).isFalse();
        assertThat(terminal.wasTypedInto()).isFalse();
    }

    @Test
    void whoHasNoSayIsNotAskedToWaitForIt() {
        Attachment reader = sessions.attach(ProcessName.of("shell"), LARGE, AttachMode.READ_ONLY)
                .orElseThrow();

        assertThat(reader.typeAtOnce(bytes("x"))).isTrue();
        assertThat(terminal.wasTypedInto()).isFalse();
    }

    @Test
    void theSizeIsNotChangedAtOnce() {
        Attachment first = attach(SMALL);
        attach(LARGE);

        assertThat(first.typeAtOnce(bytes("x"))).isFalse();
        assertThat(terminal.wasTypedInto()).isFalse();
        first.type(bytes("x"));
        assertThat(first.typeAtOnce(bytes("y"))).isTrue();
        assertThat(terminal.sizes()).containsExactly("5x20", "50x200", "5x20");
    }

    @Test
    void outputIsGivenAwayAtOnceWhileItIsWaitedForAndInOrder() throws InterruptedException {
        Attachment viewer = attach(SMALL);
        output(viewer);
        List<String> all = Collections.synchronizedList(new ArrayList<>());
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 2; i++) {
                    Coming next = viewer.take(given -> {
                                String text = new String(given, StandardCharsets.UTF_8);
                                return !text.startsWith("take") && all.add("given " + text);
                            })
                            .orElseThrow();
                    all.add("taken " + new String(((Coming.Output) next).bytes(), StandardCharsets.UTF_8));
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Waiting.until(() -> waiting.getState() == Thread.State.WAITING);

        says("one");
        says("two");
        says("take three");
        Waiting.until(() -> all.contains("taken take three"));
        Waiting.until(() -> waiting.getState() == Thread.State.WAITING);
        says("four");
        says("take five");
        waiting.join();
        says("six");

        assertThat(all).containsExactly("given one", "given two", "taken take three", "given four", "taken take five");
        assertThat(output(viewer)).isEqualTo("six");
    }

    @Test
    void questionsAreAnsweredThoughNobodyLooks() throws InterruptedException {
        says("ab\033[6n");

        assertThat(terminal.nextTyped()).isEqualTo("\033[1;3R");
    }

    @Test
    void theSizeIsThatOfWhoCameTypedOrResizedLast() throws InterruptedException {
        Attachment first = attach(SMALL);
        output(first);
        Attachment second = attach(LARGE);

        assertThat(first.take()).contains(new Coming.Resized(LARGE));
        assertThat(output(first)).contains("\033[2J");
        output(second);
        first.type(bytes("x"));
        assertThat(second.take()).contains(new Coming.Resized(SMALL));
        second.resize(new WindowSize(10, 40));

        assertThat(terminal.sizes()).containsExactly("5x20", "50x200", "5x20", "10x40");
        assertThat(first.take()).contains(new Coming.Resized(new WindowSize(10, 40)));
    }

    @Test
    void whoOnlyLooksChangesNothing() throws InterruptedException {
        Attachment viewer = sessions.attach(ProcessName.of("shell"), LARGE, AttachMode.READ_ONLY)
                .orElseThrow();

        assertThat(viewer.take()).contains(new Coming.Resized(WindowSize.USUAL));
        viewer.type(bytes("x"));
        viewer.resize(SMALL);

        assertThat(terminal.wasTypedInto()).isFalse();
        assertThat(terminal.sizes()).isEmpty();
    }

    @Test
    void whoFallsBehindFindsTheScreenDrawnAnewAndNobodyWaits() throws InterruptedException {
        Attachment slow = attach(SMALL);
        Attachment quick = attach(SMALL);
        output(slow);
        output(quick);
        long seen = 0;

        for (int i = 0; i < 100; i++) {
            says("flood " + i + " " + "x".repeat(10_000) + "\r\n");
            seen += output(quick).length();
        }
        says("the end");

        assertThat(seen).isGreaterThan(1_000_000);
        String redraw = output(slow);
        assertThat(redraw).contains("\033[2J", "the end").hasSizeLessThan(Viewer.MOST_WAITING);
        says("more");
        assertThat(output(slow)).isEqualTo("more");
    }

    @Test
    void theEndComesAfterEverythingThatWasWritten() throws InterruptedException {
        Attachment viewer = attach(SMALL);
        output(viewer);

        terminal.says("last words");
        sessions.ended(ID, "exit status 3; not expected");

        assertThat(output(viewer)).isEqualTo("last words");
        assertThat(viewer.take()).contains(new Coming.Ended("exit status 3; not expected"));
        assertThat(viewer.take()).isEmpty();
        Waiting.until(terminal::isClosed);
        assertThat(sessions.attach(ProcessName.of("shell"), SMALL, AttachMode.INTERACTIVE))
                .isEmpty();
    }

    @Test
    void aTerminalThatHangsUpFirstWaitsForTheEndOfItsProcess() throws InterruptedException {
        Attachment viewer = attach(SMALL);
        output(viewer);
        terminal.finish();
        Waiting.until(terminal::isClosed);

        sessions.ended(ID, "exit status 0; expected");

        assertThat(viewer.take()).contains(new Coming.Ended("exit status 0; expected"));
    }

    @Test
    void theNextRunHasATerminalOfItsOwn() throws InterruptedException {
        ProcessId next = new ProcessId(101, 2);
        says("old");
        sessions.ended(ID, "exit status 0; expected");
        FakeTerminal other = new FakeTerminal();
        sessions.opened(ProcessName.of("shell"), next, other);
        other.says("new");
        Waiting.until(() -> other.logged().equals("new"));

        assertThat(output(attach(SMALL))).contains("new").doesNotContain("old");
    }

    @Test
    void whoLeavesHasNothingMoreToTakeAndNoSay() throws InterruptedException {
        Attachment viewer = attach(SMALL);

        viewer.close();
        viewer.type(bytes("x"));
        viewer.resize(LARGE);

        assertThat(viewer.take()).isEmpty();
        assertThat(terminal.wasTypedInto()).isFalse();
        assertThat(terminal.sizes()).containsExactly("5x20");
    }

    @Test
    void leavingEndsAWaitingTake() throws InterruptedException {
        Attachment viewer = attach(SMALL);
        output(viewer);
        List<Optional<Coming>> taken = Collections.synchronizedList(new ArrayList<>());
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                taken.add(viewer.take());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Waiting.until(() -> waiting.getState() == Thread.State.WAITING);

        viewer.close();
        waiting.join();

        assertThat(taken).containsExactly(Optional.empty());
    }

    @Test
    void everybodyIsToldWhenTheSupervisorEnds() throws InterruptedException {
        Attachment viewer = attach(SMALL);
        output(viewer);

        sessions.close();

        assertThat(viewer.take()).contains(new Coming.Lost("the supervisor ends"));
        assertThat(terminal.isClosed()).isTrue();
    }

    @Test
    void whatCouldNotBeLoggedIsTold() {
        terminal.logFails(3);
        terminal.says("four");
        sessions.ended(ID, "exit status 0; expected");

        Waiting.until(() -> !log.isEmpty());

        assertThat(log.getFirst())
                .startsWith("WARN the last 3 bytes that 'shell' wrote to its terminal could not be logged");
    }

    @Test
    void aFloodTakesBoundedMemory() throws InterruptedException {
        Attachment slow = attach(SMALL);
        output(slow);
        for (int i = 0; i < 300; i++) {
            terminal.says(("\033[3" + i % 8 + "m" + "y\r\n".repeat(3_000)));
        }
        says("done");

        assertThat(output(slow).length()).isLessThan(10_000);
        byte[] all = sessions.attach(ProcessName.of("shell"), SMALL, AttachMode.INTERACTIVE)
                .map(SessionsTest::redraw)
                .orElseThrow();
        assertThat(all.length).isLessThan(100_000);
    }

    private static byte[] redraw(Attachment viewer) {
        try {
            return bytes(output(viewer));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Attachment attach(WindowSize size) {
        return sessions.attach(ProcessName.of("shell"), size, AttachMode.INTERACTIVE)
                .orElseThrow();
    }

    /// The process writes something, and everybody has it.
    private void says(String text) {
        terminal.says(text);
        Waiting.until(() -> terminal.logged().endsWith(text));
    }

    private static String output(Attachment viewer) throws InterruptedException {
        Coming coming = viewer.take().orElseThrow();
        assertThat(coming).isInstanceOf(Coming.Output.class);
        return new String(((Coming.Output) coming).bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
