package org.taskmaster.screen;

/// A control sequence, taken apart: `ESC [ ? 1 ; 2 h`.
///
/// @param kind its private prefix, intermediate bytes and last byte, as `?h`, `m` or ` q`
/// @param parameters what is between them
record Csi(String whole, String kind, String parameters) {

    private static final int INTRODUCER = 2;

    static Csi of(String sequence) {
        int start = INTRODUCER;
        while (start < sequence.length() - 1 && "<=>?".indexOf(sequence.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end < sequence.length() - 1 && sequence.charAt(end) >= '0' && sequence.charAt(end) <= ';') {
            end++;
        }
        String kind = sequence.substring(INTRODUCER, start) + sequence.substring(end);
        return new Csi(sequence, kind, sequence.substring(start, end));
    }

    int count() {
        return all().length;
    }

    /// A parameter, or what it is when it is left out.
    int number(int index, int otherwise) {
        String[] all = all();
        return index < all.length ? Numbers.parse(all[index], otherwise) : otherwise;
    }

    /// A parameter that counts: 0 means 1.
    int atLeastOne(int index) {
        return Math.max(1, number(index, 1));
    }

    /// The same with its first parameter alone, which counts.
    String plain() {
        return "\033[" + atLeastOne(0) + kind;
    }

    private String[] all() {
        return parameters.split(";", -1);
    }
}
