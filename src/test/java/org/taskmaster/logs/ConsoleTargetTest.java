package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.model.Stream;

@Timeout(60)
class ConsoleTargetTest {

    private final BlockingQueue<String> trouble = new LinkedBlockingQueue<>();

    @Test
    void linesAreWrittenAfterTheNameOfTheirProcess() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        try (ConsoleTarget console = new ConsoleTarget(out, Duration.ofSeconds(30), trouble::add)) {
            take(console, "web:0", "one");
            take(console, "web:1", "");
            take(console, "web:0", "zwölf");
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("web:0 | one\nweb:1 | \nweb:0 | zwölf\n");
        assertThat(trouble).isEmpty();
    }

    @Test
    void aSlowReaderLosesLinesAndIsToldHowMany() throws InterruptedException {
        Held out = new Held();
        ConsoleTarget console = new ConsoleTarget(out, Duration.ofSeconds(30), trouble::add);
        String line = "x".repeat(1000);
        try (console) {
            take(console, "a", "first");
            out.entered.await();
            for (int i = 0; i < 3000; i++) {
                take(console, "a", i + " " + line);
            }
            out.free.countDown();
        }

        String text = out.written.toString(StandardCharsets.UTF_8);
        long kept = text.lines().filter(one -> one.endsWith(line)).count();
        assertThat(kept).isBetween(400L, 1100L);
        assertThat(text)
                .startsWith("a | first\na | 0 x")
                .endsWith("taskmaster: " + (3000 - kept) + " lines of output dropped: standard output is slow\n");
        assertThat(text.lines().limit(kept + 1)).allMatch(one -> one.matches("a \\| (first|[0-9]+ x{1000})"));
    }

    @Test
    void oneLineIsToldAsOne() throws InterruptedException {
        Held out = new Held();
        try (ConsoleTarget console = new ConsoleTarget(out, Duration.ofSeconds(30), trouble::add)) {
            take(console, "a", "first");
            out.entered.await();
            take(console, "a", "x".repeat(2_000_000));
            out.free.countDown();
        }

        assertThat(out.written.toString(StandardCharsets.UTF_8))
                .isEqualTo("a | first\ntaskmaster: 1 line of output dropped: standard output is slow\n");
    }

    @Test
    void closingDoesNotWaitForAReaderThatNeverReads() throws InterruptedException {
        Held out = new Held();
        ConsoleTarget console = new ConsoleTarget(out, Duration.ofMillis(1), trouble::add);
        take(console, "a", "first");
        out.entered.await();

        console.close();

        assertThat(out.written.size()).isZero();
        out.free.countDown();
    }

    @Test
    void aStandardOutputThatIsGoneIsToldOnce() throws InterruptedException {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        try (ConsoleTarget console = new ConsoleTarget(gone, Duration.ofSeconds(30), trouble::add)) {
            take(console, "a", "1");
            assertThat(trouble.poll(30, TimeUnit.SECONDS))
                    .isEqualTo("cannot write output to the standard output: broken pipe; no more is written there");
            take(console, "a", "2");
        }

        assertThat(trouble).isEmpty();
    }

    private static void take(ConsoleTarget console, String process, String line) {
        byte[] bytes = ("..." + line + "...").getBytes(StandardCharsets.UTF_8);
        console.take(process, Stream.STDOUT, bytes, 3, bytes.length - 3);
    }

    /// A reader that lets the first write wait.
    private static final class Held extends OutputStream {

        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch free = new CountDownLatch(1);
        final ByteArrayOutputStream written = new ByteArrayOutputStream();

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            entered.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            written.write(bytes, offset, length);
        }
    }
}
