package org.taskmaster.screen;

/// The numbers in control sequences.
final class Numbers {

    private static final int MOST_DIGITS = 8;

    private Numbers() {}

    /// A number, or what to take where there is none that makes sense.
    static int parse(String text, int otherwise) {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            return otherwise;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return otherwise;
            }
        }
        return Integer.parseInt(text);
    }
}
