package org.taskmaster.screen;

/// Which characters the bytes of text stand for: of VT100's, only ASCII and the line drawing set matter
/// today.
///
/// @param g0 the designator of the first set, as in `ESC ( B`: `B` ASCII, `0` line drawing
/// @param g1 of the second
/// @param shifted whether the second is in use
record Charsets(char g0, char g1, boolean shifted) {

    static final Charsets USUAL = new Charsets('B', 'B', false);

    private static final char LINES = '0';
    private static final int FIRST = 0x5F;

    /// What 0x5F to 0x7E stand for in the line drawing set.
    private static final String DRAWN = "\u00A0◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    /// @param set `(` or `)`
    Charsets designated(char set, char designator) {
        return switch (set) {
            case '(' -> new Charsets(designator, g1, shifted);
            case ')' -> new Charsets(g0, designator, shifted);
            default -> this;
        };
    }

    Charsets shifted(boolean now) {
        return new Charsets(g0, g1, now);
    }

    boolean drawsLines() {
        return (shifted ? g1 : g0) == LINES;
    }

    int character(int code) {
        int index = code - FIRST;
        return drawsLines() && index >= 0 && index < DRAWN.length() ? DRAWN.charAt(index) : code;
    }

    /// The sequences that give a terminal these sets.
    String sequences() {
        return "\033(" + g0 + "\033)" + g1 + (shifted ? '\016' : '\017');
    }
}
