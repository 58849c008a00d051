package org.taskmaster.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.taskmaster.host.MessageTransport;
import org.taskmaster.model.Reason;

/// Sends messages to one receiver, on a thread of its own, for any number of programs.
///
/// No thread waits for the receiver: up to 1 MiB of messages wait, then they are dropped and counted.
/// A broken way is opened again after a pause that grows up to a minute, and the message that could
/// not be sent is sent again. Messages the system had taken before a connection broke may be lost;
/// TCP does not say so. `trouble` is called when the way breaks, when it works again, and how many
/// messages were dropped.
public final class SyslogSender implements AutoCloseable {

    /// Opens a way to the receiver, on the sender's thread; it may take its time.
    public interface Opener {

        MessageTransport open() throws IOException;
    }

    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_ATTEMPTS = 2;
    private static final int PAUSES_UNTIL_IT_WORKS = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration WHILE_FULL = Duration.ofMillis(20);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

    private final String receiver;
    private final Opener opener;
    private final Consumer<String> trouble;
    private final Duration firstPause;
    private final Duration patience;
    private final Backlog backlog = new Backlog(MOST_BYTES);
    private final byte[] length = new byte[Integer.BYTES];
    private final byte[] message = new byte[SyslogLines.LONGEST_MESSAGE];
    private final RetriedThread thread;

    private Optional<MessageTransport> transport = Optional.empty();
    private boolean broken;
    private long brokenAt;
    private long dropped;
    private long reported = System.nanoTime() - BETWEEN_REPORTS.toNanos();

    /// @param receiver what to call it, as in `udp://logs.example:514`
    /// @param patience how long closing waits until everything is sent
    /// @param trouble is called on the sender's thread, or by the thread that sends when there is none
    public SyslogSender(String receiver, Opener opener, Duration patience, Consumer<String> trouble) {
        this(receiver, opener, FIRST_PAUSE, patience, trouble);
    }

    SyslogSender(String receiver, Opener opener, Duration firstPause, Duration patience, Consumer<String> trouble) {
        this.receiver = receiver;
        this.opener = opener;
        this.firstPause = firstPause;
        this.patience = patience;
        this.trouble = trouble;
        this.thread = new RetriedThread("syslog " + receiver, "send output to " + receiver, this::work, trouble);
    }

    /// Takes a message, or drops it. One thread at a time may call it.
    void send(byte[] bytes, int count) {
        ByteBuffer.wrap(length).putInt(count);
        backlog.add(length, length.length, bytes, 0, count);
        thread.need();
    }

    /// Sends what there is, if the receiver takes it within the patience, and ends.
    @Override
    public void close() {
        backlog.close();
        thread.end(patience, patience);
    }

    private void work() {
        try {
            while (backlog.take()) {
                ByteBuffer batch = ByteBuffer.wrap(backlog.bytes(), 0, backlog.length());
                while (batch.hasRemaining()) {
                    int count = batch.getInt();
                    batch.get(message, 0, count);
                    deliver(count);
                }
                dropped += backlog.dropped();
                reportDropped(BETWEEN_REPORTS);
            }
            reportDropped(Duration.ZERO);
        } catch (InterruptedException _) {
            // Closed, and the receiver has not taken everything in time: the rest is lost with us.
        } finally {
            transport.ifPresent(MessageTransport::close);
        }
    }

    private void deliver(int count) throws InterruptedException {
        int attempts = 0;
        Duration pause = firstPause;
        while (attempts < MOST_ATTEMPTS) {
            try {
                while (!opened().send(message, count)) {
                    Thread.sleep(WHILE_FULL);
                }
                works();
                return;
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                boolean couldBeOpened = transport.isPresent();
                breaks(e);
                if (couldBeOpened) {
                    // Another way might take the message; if not, it is the message.
                    attempts++;
                } else {
                    Thread.sleep(pause);
                    pause = longer(pause);
                }
            }
        }
        dropped++;
    }

    private MessageTransport opened() throws IOException {
        if (transport.isEmpty()) {
            transport = Optional.of(opener.open());
        }
        return transport.get();
    }

    /// It works again when it has for a while: datagrams to where no process listens fail now and then
    /// only.
    private void works() {
        if (broken && System.nanoTime() - brokenAt >= firstPause.toNanos() * PAUSES_UNTIL_IT_WORKS) {
            broken = false;
            trouble.accept("output is sent to " + receiver + " again");
            reportDropped(Duration.ZERO);
        }
    }

    private void breaks(IOException why) {
        transport.ifPresent(MessageTransport::close);
        transport = Optional.empty();
        brokenAt = System.nanoTime();
        if (!broken) {
            broken = true;
            trouble.accept("cannot send output to " + receiver + ": " + Reason.of(why)
                    + "; it is tried again, and lines wait as long as there is room for them");
        }
    }

    private void reportDropped(Duration since) {
        if (dropped > 0 && System.nanoTime() - reported >= since.toNanos()) {
            String lines = dropped == 1 ? "1 line" : dropped + " lines";
            trouble.accept(lines + " of output dropped: " + receiver + " is slow, or could not be reached");
            dropped = 0;
            reported = System.nanoTime();
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
