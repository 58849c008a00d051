package org.taskmaster.screen;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// What the terminal answers when a program asks it something.
///
/// Every viewer has a terminal that would answer too, each of its own: so none of them is asked. A
/// question that has no answer here is not passed on either, and the program finds, as with many
/// terminals, that there is none.
final class TerminalReplies {

    private static final String KNOWN_MODE_ON = "1";
    private static final String KNOWN_MODE_OFF = "2";
    private static final String UNKNOWN_MODE = "0";

    private final Canvas canvas;
    private final Modes modes;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

    TerminalReplies(Canvas canvas, Modes modes) {
        this.canvas = canvas;
        this.modes = modes;
    }

    /// Answers a question.
    ///
    /// @return whether it was one
    boolean answer(String sequence) {
        if (sequence.startsWith("\033[")) {
            return answer(Csi.of(sequence));
        }
        if (sequence.equals("\033Z")) {
            say("\033[?1;2c");
            return true;
        }
        return asksInString(sequence);
    }

    byte[] take() {
        byte[] all = waiting.toByteArray();
        waiting.reset();
        return all;
    }

    private boolean answer(Csi csi) {
        switch (csi.kind()) {
            case "c" -> say("\033[?1;2c");
            case ">c" -> say("\033[>0;0;0c");
            case "n" -> report(csi.number(0, 0), "");
            case "?n" -> report(csi.number(0, 0), "?");
            case "$p" -> say("\033[" + csi.number(0, 0) + ";" + UNKNOWN_MODE + "$y");
            case "?$p" -> say("\033[?" + csi.number(0, 0) + ";" + mode(csi.number(0, 0)) + "$y");
            case "t" -> {
                return window(csi.number(0, 0));
            }
            case "=c", ">q", "?u", "x" -> {
                // no answer
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void report(int what, String prefix) {
        if (what == 6) {
            say("\033[" + prefix + (canvas.row() + 1) + ";" + (canvas.column() + 1) + "R");
        } else if (what == 5 && prefix.isEmpty()) {
            say("\033[0n");
        }
    }

    private String mode(int mode) {
        if (!Modes.isKnown(mode)) {
            return UNKNOWN_MODE;
        }
        return modes.isOn(mode) ? KNOWN_MODE_ON : KNOWN_MODE_OFF;
    }

    /// Some of these ask for sizes and titles; the others change the window.
    private boolean window(int what) {
        if (what == 18) {
            say("\033[8;" + canvas.shown().rows() + ";" + canvas.shown().columns() + "t");
        }
        return what == 11 || what >= 13 && what <= 21;
    }

    /// Colours (`OSC 10 ; ?`), settings (`DCS $ q`), and terminfo (`DCS + q`).
    private static boolean asksInString(String sequence) {
        boolean colour = sequence.startsWith("\033]") && (sequence.endsWith(";?\007") || sequence.endsWith(";?\033\\"));
        return colour || sequence.startsWith("\033P$q") || sequence.startsWith("\033P+q");
    }

    private void say(String answer) {
        waiting.writeBytes(answer.getBytes(StandardCharsets.US_ASCII));
    }
}
