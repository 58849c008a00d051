package org.taskmaster.json;

import java.time.Duration;
import java.util.Optional;
import org.taskmaster.model.DurationText;

/// A length of time as a decimal number of seconds, exact to the nanosecond. By hand, because a client
/// that lives for a tenth of a second has no time for arithmetic of any length.
final class Seconds {

    private static final int DECIMALS = 9;
    private static final int MOST_DIGITS = 18;

    private Seconds() {}

    /// As in `1.26`.
    static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        return DurationText.seconds(duration);
    }

    /// @param number in JSON's grammar
    /// @return empty when it has more decimals than nanoseconds have, more digits than seconds have, or an
    ///     exponent
    static Optional<Duration> parse(String number) {
        boolean negative = number.startsWith("-");
        String digits = negative ? number.substring(1) : number;
        int dot = digits.indexOf('.');
        String whole = dot < 0 ? digits : digits.substring(0, dot);
        String decimals = dot < 0 ? "" : digits.substring(dot + 1);
        if (whole.length() > MOST_DIGITS || decimals.length() > DECIMALS || !isDigits(whole) || !isDigits(decimals)) {
            return Optional.empty();
        }
        long seconds = Long.parseLong(whole);
        long nanos = Long.parseLong(decimals + "0".repeat(DECIMALS - decimals.length()));
        Duration duration = Duration.ofSeconds(seconds, nanos);
        return Optional.of(negative ? duration.negated() : duration);
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
