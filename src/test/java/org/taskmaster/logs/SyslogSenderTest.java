package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.host.MessageTransport;

@Timeout(60)
class SyslogSenderTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> trouble = new LinkedBlockingQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    @Test
    void messagesAreSentInOrder() {
        try (SyslogSender sender = sender(() -> new Recorded(new AtomicInteger()), LONG)) {
            for (int i = 0; i < 1000; i++) {
                send(sender, "message " + i);
            }
        }

        assertThat(sent).hasSize(1000).startsWith("message 0", "message 1").endsWith("message 999");
        assertThat(trouble).isEmpty();
        assertThat(open).hasValue(0);
    }

    @Test
    void aReceiverThatCannotBeReachedIsTriedAgainAndNothingIsLostMeanwhile() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        SyslogSender.Opener opener = () -> {
            if (attempts.incrementAndGet() < 5) {
                throw new ConnectException("Connection refused");
            }
            return new Recorded(new AtomicInteger());
        };

        try (SyslogSender sender = sender(opener, LONG)) {
            send(sender, "one");
            send(sender, "two");
            assertThat(trouble.poll(30, TimeUnit.SECONDS))
                    .isEqualTo("cannot send output to test: connection refused; it is tried again, and lines wait as "
                            + "long as there is room for them");
            while (trouble.isEmpty()) {
                send(sender, "more");
            }
        }

        assertThat(trouble.poll()).isEqualTo("output is sent to test again");
        assertThat(sent).startsWith("one", "two", "more");
        assertThat(attempts).hasValue(5);
    }

    @Test
    void aMessageThatBreaksTheWayIsSentOnAnotherOne() {
        AtomicInteger failures = new AtomicInteger(1);

        try (SyslogSender sender = sender(() -> new Recorded(failures), LONG)) {
            send(sender, "one");
            send(sender, "two");
        }

        assertThat(sent).containsExactly("one", "two");
        assertThat(trouble).hasSize(1);
        assertThat(open).hasValue(0);
    }

    @Test
    void aMessageThatEveryWayRefusesDoesNotHoldUpTheNext() {
        AtomicInteger failures = new AtomicInteger(2);

        try (SyslogSender sender = sender(() -> new Recorded(failures), LONG)) {
            send(sender, "one");
            send(sender, "two");
        }

        assertThat(sent).containsExactly("two");
        assertThat(trouble).contains("1 line of output dropped: test is slow, or could not be reached");
    }

    @Test
    void aReceiverWithoutRoomIsWaitedFor() {
        AtomicInteger full = new AtomicInteger(3);
        MessageTransport wire = new MessageTransport() {
            @Override
            public boolean send(byte[] message, int length) {
                return full.getAndDecrement() <= 0 && sent.add(new String(message, 0, length, StandardCharsets.UTF_8));
            }

            @Override
            public void close() {}
        };

        try (SyslogSender sender = sender(() -> wire, LONG)) {
            send(sender, "one");
        }

        assertThat(sent).containsExactly("one");
    }

    @Test
    void whatHasNoRoomIsCountedAndNobodyWaits() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        SyslogSender.Opener opener = () -> {
            entered.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return new Recorded(new AtomicInteger());
        };
        String message = "x".repeat(8000);

        try (SyslogSender sender = sender(opener, LONG)) {
            send(sender, message);
            entered.await();
            for (int i = 0; i < 1000; i++) {
                send(sender, message);
            }
            free.countDown();
        }

        int lost = 1001 - sent.size();
        assertThat(lost).isBetween(800, 960);
        assertThat(trouble).containsExactly(lost + " lines of output dropped: test is slow, or could not be reached");
    }

    @Test
    void closingDoesNotWaitForEverForAReceiverThatIsGone() {
        SyslogSender.Opener opener = () -> {
            throw new ConnectException("Connection refused");
        };

        SyslogSender sender = new SyslogSender("test", opener, Duration.ofDays(1), Duration.ofMillis(1), trouble::add);
        send(sender, "one");
        sender.close();

        assertThat(sent).isEmpty();
    }

    private SyslogSender sender(SyslogSender.Opener opener, Duration patience) {
        return new SyslogSender("test", opener, Duration.ofMillis(1), patience, trouble::add);
    }

    private static void send(SyslogSender sender, String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        sender.send(bytes, bytes.length);
    }

    /// A way that fails as often as it is told, and then works.
    private final class Recorded implements MessageTransport {

        private final AtomicInteger failures;

        Recorded(AtomicInteger failures) {
            this.failures = failures;
            open.incrementAndGet();
        }

        @Override
        public boolean send(byte[] message, int length) throws IOException {
            if (failures.getAndDecrement() > 0) {
                throw new IOException("Broken pipe");
            }
            return sent.add(new String(message, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
