package org.taskmaster.logs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.taskmaster.model.Reason;
import org.taskmaster.model.Stream;

/// Writes lines to the supervisor's own standard output, each after the name of its process: `web:0
/// | the line`.
///
/// A thread of its own writes; no other thread waits when the reader is slow. Up to 1 MiB waits for the
/// reader, then lines are dropped, and a line says how many. Lines are given to the stream whole
/// and one after another.
public final class ConsoleTarget implements LineTarget, AutoCloseable {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final int FIRST_ROOM = 256;

    private final OutputStream out;
    private final Consumer<String> trouble;
    private final Duration patience;
    private final Backlog backlog = new Backlog(MOST_BYTES);
    private final RetriedThread thread;

    /// The name that came last, as it is written. Only the thread that gives lines uses it.
    private String name = "";

    private byte[] head = new byte[0];
    private byte[] line = new byte[FIRST_ROOM];

    /// @param out what else writes to the standard output must do so through it, too
    /// @param patience how long closing waits for the reader
    /// @param trouble is called when nothing can be written any more, or not yet
    public ConsoleTarget(OutputStream out, Duration patience, Consumer<String> trouble) {
        this.out = out;
        this.patience = patience;
        this.trouble = trouble;
        this.thread = new RetriedThread("console", "write output to the standard output", this::write, trouble);
    }

    /// One thread at a time may call it.
    @Override
    public void take(String process, Stream stream, byte[] buffer, int start, int end) {
        if (!process.equals(name)) {
            name = process;
            head = (process + " | ").getBytes(StandardCharsets.UTF_8);
        }
        int length = end - start;
        if (line.length <= length) {
            line = new byte[Math.max(length + 1, 2 * line.length)];
        }
        System.arraycopy(buffer, start, line, 0, length);
        line[length] = '\n';
        backlog.add(head, head.length, line, 0, length + 1);
        thread.need();
    }

    /// Writes what there is, if the reader takes it within the patience, and ends.
    @Override
    public void close() {
        backlog.close();
        thread.end(patience, Duration.ZERO);
    }

    private void write() {
        try {
            while (backlog.take()) {
                out.write(backlog.bytes(), 0, backlog.length());
                if (backlog.dropped() > 0) {
                    out.write(notice(backlog.dropped()));
                }
                out.flush();
            }
        } catch (IOException e) {
            backlog.close();
            trouble.accept(
                    "cannot write output to the standard output: " + Reason.of(e) + "; no more is written there");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] notice(long dropped) {
        String lines = dropped == 1 ? "1 line" : dropped + " lines";
        return ("taskmaster: " + lines + " of output dropped: standard output is slow\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
