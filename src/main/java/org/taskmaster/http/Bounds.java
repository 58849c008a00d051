package org.taskmaster.http;

import java.time.Duration;

/// How much of everything is taken, so that no client can use up what others need.
///
/// Connections, requests under way and bytes of bodies and answers are counted for each [Quota] on its own.
///
/// @param requestLine the longest request line in bytes
/// @param headerBytes the most bytes of all headers of a request together
/// @param headers the most headers of a request
/// @param bodyBytes the longest body of a request
/// @param bodiesBytes the most bytes of bodies that are kept at any time
/// @param answersBytes the most bytes of long answers that wait to be sent at any time
/// @param connections the most open connections; a new one beyond them takes the place of the oldest that
///     is not being answered
/// @param underWay the most requests that are being answered at any time
/// @param queued how long a request may wait for its turn when so many are being answered
/// @param pipelined the most bytes of further requests that may wait while one is answered
/// @param idle how long a connection may wait for a request to begin
/// @param arrival how long a request may take to arrive
/// @param stalled how long a client may take nothing of what is sent to it
/// @param parting how long an answer may take to reach a client that has stopped sending, and how long one
///     that is being turned away may go on sending
/// @param ping how often the other side of a WebSocket is asked whether it is still there
/// @param silence how long it may say nothing, not even that
/// @param punishment how long after it came a wrong password is answered, or, when checking it took longer, a
///     multiple of that
/// @param breath how long nothing is accepted after the system had no room for a connection
record Bounds(
        int requestLine,
        int headerBytes,
        int headers,
        int bodyBytes,
        int bodiesBytes,
        int answersBytes,
        int connections,
        int underWay,
        Duration queued,
        int pipelined,
        Duration idle,
        Duration arrival,
        Duration stalled,
        Duration parting,
        Duration ping,
        Duration silence,
        Duration punishment,
        Duration breath) {

    private static final Duration LAST_REQUEST = Duration.ofMillis(100);

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /// What holds in use.
    static final Bounds USUAL = new Bounds(
            8 * KIB,
            32 * KIB,
            100,
            MIB,
            8 * MIB,
            8 * MIB,
            128,
            64,
            Duration.ofSeconds(2),
            128 * KIB,
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofSeconds(2),
            Duration.ofMillis(200));

    /// The most requests of one person that are being answered at any time.
    int underWayOfOne() {
        return (underWay + 1) / 2;
    }

    /// The most requests of all who may only look that are being answered at any time.
    int underWayOfViewers() {
        return Math.max(1, underWay * 3 / 4);
    }

    /// How long a request may take to arrive.
    ///
    /// @param ending whether the server ends
    Duration arrival(boolean ending) {
        return ending && arrival.compareTo(LAST_REQUEST) > 0 ? LAST_REQUEST : arrival;
    }
}
