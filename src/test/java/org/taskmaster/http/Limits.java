package org.taskmaster.http;

import java.time.Duration;

/// Bounds of which a test changes the ones it is about.
final class Limits {

    private static final Duration LONG = Duration.ofMinutes(5);

    int bodyBytes = 1 << 20;
    int bodiesBytes = 8 << 20;
    int answersBytes = 8 << 20;
    int connections = 128;
    int underWay = 64;
    Duration queued = Duration.ZERO;
    int pipelined = 64 << 10;
    Duration idle = LONG;
    Duration arrival = LONG;
    Duration stalled = LONG;
    Duration ping = LONG;
    Duration silence = LONG;
    Duration parting = Duration.ofSeconds(1);
    Duration punishment = Duration.ofMillis(1);

    Bounds bounds() {
        return new Bounds(
                1024,
                4096,
                20,
                bodyBytes,
                bodiesBytes,
                answersBytes,
                connections,
                underWay,
                queued,
                pipelined,
                idle,
                arrival,
                stalled,
                parting,
                ping,
                silence,
                punishment,
                Duration.ofMillis(10));
    }
}
