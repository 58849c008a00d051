package org.taskmaster.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The answer to a [Request].
public sealed interface Response {

    /// The status code (RFC 9110 §15).
    int status();

    /// The media type of the body, with its charset where it has one.
    String contentType();

    /// Further headers.
    Map<String, String> headers();

    /// All of it at once.
    record Whole(int status, String contentType, Map<String, String> headers, byte[] body) implements Response {

        /// Without further headers.
        public Whole(int status, String contentType, byte[] body) {
            this(status, contentType, Map.of(), body);
        }
    }

    /// A body that is written while it comes into being, chunk by chunk.
    record Streamed(int status, String contentType, Map<String, String> headers, Body body) implements Response {}

    /// The connection becomes a WebSocket (RFC 6455). Only for a request of which
    /// [WebSockets#objection] says that it asks for one.
    ///
    /// @param talk closed in the end, even if it never begins
    record WebSocket(Talk talk) implements Response {
        @Override
        public int status() {
            return 101;
        }

        @Override
        public String contentType() {
            return "";
        }

        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    }

    /// What is said over a WebSocket.
    interface Talk extends AutoCloseable {

        /// Says everything there is to be said. Called on a thread of its own, which may block; the
        /// connection ends when it returns. It is interrupted when the other side is gone and when the
        /// server ends.
        void run(Speech speech) throws InterruptedException;

        /// Takes what the other side said. Called on another thread, for one message at a time; while it
        /// blocks, nothing more is read. It is interrupted when the talk ends.
        ///
        /// @return what is wrong with it, which ends the connection; empty: nothing
        Optional<String> hears(Message message) throws InterruptedException;

        /// Nothing more will be said or heard. Called once.
        @Override
        void close();
    }

    /// What the other side of a WebSocket said.
    sealed interface Message {

        /// Bytes; a message that came in fragments may come in as many parts.
        record Binary(byte[] bytes) implements Message {}

        /// A whole text in UTF-8, which has not been checked yet.
        record Text(byte[] utf8) implements Message {}
    }

    /// How something is said over a WebSocket.
    interface Speech {

        /// Says bytes, in as many messages as it takes, and waits while the other side does not keep up.
        ///
        /// @return false when the other side is gone
        boolean binary(byte[] bytes) throws InterruptedException;

        /// Says bytes without waiting; any thread may, while the one that [Talk#run] has says nothing.
        ///
        /// @return false when it would have to wait, or the other side is gone: nothing was said
        boolean binaryAtOnce(byte[] bytes);

        /// Says a text.
        ///
        /// @return false when the other side is gone
        boolean text(byte[] utf8) throws InterruptedException;

        /// Whether the other side is still there.
        boolean isOpen();
    }

    /// Some words for people.
    static Response text(int status, String words) {
        return new Whole(status, "text/plain; charset=utf-8", words.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes a body until it is through.
    @FunctionalInterface
    interface Body {

        /// Called on a thread of the request's own, which may block. When the client is gone, the thread
        /// is interrupted.
        void writeTo(Sink sink) throws InterruptedException;
    }

    /// Where a streamed body goes.
    interface Sink {

        /// Hands over one chunk and waits while the client does not keep up.
        ///
        /// @return false when the client is gone, or kept up too badly and was dropped: nothing more will
        ///     be taken
        boolean write(byte[] chunk) throws InterruptedException;

        /// Whether the client is still there.
        boolean isOpen();
    }
}
