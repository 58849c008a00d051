package org.taskmaster.logs;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.LongSupplier;

/// The two clocks of log keeping: one that counts, and one that is shown.
///
/// @param monotonic counts nanoseconds
/// @param wall the time of day
/// @param zone where its hours and days are counted
record LogClock(LongSupplier monotonic, InstantSource wall, ZoneId zone) {

    long nanos() {
        return monotonic.getAsLong();
    }

    Instant now() {
        return wall.instant();
    }

    ZonedDateTime local() {
        return now().atZone(zone);
    }
}
