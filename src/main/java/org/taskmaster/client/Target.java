package org.taskmaster.client;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The path and the parameters of a request, as they are written (RFC 3986).
final class Target {

    private static final String UNRESERVED = "-._~:";

    private final StringBuilder text;
    private char separator = '?';

    /// @param steps of the path, each written so that it stays one step
    Target(String... steps) {
        text = new StringBuilder("/v1");
        for (String step : steps) {
            text.append('/').append(encoded(step));
        }
    }

    Target with(String name, String value) {
        text.append(separator).append(name).append('=').append(encoded(value));
        separator = '&';
        return this;
    }

    Target with(String name, List<String> values) {
        values.forEach(value -> with(name, value));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static String encoded(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(hex(c >> 4)).append(hex(c & 15));
            }
        }
        return encoded.toString();
    }

    private static char hex(int digit) {
        return (char) (digit < 10 ? '0' + digit : 'A' + digit - 10);
    }
}
