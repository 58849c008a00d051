package org.taskmaster.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.taskmaster.client.Incoming.Garbled;

/// The frames of a WebSocket, as its client reads and writes them (RFC 6455 §5). One thread reads, any may
/// write.
///
/// What a client sends is masked, so that pages in a browser cannot make it send bytes of their choice to
/// something in between that takes them for a request (§10.3). Here only the person at the keyboard chooses
/// the bytes, and nothing in between is fooled by them; so the masks need not be secret, and are
/// not worth the time that a SecureRandom takes to begin.
final class Frames {

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int CODE = 0x0f;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int LENGTH_IN_2 = 126;
    private static final int LENGTH_IN_8 = 127;
    private static final int SHORT = 125;
    private static final int MASK = 4;
    private static final int LONGEST_HEAD = 14;

    /// More than the supervisor sends at once.
    private static final int MOST = 1 << 20;

    /// As much as the supervisor takes at once.
    private static final int PIECE = 64 * 1024;

    private final Incoming in;
    private final TwoWay out;
    /// Held by whoever sends, and by the thread that goes on with what another has begun.
    private final Semaphore writing = new Semaphore(1);

    /// @param in what is left of the answer that began it
    Frames(Incoming in, TwoWay out) {
        this.in = in;
        this.out = out;
    }

    /// What came.
    sealed interface Frame {

        /// Bytes, perhaps a part of a longer message.
        record Bytes(byte[] bytes) implements Frame {}

        /// A text in UTF-8.
        record Text(byte[] utf8) implements Frame {}

        /// The other side asks whether we are still here.
        record Ping(byte[] content) implements Frame {}

        /// The other side says that it is still there.
        record Pong() implements Frame {}

        /// The other side has said all it had to say.
        record Close() implements Frame {}
    }

    /// Waits for the next frame.
    ///
    /// @throws EOFException when the connection ended instead
    /// @throws Garbled when it is none
    Frame next() throws IOException {
        int first = in.raw();
        int second = in.raw();
        if ((first & RESERVED) != 0 || (second & MASKED) != 0) {
            throw new Garbled("it sends frames that were not agreed upon");
        }
        byte[] content = in.raw(length(second & LENGTH));
        boolean last = (first & FINAL) != 0;
        return switch (first & CODE) {
            case BINARY -> new Frame.Bytes(content);
            case TEXT -> text(content, last);
            case CONTINUATION -> new Frame.Bytes(content);
            case CLOSE -> new Frame.Close();
            case PING -> new Frame.Ping(content);
            case PONG -> new Frame.Pong();
            default -> throw new Garbled("it sends frames of an unknown kind");
        };
    }

    /// The texts of the supervisor are short, and come in one piece.
    private static Frame text(byte[] content, boolean last) throws Garbled {
        if (!last) {
            throw new Garbled("it sends a text in pieces");
        }
        return new Frame.Text(content);
    }

    private int length(int length) throws IOException {
        int bytes = switch (length) {
            case LENGTH_IN_2 -> 2;
            case LENGTH_IN_8 -> 8;
            default -> 0;
        };
        long whole = bytes == 0 ? length : 0;
        for (int i = 0; i < bytes; i++) {
            whole = whole << 8 | in.raw();
        }
        if (whole < 0 || whole > MOST) {
            throw new Garbled("it sends a frame of " + whole + " bytes");
        }
        return (int) whole;
    }

    /// Sends bytes, in as many messages as it takes; waits while the other side reads nothing.
    void binary(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += PIECE) {
            send(BINARY, bytes, at, Math.min(PIECE, bytes.length - at));
        }
    }

    /// As [#binary], but never waits.
    ///
    /// @return false when it would have to, or something else is being sent: nothing was sent
    boolean binaryAtOnce(byte[] bytes) throws IOException {
        if (bytes.length > PIECE || !writing.tryAcquire()) {
            return false;
        }
        boolean begun = false;
        try {
            ByteBuffer frame = masked(BINARY, bytes, 0, bytes.length);
            boolean sent = out.writeAtOnce(frame) > 0;
            begun = sent && frame.hasRemaining();
            if (begun) {
                finishAside(frame);
            }
            return sent;
        } finally {
            if (!begun) {
                writing.release();
            }
        }
    }

    private void finishAside(ByteBuffer frame) {
        try {
            Thread.ofPlatform().name("rest-of-frame").daemon().start(() -> finish(frame));
        } catch (OutOfMemoryError _) {
            // There is no thread to be had. A frame cannot be left half sent, so this one waits.
            finish(frame);
        }
    }

    /// Sends the rest of a frame that there was no room for.
    private void finish(ByteBuffer frame) {
        try {
            write(frame);
        } catch (IOException _) {
            // The connection is lost, which who reads finds, too.
        } finally {
            writing.release();
        }
    }

    /// Sends a text.
    void text(byte[] utf8) throws IOException {
        send(TEXT, utf8, 0, utf8.length);
    }

    /// Answers a ping; not while something else is being sent, which says as well that we are here.
    void pong(byte[] content) throws IOException {
        unlessBusy(PONG, content);
    }

    /// Takes leave, if nothing else is being sent.
    void close() throws IOException {
        unlessBusy(CLOSE, new byte[] {3, (byte) 0xe8});
    }

    private void unlessBusy(int code, byte[] content) throws IOException {
        if (content.length > SHORT) {
            throw new Garbled("it sends a ping that is longer than one may be");
        }
        if (writing.tryAcquire()) {
            try {
                write(masked(code, content, 0, content.length));
            } finally {
                writing.release();
            }
        }
    }

    private void send(int code, byte[] bytes, int at, int length) throws IOException {
        ByteBuffer frame = masked(code, bytes, at, length);
        writing.acquireUninterruptibly();
        try {
            write(frame);
        } finally {
            writing.release();
        }
    }

    private void write(ByteBuffer frame) throws IOException {
        while (frame.hasRemaining()) {
            out.write(frame);
        }
    }

    private static ByteBuffer masked(int code, byte[] bytes, int at, int length) {
        ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEAD + length);
        frame.put((byte) (FINAL | code));
        if (length <= SHORT) {
            frame.put((byte) (MASKED | length));
        } else if (length < PIECE) {
            frame.put((byte) (MASKED | LENGTH_IN_2)).putShort((short) length);
        } else {
            frame.put((byte) (MASKED | LENGTH_IN_8)).putLong(length);
        }
        byte[] mask = new byte[MASK];
        ThreadLocalRandom.current().nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < length; i++) {
            frame.put((byte) (bytes[at + i] ^ mask[i % MASK]));
        }
        return frame.flip();
    }
}
