package org.taskmaster.activity;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.taskmaster.model.LogLevel;

/// A line as supervisord writes it: `2026-11-23 05:31:07,042 INFO spawned: 'web' with pid 4711`, in
/// local time.
///
/// One thread at a time may use it: what is the same for all lines of a second is kept.
final class LineFormat {

    private final ZoneId zone;
    private long second = Long.MIN_VALUE;
    private String secondText = "";

    LineFormat(ZoneId zone) {
        this.zone = zone;
    }

    String line(Instant at, LogLevel level, String text) {
        if (at.getEpochSecond() != second) {
            second = at.getEpochSecond();
            secondText = secondText(LocalDateTime.ofInstant(at, zone));
        }
        StringBuilder line = new StringBuilder(text.length() + 32);
        line.append(secondText);
        padded(line, at.getNano() / 1_000_000, 3).append(' ');
        return line.append(level.tag()).append(' ').append(text).toString();
    }

    private static String secondText(LocalDateTime time) {
        StringBuilder line = new StringBuilder(20);
        padded(line, time.getYear(), 4).append('-');
        padded(line, time.getMonthValue(), 2).append('-');
        padded(line, time.getDayOfMonth(), 2).append(' ');
        padded(line, time.getHour(), 2).append(':');
        padded(line, time.getMinute(), 2).append(':');
        return padded(line, time.getSecond(), 2).append(',').toString();
    }

    private static StringBuilder padded(StringBuilder line, int number, int width) {
        String digits = Integer.toString(number);
        for (int i = digits.length(); i < width; i++) {
            line.append('0');
        }
        return line.append(digits);
    }
}
