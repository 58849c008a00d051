package org.taskmaster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.Waiting;
import org.taskmaster.client.ClientFailure.Kind;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.commands.ScriptedAttachment;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.Attachment.Coming;
import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.Requester;
import org.taskmaster.control.WindowSize;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;

/// A process's terminal through the real server and back.
@Timeout(30)
class RemoteAttachmentTest {

    private static final Requester ME = new Requester("me");
    private static final WindowSize SIZE = new WindowSize(30, 100);

    private final FakeControl control = new FakeControl().with("web:0", StateName.RUNNING, 4711);
    private final ScriptedAttachment near = new ScriptedAttachment();
    private final Serving serving = Serving.operators(control);
    private final RemoteControl remote = serving.remote();

    RemoteAttachmentTest() {
        control.answer(new AttachReport.Attached(near));
    }

    @AfterEach
    void end() {
        serving.close();
        assertThat(serving.told).isEmpty();
    }

    @Test
    void whatIsAskedComesAcross() {
        try (Attachment _ = attach(AttachMode.READ_ONLY)) {
            assertThat(control.asked).containsExactly("attach web:0 30x100 READ_ONLY by alice (uid 1000, pid 4711)");
        }
    }

    @Test
    void everythingThatComesFromItComesAcross() throws Exception {
        byte[] bytes = {'a', (byte) 0xff, 0, 27, '\n'};
        near.comes(new Coming.Output(bytes))
                .comes(new Coming.Resized(new WindowSize(1, 9_999)))
                .comes(new Coming.Ended("exit status 5"));
        try (Attachment far = attach(AttachMode.INTERACTIVE)) {
            assertThat(far.take().orElseThrow())
                    .isInstanceOfSatisfying(
                            Coming.Output.class,
                            output -> assertThat(output.bytes()).isEqualTo(bytes));
            assertThat(far.take()).contains(new Coming.Resized(new WindowSize(1, 9_999)));
            assertThat(far.take()).contains(new Coming.Ended("exit status 5"));
            assertThat(far.take()).isEmpty();
        }
        near.closed.join();
    }

    @Test
    void aLargeRedrawComesAcross() throws Exception {
        String screen = "0123456789".repeat(30_000);
        near.shows(screen).comes(new Coming.Lost("enough"));
        try (Attachment far = attach(AttachMode.INTERACTIVE)) {
            StringBuilder all = new StringBuilder();
            Optional<Coming> next = far.take();
            while (next.orElseThrow() instanceof Coming.Output(byte[] bytes)) {
                all.append(new String(bytes, StandardCharsets.UTF_8));
                next = far.take();
            }

            assertThat(all.toString()).isEqualTo(screen);
            assertThat(next).contains(new Coming.Lost("enough"));
        }
    }

    @Test
    void keysAndSizesComeAcrossInTheirOrder() {
        String paste = "x".repeat(200_000);
        try (Attachment far = attach(AttachMode.INTERACTIVE)) {
            far.type("a\u0003".getBytes(StandardCharsets.UTF_8));
            far.resize(new WindowSize(50, 132));
            far.type(paste.getBytes(StandardCharsets.UTF_8));
            Waiting.until(() -> near.typed().length() >= paste.length() + 2);
        }

        assertThat(near.done).startsWith("typed a\u0003", "resized 50x132");
        near.closed.join();
    }

    @Test
    void keysThatAreTypedAtOnceNeverWaitAndNoneIsLost() {
        near.readsNothing();
        StringBuilder typed = new StringBuilder();
        try (Attachment far = attach(AttachMode.INTERACTIVE)) {
            String keys = "0123456789".repeat(100);
            while (far.typeAtOnce(keys.getBytes(StandardCharsets.UTF_8))) {
                typed.append(keys);
            }
            assertThat(typed).isNotEmpty();

            near.readsOn();
            far.type("the rest".getBytes(StandardCharsets.UTF_8));
            Waiting.until(() -> near.typed().equals(typed + "the rest"));
        }
    }

    @Test
    void whatWasTypedLastIsNotLostWhenOneLeaves() {
        Attachment far = attach(AttachMode.INTERACTIVE);

        far.type("exit\r".getBytes(StandardCharsets.UTF_8));
        far.close();
        near.closed.join();

        assertThat(near.done).containsExactly("typed exit\r");
    }

    @Test
    void whyOneIsNotJoinedComesAcross() {
        for (AttachReport report : new AttachReport[] {
            new AttachReport.NoSuchProcess(), new AttachReport.NotRunning(), new AttachReport.NoTerminal()
        }) {
            control.answer(report);

            assertThat(remote.attach(ProcessName.of("web:0"), SIZE, AttachMode.INTERACTIVE, ME))
                    .isEqualTo(report);
        }
    }

    @Test
    void whoMayOnlyLookMayNotType() throws Exception {
        try (Serving viewers = Serving.viewers(control);
                RemoteControl viewer = viewers.remote()) {
            assertThatThrownBy(() -> viewer.attach(ProcessName.of("web:0"), SIZE, AttachMode.INTERACTIVE, ME))
                    .isInstanceOfSatisfying(
                            ClientFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN));

            near.shows("seen");
            AttachReport looking = viewer.attach(ProcessName.of("web:0"), SIZE, AttachMode.READ_ONLY, ME);
            try (Attachment far = ((AttachReport.Attached) looking).attachment()) {
                assertThat(far.take()).isPresent();
            }
        }
        assertThat(control.asked).hasSize(1);
    }

    @Test
    void theEndOfTheServerIsTold() throws Exception {
        try (Attachment far = attach(AttachMode.INTERACTIVE)) {
            serving.stop();

            assertThat(far.take()).contains(new Coming.Lost("the supervisor has ended"));
            assertThat(far.take()).isEmpty();
        }
    }

    @Test
    void closingEndsTheTaking() throws Exception {
        Attachment far = attach(AttachMode.INTERACTIVE);
        Thread closer = Thread.ofVirtual().start(far::close);

        assertThat(far.take()).isEmpty();
        closer.join();
        far.type(new byte[] {'x'});
        assertThat(far.take()).isEmpty();
    }

    @Test
    void whoTakesCanBeInterrupted() {
        try (Attachment far = attach(AttachMode.INTERACTIVE)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(far::take).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void logFilesAreReopenedAcross() {
        control.cannotReopen("/log: it is a directory");

        assertThat(remote.reopenLogs(ME).join()).containsExactly("/log: it is a directory");
        assertThat(control.asked).containsExactly("reopen by alice (uid 1000, pid 4711)");
    }

    private Attachment attach(AttachMode mode) {
        return ((AttachReport.Attached) remote.attach(ProcessName.of("web:0"), SIZE, mode, ME)).attachment();
    }
}
