package org.taskmaster.rotation;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.taskmaster.model.KeptFile;

/// One span of local time, such as a certain day, after which a file is set aside.
///
/// @param end when the next one begins
public record Period(ZonedDateTime end) {

    /// The span that `time` is in.
    public static Period of(KeptFile.Period length, ZonedDateTime time) {
        return new Period(
                switch (length) {
                    case HOURLY -> time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
                    case DAILY -> startOfDay(time.plusDays(1));
                    case WEEKLY -> startOfDay(time.with(TemporalAdjusters.next(DayOfWeek.MONDAY)));
                });
    }

    public boolean isOver(ZonedDateTime now) {
        return !now.isBefore(end);
    }

    /// How long it still takes; zero when it is over.
    public Duration untilEnd(ZonedDateTime now) {
        Duration left = Duration.between(now, end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /// Not always midnight: where the clock is put forward then, a day begins an hour later.
    private static ZonedDateTime startOfDay(ZonedDateTime time) {
        return time.toLocalDate().atStartOfDay(time.getZone());
    }
}
