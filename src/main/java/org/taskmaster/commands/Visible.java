package org.taskmaster.commands;

import java.util.regex.Pattern;

/// Text that may come from anywhere, made harmless for a terminal: what would move its cursor, change
/// its title or make it answer is shown as `\x1b`, and so is what turns the direction of writing.
public final class Visible {

    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;:]{0,40}m");

    private Visible() {}

    /// `text` with everything but characters and tabs spelled out.
    public static String of(String text) {
        if (text.codePoints().noneMatch(Visible::dangerous)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (dangerous(c)) {
                clean.append(spelled(c));
            } else {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    /// A line of a program's output. Its colours are left out without a trace, since many programs
    /// write them; everything else is spelled out.
    public static String logLine(String text) {
        return of(text.indexOf('\u001b') < 0 ? text : COLOURS.matcher(text).replaceAll(""));
    }

    private static boolean dangerous(int c) {
        return (Character.isISOControl(c) && c != '\t')
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || (c >= 0xd800 && c <= 0xdfff);
    }

    private static String spelled(int c) {
        String hex = Integer.toHexString(c);
        return c > 0xff ? "\\u" + hex : hex.length() == 1 ? "\\x0" + hex : "\\x" + hex;
    }
}
