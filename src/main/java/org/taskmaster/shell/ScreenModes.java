package org.taskmaster.shell;

import java.nio.charset.StandardCharsets;

/// Watches what a program makes of a terminal, to be able to undo it.
///
/// Whether the alternate screen is shown, and whether rows are counted from the scrolling region's first, has
/// to be known, since ending either when it is not so would move the cursor; everything else can be undone
/// whether or not it was done (xterm's control sequences; DEC STD 070).
final class ScreenModes {

    private static final char ESCAPE = 0x1b;

    /// The longest list of modes that is looked at.
    private static final int LONGEST = 64;

    private static final String USUAL = "\u001b[?25h" // the cursor is shown
            + "\u001b[?1000l\u001b[?1001l\u001b[?1002l\u001b[?1003l" // the mouse is the terminal's own
            + "\u001b[?1004l\u001b[?1005l\u001b[?1006l\u001b[?1015l" // no focus reports, no forms of mouse reports
            + "\u001b[?2004l" // what is pasted is not marked
            + "\u001b[?2026l" // what is shown is not held back
            + "\u001b[?1l\u001b>" // cursor keys and keypad are in their normal modes
            + "\u001b[?5l\u001b[?7h\u001b[4l" // colours, line wrap and insertion as usual
            + "\u001b7\u001b[r\u001b8" // all rows scroll; the cursor stays
            + "\u001b(B\u000f" // letters are letters
            + "\u001b[0 q\u001b[0m"; // the cursor's form and the attributes are the usual ones

    private enum Place {
        TEXT,
        ESCAPED,
        SEQUENCE,
        MODES
    }

    private final StringBuilder modes = new StringBuilder();
    private Place place = Place.TEXT;
    private boolean alternate;
    private boolean origin;

    /// Looks at the next piece of what is shown.
    void watch(byte[] shown) {
        for (byte b : shown) {
            watch((char) (b & 0xff));
        }
    }

    private void watch(char c) {
        if (c == ESCAPE) {
            place = Place.ESCAPED;
            return;
        }
        switch (place) {
            case TEXT -> {}
            case ESCAPED -> {
                alternate = alternate && c != 'c';
                origin = origin && c != 'c';
                place = c == '[' ? Place.SEQUENCE : Place.TEXT;
            }
            case SEQUENCE -> {
                modes.setLength(0);
                place = c == '?' ? Place.MODES : Place.TEXT;
            }
            case MODES -> {
                if ((c >= '0' && c <= '9' || c == ';') && modes.length() < LONGEST) {
                    modes.append(c);
                } else {
                    place = Place.TEXT;
                    set(c);
                }
            }
        }
    }

    private void set(char verb) {
        if (verb != 'h' && verb != 'l') {
            return;
        }
        for (String mode : modes.toString().split(";")) {
            if (mode.equals("47") || mode.equals("1047") || mode.equals("1049")) {
                alternate = verb == 'h';
            } else if (mode.equals("6")) {
                origin = verb == 'h';
            }
        }
    }

    /// Whether the alternate screen is shown, on which full-screen programs draw.
    boolean alternate() {
        return alternate;
    }

    /// What brings a terminal back to how shells expect it, on a line of its own.
    byte[] undone() {
        String screen = alternate ? "\u001b[?1049l" : "\r\n\u001b[J";
        return ((origin ? "\u001b[?6l" : "") + USUAL + screen).getBytes(StandardCharsets.ISO_8859_1);
    }
}
