package org.taskmaster.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

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
