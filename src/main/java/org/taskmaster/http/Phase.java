package org.taskmaster.http;

/// What a [Connection] is doing.
enum Phase {
    /// It waits for a request, the first bytes of which may have come.
    IDLE,
    /// The head of a request is there; whose it is, is asked.
    IDENTIFYING,
    /// The body is arriving.
    BODY,
    /// The request is there, and waits for its turn.
    QUEUED,
    /// The answer is being made.
    ANSWERING,
    /// The end of the answer is on its way.
    SENDING,
    /// It is a WebSocket.
    TALKING,
    /// The last answer was given.
    PARTING;

    /// Whether what arrives is of use now, or else has to wait.
    boolean hears() {
        return switch (this) {
            case IDLE, BODY, PARTING -> true;
            case IDENTIFYING, QUEUED, ANSWERING, SENDING, TALKING -> false;
        };
    }

    /// Whether a request is there, and its answer is not through.
    boolean isAnswer() {
        return switch (this) {
            case QUEUED, ANSWERING, SENDING -> true;
            case IDLE, IDENTIFYING, BODY, TALKING, PARTING -> false;
        };
    }

    /// Whether the connection could be closed without taking an answer from a client.
    boolean waits() {
        return switch (this) {
            case IDLE, IDENTIFYING, BODY, QUEUED, PARTING -> true;
            case ANSWERING, SENDING, TALKING -> false;
        };
    }
}
