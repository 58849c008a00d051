package org.taskmaster.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.http.Caller;
import org.taskmaster.http.Method;
import org.taskmaster.http.Request;
import org.taskmaster.http.Response;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Role;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Stream;

class LogTailResourceTest {

    private static final LogSource LOG = new LogSource.OfProcess(ProcessName.of("web"), Stream.STDOUT);

    @TempDir
    Path directory;

    private final FakeControl control = new FakeControl();
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    /// What happens in each pause; after the last, the client is gone.
    private final Queue<Runnable> pauses = new ArrayDeque<>();

    private boolean gone;

    @BeforeEach
    void aProcessWithALog() throws IOException {
        Path file = Files.createFile(directory.resolve("web.out"));
        control.with(new ProcessStatus(
                new ProcessKey("web", 0),
                ProcessName.of("web"),
                StateName.RUNNING,
                OptionalInt.of(17),
                new Moment(0),
                FakeControl.THEN,
                "",
                ProcessStatus.History.NONE,
                new Output.ToFile(file),
                new Output.Discard()));
    }

    private Response get(String path) {
        Caller caller = new Caller("bob", Role.VIEWER);
        return new LogTailResource(control, this::pause)
                .answer(new Request(Method.GET, path, Map.of(), Map.of(), new byte[0], caller));
    }

    private void pause() {
        Runnable next = pauses.poll();
        if (next == null) {
            gone = true;
        } else {
            next.run();
        }
    }

    private String followed() throws InterruptedException {
        Response.Streamed answer = (Response.Streamed) get("/logtail/web");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/plain;charset=utf-8");
        assertThat(answer.headers()).containsEntry("X-Accel-Buffering", "no");
        answer.body().writeTo(new Response.Sink() {
            @Override
            public boolean write(byte[] chunk) {
                seen.writeBytes(chunk);
                return !gone;
            }

            @Override
            public boolean isOpen() {
                return !gone;
            }
        });
        return seen.toString(StandardCharsets.UTF_8);
    }

    @Test
    void beginsOneKibibyteBackAndGoesOn() throws InterruptedException {
        control.log(LOG, "x".repeat(2000) + "end");
        pauses.add(() -> control.log(LOG, "x".repeat(2000) + "end, and more"));

        assertThat(followed()).isEqualTo("x".repeat(1021) + "end, and more");
    }

    @Test
    void anotherFileIsReadFromItsStart() throws InterruptedException {
        control.log(LOG, "before\n");
        pauses.add(() -> {
            control.rotate();
            control.log(LOG, "a new file, which is longer\n");
        });

        assertThat(followed()).isEqualTo("before\na new file, which is longer\n");
    }

    @Test
    void aFileThatWasEmptiedIsToldAndReadFromItsStart() throws InterruptedException {
        control.log(LOG, "before, and long\n");
        pauses.add(() -> control.log(LOG, "after\n"));

        assertThat(followed()).isEqualTo("before, and long\n==> File truncated <==\nafter\n");
    }

    @Test
    void whatAProcessWroteBeforeItWasForgottenIsStillShown() throws InterruptedException {
        control.log(LOG, "one\n");
        pauses.add(() -> {
            control.log(LOG, "one\nlast words\n");
            control.forget("web");
        });

        assertThat(followed()).isEqualTo("one\nlast words\n");
    }

    @Test
    void aCharacterIsNeverCutInTwo() throws InterruptedException {
        byte[] text = "a€b".getBytes(StandardCharsets.UTF_8);
        control.log(LOG, java.util.Arrays.copyOf(text, 2));
        pauses.add(() -> {
            assertThat(seen.toString(StandardCharsets.UTF_8)).isEqualTo("a");
            control.log(LOG, text);
        });

        assertThat(followed()).isEqualTo("a€b");
    }

    @Test
    void halfACharacterThatStaysSoIsShownInTheEnd() throws InterruptedException {
        control.log(LOG, new byte[] {'a', (byte) 0xE2});
        pauses.add(() -> {
            // nothing comes
        });

        assertThat(followed()).isEqualTo("a\ufffd");
    }

    @Test
    void endsWhenTheProcessIsForgotten() throws InterruptedException {
        control.log(LOG, "text");
        pauses.add(() -> control.forget("web"));
        pauses.add(() -> {
            throw new AssertionError("it is followed still");
        });

        assertThat(followed()).isEqualTo("text");
    }

    @Test
    void whatCannotBeFollowedIsStatus404AndSaysWhy() {
        assertThat(told("/logtail/nope")).isEqualTo("no process is named nope\n");
        assertThat(told("/logtail/web/nope")).isEqualTo("a process has stdout and stderr, and no nope\n");
        assertThat(told("/logtail/web/stderr"))
                .isEqualTo("the stderr of web is discarded; give stderr: a file in the configuration to keep it\n");
        assertThat(told("/logtail/web:*")).isEqualTo("no process is named web:*\n");
        assertThat(told("/logtail")).isEqualTo("name a process: /logtail/NAME\n");
        assertThat(told("/mainlogtail")).startsWith("there is no activity log ");
    }

    private String told(String path) {
        Response.Whole answer = (Response.Whole) get(path);
        assertThat(answer.status()).isEqualTo(404);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
