package org.taskmaster.json;

import java.time.Instant;
import java.time.LocalDate;

/// Times of day as this program writes them: `2026-11-23T05:31:00Z`, perhaps with decimals. By hand,
/// because the JDK's reader can do much more and takes its time for it.
final class Times {

    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
    private static final int MOST_DECIMALS = 9;
    private static final int SECONDS_OF_DAY = 86_400;

    private Times() {}

    /// @throws DateTimeException when it is no time in ISO 8601 (UTC)
    static Instant parse(String text) {
        int end = text.length() - 1;
        if (!begins(text) || text.charAt(end) != 'Z' || !decimals(text, SHAPE.length(), end)) {
            return Instant.parse(text);
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text);
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        long seconds = day * SECONDS_OF_DAY + hour * 3600L + minute * 60L + second;
        return Instant.ofEpochSecond(seconds, nanos(text, SHAPE.length() + 1, end));
    }

    private static boolean begins(String text) {
        if (text.length() <= SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char wanted = SHAPE.charAt(i);
            char c = text.charAt(i);
            if (wanted == 'd' ? c < '0' || c > '9' : c != wanted) {
                return false;
            }
        }
        return true;
    }

    /// Whether there is nothing between the seconds and the `Z`, or a dot and one to nine digits.
    private static boolean decimals(String text, int from, int end) {
        if (from == end) {
            return true;
        }
        if (text.charAt(from) != '.' || end - from < 2 || end - from > MOST_DECIMALS + 1) {
            return false;
        }
        for (int i = from + 1; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static long nanos(String text, int from, int end) {
        long nanos = 0;
        for (int i = 0; i < MOST_DECIMALS; i++) {
            nanos = nanos * 10 + (from + i < end ? text.charAt(from + i) - '0' : 0);
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
