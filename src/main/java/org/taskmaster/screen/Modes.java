package org.taskmaster.screen;

import java.util.Arrays;
import java.util.BitSet;

/// What a program has switched on and off in its terminal, beside what is on the screen: how keys, mouse
/// and pasted text are reported to it, how the cursor looks.
///
/// [xterm's list](https://invisible-island.net/xterm/ctlseqs/ctlseqs.html) of private modes.
final class Modes {

    static final int CURSOR_KEYS = 1;
    static final int ORIGIN = 6;
    static final int AUTOWRAP = 7;
    static final int CURSOR = 25;
    static final int KEYPAD = 66;

    /// Those that are sent again to a viewer who begins to look, in this order: the kinds of reports of the
    /// mouse end each other. What people set for themselves, as a cursor that blinks, is left alone.
    private static final int[] RESENT = {CURSOR_KEYS, 5, 9, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 2004, CURSOR
    };

    private final BitSet on = new BitSet();
    private boolean insert;
    private boolean newLine;
    private String cursorShape = "";
    private String otherKeys = "";

    Modes() {
        reset();
    }

    /// As after a reset of the terminal.
    void reset() {
        on.clear();
        on.set(AUTOWRAP);
        on.set(CURSOR);
        insert = false;
        newLine = false;
        cursorShape = "";
        otherKeys = "";
    }

    /// As after a soft reset: what the program would trip over is as usual.
    void resetSoftly() {
        on.clear(CURSOR_KEYS);
        on.clear(ORIGIN);
        on.clear(KEYPAD);
        on.set(AUTOWRAP);
        on.set(CURSOR);
        insert = false;
    }

    void set(int mode, boolean now) {
        if (isKnown(mode)) {
            on.set(mode, now);
        }
    }

    boolean isOn(int mode) {
        return on.get(mode);
    }

    static boolean isKnown(int mode) {
        return mode == KEYPAD
                || mode == ORIGIN
                || mode == AUTOWRAP
                || Arrays.stream(RESENT).anyMatch(known -> known == mode);
    }

    boolean insert() {
        return insert;
    }

    void insert(boolean now) {
        insert = now;
    }

    boolean newLine() {
        return newLine;
    }

    void newLine(boolean now) {
        newLine = now;
    }

    /// @param sequence what gave the cursor its shape, as `ESC [ 2 SP q`
    void cursorShape(String sequence) {
        cursorShape = sequence;
    }

    /// @param sequence what asked for other reports of keys, as `ESC [ > 4 ; 2 m`
    void otherKeys(String sequence) {
        otherKeys = sequence;
    }

    /// The sequences that make any terminal have these modes. Origin and autowrap are not among them: what
    /// draws the screen needs them to be otherwise meanwhile.
    String sequences() {
        StringBuilder text = new StringBuilder();
        for (int mode : RESENT) {
            if (!on.get(mode)) {
                text.append("\033[?").append(mode).append('l');
            }
        }
        for (int mode : RESENT) {
            if (on.get(mode)) {
                text.append("\033[?").append(mode).append('h');
            }
        }
        text.append(on.get(KEYPAD) ? "\033=" : "\033>");
        text.append(insert ? "\033[4h" : "\033[4l");
        text.append(newLine ? "\033[20h" : "\033[20l");
        text.append(cursorShape.isEmpty() ? "\033[0 q" : cursorShape);
        return text.append(otherKeys.isEmpty() ? "\033[>4m" : otherKeys).toString();
    }
}
