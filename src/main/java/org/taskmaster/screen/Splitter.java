package org.taskmaster.screen;

import java.util.Arrays;

/// Cuts what a program writes to its terminal into whole characters, control characters and control
/// sequences, however the pieces arrive.
///
/// What is not complete yet is held back, so that a viewer who begins to look, or was too slow, joins between
/// two sequences and never within one. Strings that are too long for that (pictures, the clipboard) are
/// passed on in parts.
///
/// [ECMA-48](https://ecma-international.org/publications-and-standards/standards/ecma-48/), and
/// [xterm's sequences](https://invisible-island.net/xterm/ctlseqs/ctlseqs.html)
final class Splitter {

    /// The most that is held back.
    static final int MOST_HELD = 4 * 1024;

    private static final int BEL = 0x07;
    private static final int CAN = 0x18;
    private static final int SUB = 0x1A;
    private static final int ESC = 0x1B;
    private static final int DEL = 0x7F;
    private static final int MOST_UTF8 = 4;

    private final Pieces pieces;
    private byte[] held = new byte[64];
    private int length;
    private State state = State.TEXT;

    private enum State {
        TEXT,
        /// Within a character of more than one byte.
        CHARACTER,
        /// After ESC and any intermediate bytes.
        ESCAPE,
        /// After ESC [.
        CSI,
        /// After ESC ], ESC P, ESC X, ESC ^ or ESC _: up to BEL or ESC \.
        STRING,
        /// The same, when its beginning was passed on already.
        LONG_STRING
    }

    /// Who takes the pieces.
    interface Pieces {
        /// Whole characters in UTF-8, or bytes that are none, without controls.
        void text(byte[] bytes, int start, int end);

        /// A single control character.
        void control(int code);

        /// A whole control sequence or string, beginning with ESC.
        void sequence(byte[] bytes, int length);

        /// A part of a string that is too long to be held.
        void part(byte[] bytes, int length);
    }

    Splitter(Pieces pieces) {
        this.pieces = pieces;
    }

    void feed(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            if (state == State.TEXT && isText(bytes[at])) {
                at = text(bytes, at, end);
            } else {
                take(bytes[at++] & 0xFF);
            }
        }
        if (state == State.LONG_STRING) {
            passPart();
        }
    }

    /// Whether nothing of these bytes, if they come next, means more than a character of ASCII to be shown.
    boolean isPlain(byte[] bytes, int start, int end) {
        boolean plain = state == State.TEXT;
        for (int at = start; plain && at < end; at++) {
            plain = bytes[at] >= ' ' && bytes[at] != DEL;
        }
        return plain;
    }

    private static boolean isText(byte value) {
        return (value & 0xFF) >= ' ' && value != DEL;
    }

    /// A run of text; a character that is cut off at the end is held.
    private int text(byte[] bytes, int start, int end) {
        int stop = start;
        while (stop < end && isText(bytes[stop])) {
            stop++;
        }
        int whole = stop == end ? wholeCharacters(bytes, start, stop) : stop;
        if (whole > start) {
            pieces.text(bytes, start, whole);
        }
        for (int i = whole; i < stop; i++) {
            hold(bytes[i] & 0xFF);
            state = State.CHARACTER;
        }
        return stop;
    }

    private static int wholeCharacters(byte[] bytes, int start, int end) {
        for (int back = 1; back < MOST_UTF8 && end - back >= start; back++) {
            int value = bytes[end - back] & 0xFF;
            if (value >= 0xC0) {
                return utf8Length(value) > back ? end - back : end;
            }
            if (value < 0x80) {
                return end;
            }
        }
        return end;
    }

    private static int utf8Length(int first) {
        return first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    }

    private void take(int value) {
        switch (state) {
            case TEXT -> begin(value);
            case CHARACTER -> character(value);
            case ESCAPE -> escape(value);
            case CSI -> csi(value);
            case STRING, LONG_STRING -> string(value);
        }
    }

    private void begin(int value) {
        if (value == ESC) {
            length = 0;
            hold(value);
            state = State.ESCAPE;
        } else {
            pieces.control(value);
        }
    }

    private void character(int value) {
        if ((value & 0xC0) != 0x80) {
            // It was none after all.
            passText();
            retake(value);
            return;
        }
        hold(value);
        if (length >= utf8Length(held[0] & 0xFF)) {
            passText();
        }
    }

    /// A byte after which everything begins anew.
    private void retake(int value) {
        if (isText((byte) value)) {
            text(new byte[] {(byte) value}, 0, 1);
        } else {
            take(value);
        }
    }

    private void passText() {
        int count = length;
        reset();
        pieces.text(held, 0, count);
    }

    private void escape(int value) {
        if (interrupts(value)) {
            return;
        }
        hold(value);
        if (value >= 0x30 && value < DEL) {
            boolean introduces = length == 2;
            if (introduces && value == '[') {
                state = State.CSI;
            } else if (introduces && "]PX^_".indexOf(value) >= 0) {
                state = State.STRING;
            } else {
                passSequence();
            }
        } else {
            giveUpIfTooLong();
        }
    }

    private void csi(int value) {
        if (interrupts(value)) {
            return;
        }
        hold(value);
        if (value >= 0x40 && value < DEL) {
            passSequence();
        } else {
            giveUpIfTooLong();
        }
    }

    private void string(int value) {
        if (value == CAN || value == SUB) {
            reset();
            pieces.control(value);
            return;
        }
        boolean escaped = length > 0 && held[length - 1] == ESC;
        if (escaped && value != '\\') {
            // ESC ends the string, whatever it begins.
            length--;
            endString();
            begin(ESC);
            take(value);
            return;
        }
        hold(value);
        if (escaped || value == BEL) {
            endString();
        } else if (length >= MOST_HELD && value != ESC) {
            state = State.LONG_STRING;
            passPart();
        }
    }

    private void endString() {
        if (state == State.STRING) {
            passSequence();
        } else {
            passPart();
            reset();
        }
    }

    /// Control characters are obeyed within a sequence; some end it.
    private boolean interrupts(int value) {
        if (value == ESC) {
            reset();
            begin(value);
            return true;
        }
        if (value == CAN || value == SUB) {
            reset();
        }
        if (value < ' ') {
            pieces.control(value);
            return true;
        }
        return value >= DEL;
    }

    private void giveUpIfTooLong() {
        if (length >= MOST_HELD) {
            reset();
        }
    }

    private void passSequence() {
        int count = length;
        reset();
        pieces.sequence(held, count);
    }

    /// All but an ESC at the end, which may begin what ends the string.
    private void passPart() {
        boolean open = length > 0 && held[length - 1] == ESC;
        int count = open ? length - 1 : length;
        if (count > 0) {
            pieces.part(held, count);
        }
        length = 0;
        if (open) {
            hold(ESC);
        }
    }

    private void hold(int value) {
        if (length == held.length) {
            held = Arrays.copyOf(held, 2 * length);
        }
        held[length++] = (byte) value;
    }

    private void reset() {
        state = State.TEXT;
        length = 0;
    }
}
