package org.taskmaster.activity;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.taskmaster.model.LogLevel;

/// A line as supervisord writes it: `2026-11-23 05:31:07,042 INFO spawned: 'web' with pid 4711`, in
/// local time.
final class LineFormat {

    private final ZoneId zone;

    LineFormat(ZoneId zone) {
        this.zone = zone;
    }

    String line(Instant at, LogLevel level, String text) {
        LocalDateTime time = LocalDateTime.ofInstant(at, zone);
        StringBuilder line = new StringBuilder(text.length() + 32);
        padded(line, time.getYear(), 4).append('-');
        padded(line, time.getMonthValue(), 2).append('-');
        padded(line, time.getDayOfMonth(), 2).append(' ');
        padded(line, time.getHour(), 2).append(':');
        padded(line, time.getMinute(), 2).append(':');
        padded(line, time.getSecond(), 2).append(',');
        padded(line, time.getNano() / 1_000_000, 3).append(' ');
        return line.append(level.tag()).append(' ').append(text).toString();
    }

    private static StringBuilder padded(StringBuilder line, int number, int width) {
        String digits = Integer.toString(number);
        return line.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}
