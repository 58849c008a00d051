package org.taskmaster.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The present time as text: ISO 8601 with milliseconds and the offset from UTC,
/// `2026-11-25T09:41:00.123+01:00`, always of the same length.
///
/// What changes is written anew and nothing else: three digits in most cases, all of it when
/// another second has begun.
final class LineTime {

    /// How many bytes it takes.
    static final int LENGTH = 29;

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'.000'");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx");
    private static final int MILLIS = 20;
    private static final int OFFSET_FROM_UTC = 23;

    private final InstantSource clock;
    private final ZoneId zone;
    private final byte[] text = new byte[LENGTH];
    private long millis;
    private long second;

    LineTime(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
        this.millis = clock.millis();
        this.second = Math.floorDiv(millis, 1000L);
        formatSecond();
        formatMillis();
    }

    /// Puts the present time at `offset` of `target`.
    void put(byte[] target, int offset) {
        long now = clock.millis();
        if (now != millis) {
            millis = now;
            long nowSecond = Math.floorDiv(now, 1000L);
            if (nowSecond != second) {
                second = nowSecond;
                formatSecond();
            }
            formatMillis();
        }
        System.arraycopy(text, 0, target, offset, LENGTH);
    }

    private void formatSecond() {
        ZoneOffset offset = zone.getRules().getOffset(Instant.ofEpochSecond(second));
        LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, offset);
        put(SECONDS.format(local), 0);
        put(OFFSET.format(offset), OFFSET_FROM_UTC);
    }

    private void formatMillis() {
        int rest = (int) Math.floorMod(millis, 1000L);
        text[MILLIS] = (byte) ('0' + rest / 100);
        text[MILLIS + 1] = (byte) ('0' + rest / 10 % 10);
        text[MILLIS + 2] = (byte) ('0' + rest % 10);
    }

    private void put(String part, int offset) {
        byte[] bytes = part.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, text, offset, bytes.length);
    }
}
