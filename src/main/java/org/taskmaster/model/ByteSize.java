package org.taskmaster.model;

import java.util.Locale;
import java.util.Optional;

/// A number of bytes, written as supervisord's users write it: `50MB`, `1KB`, `2GB` (steps of 1024), or
/// plain bytes.
public record ByteSize(long bytes) {

    private static final int MOST_DIGITS = 15;
    private static final String[] UNITS = {"", "KB", "MB", "GB"};

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + bytes);
        }
    }

    /// @return empty when `text` is not a size
    public static Optional<ByteSize> parse(String text) {
        String size = text.strip().toUpperCase(Locale.ROOT);
        int digits = 0;
        while (digits < size.length() && size.charAt(digits) >= '0' && size.charAt(digits) <= '9') {
            digits++;
        }
        int power = switch (size.substring(digits).strip()) {
            case "" -> 0;
            case "K", "KB" -> 1;
            case "M", "MB" -> 2;
            case "G", "GB" -> 3;
            default -> -1;
        };
        if (digits == 0 || digits > MOST_DIGITS || power < 0) {
            return Optional.empty();
        }
        long number = Long.parseLong(size.substring(0, digits));
        long bytes = number << (10 * power);
        return bytes >> (10 * power) == number ? Optional.of(new ByteSize(bytes)) : Optional.empty();
    }

    /// As people write it, with the largest unit that leaves no fraction: `50MB`, `1000`.
    public String text() {
        int power = 0;
        long number = bytes;
        while (number != 0 && number % 1024 == 0 && power < UNITS.length - 1) {
            number /= 1024;
            power++;
        }
        return number + UNITS[power];
    }
}
