package org.taskmaster.model;

import java.time.Duration;
import java.util.Optional;

/// Durations as people write them: seconds (`10`, `0.5`), or numbers with units (`250ms`, `10s`,
/// `1m30s`, `2h`, `1d`).
public final class DurationText {

    private static final long NANO = 1_000_000_000L;
    private static final int MOST_DIGITS = 9;
    private static final int DECIMALS = 9;

    private final String text;
    private int at;

    private DurationText(String text) {
        this.text = text;
    }

    /// @return empty when `text` is not a duration; a leading minus is not one
    public static Optional<Duration> parse(String text) {
        return new DurationText(text).parse();
    }

    /// A length of time as a decimal number of seconds, as in `1.26`, exact to the nanosecond.
    ///
    /// @param duration not negative
    public static String seconds(Duration duration) {
        if (duration.getNano() == 0) {
            return Long.toString(duration.getSeconds());
        }
        String nanos = Integer.toString(duration.getNano());
        String decimals = "0".repeat(DECIMALS - nanos.length()) + nanos;
        int end = DECIMALS;
        while (decimals.charAt(end - 1) == '0') {
            end--;
        }
        return duration.getSeconds() + "." + decimals.substring(0, end);
    }

    private Optional<Duration> parse() {
        Duration sum = Duration.ZERO;
        long previous = Long.MAX_VALUE;
        boolean first = true;
        while (at < text.length()) {
            String whole = digits();
            String fraction = point() ? digits() : "0";
            if (whole.isEmpty() || fraction.isEmpty()) {
                return Optional.empty();
            }
            boolean bare = at == text.length();
            long unit = bare ? NANO : unit();
            if (unit == 0 || unit >= previous || bare && !first) {
                return Optional.empty();
            }
            sum = sum.plus(times(unit, Long.parseLong(whole))).plusNanos(fractionOf(unit, fraction));
            previous = unit;
            first = false;
        }
        return first ? Optional.empty() : Optional.of(sum);
    }

    /// Not by Duration, which multiplies decimal fractions: to load these takes 15 ms of the start.
    private static Duration times(long unit, long count) {
        return unit < NANO ? Duration.ofNanos(unit * count) : Duration.ofSeconds(unit / NANO * count);
    }

    private String digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - start > MOST_DIGITS ? "" : text.substring(start, at);
    }

    private boolean point() {
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            return true;
        }
        return false;
    }

    /// Nanoseconds of the unit that stands here; 0 when none does.
    private long unit() {
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return switch (text.substring(start, at)) {
            case "ms" -> NANO / 1000;
            case "s" -> NANO;
            case "m" -> 60 * NANO;
            case "h" -> 3600 * NANO;
            case "d" -> 86_400 * NANO;
            default -> 0;
        };
    }

    private static long fractionOf(long unit, String fraction) {
        long nanos = 0;
        long weight = unit;
        for (int i = 0; i < fraction.length(); i++) {
            weight /= 10;
            nanos += weight * (fraction.charAt(i) - '0');
        }
        return nanos;
    }
}
