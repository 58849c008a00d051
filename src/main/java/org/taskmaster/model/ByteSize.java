package org.taskmaster.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes, written as supervisord's users write it: `50MB`, `1KB`, `2GB` (steps of 1024), or
/// plain bytes.
public record ByteSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})\\s*([KMG]B?)?");

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + bytes);
        }
    }

    /// @return empty when `text` is not a size
    public static Optional<ByteSize> parse(String text) {
        Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(form.group(1));
        String unit = form.group(2) == null ? "" : form.group(2).substring(0, 1);
        long factor = unit.isEmpty() ? 1 : 1L << (10 * (1 + "KMG".indexOf(unit)));
        long bytes = number * factor;
        return bytes / factor == number ? Optional.of(new ByteSize(bytes)) : Optional.empty();
    }
}
