package org.taskmaster.screen;

/// How characters look: what SGR (`ESC [ … m`) sets.
///
/// Colours and kinds of underlines are kept as the parameters that set them, so that they are shown again
/// as the program asked for them: colour 1 stays colour 1, whatever the looker's terminal makes of it.
///
/// @param marks the bit of each parameter that is on: 1 bold, 2 dim, 3 italic, 5 and 6 blinking, 7
///     inverse, 8 concealed, 9 crossed out, 53 overlined
/// @param underline as in `4` or `4:3`; empty: none
/// @param foreground as in `31` or `38;5;100`; empty: the terminal's own
/// @param background the same
/// @param underlineColour as in `58:5:1`; empty: that of the text
record Style(long marks, String underline, String foreground, String background, String underlineColour) {

    static final Style PLAIN = new Style(0, "", "", "", "");

    private static final int RESET = 0;
    private static final int UNDERLINE = 4;
    private static final int DOUBLE_UNDERLINE = 21;
    private static final int OVERLINE = 53;

    /// Those that end what others began; 22 ends two.
    private static final long NORMAL_INTENSITY = 1L << 1 | 1L << 2;

    private static final long STEADY = 1L << 5 | 1L << 6;

    /// What follows from the parameters of one SGR sequence, as in `0;1;38;5;3`.
    Style with(String parameters) {
        Style style = this;
        String[] all = parameters.split(";", -1);
        int next = 0;
        while (next < all.length) {
            int length = Math.min(length(all, next), all.length - next);
            style = style.with(all, next, length);
            next += length;
        }
        return style;
    }

    /// What is left where something is erased: the background.
    Style erased() {
        return background.isEmpty() ? PLAIN : new Style(0, "", "", background, "");
    }

    /// The parameters that set this, whatever was before.
    String parameters() {
        StringBuilder text = new StringBuilder("0");
        for (int mark = 1; mark <= OVERLINE; mark++) {
            if ((marks & 1L << mark) != 0) {
                text.append(';').append(mark);
            }
        }
        for (String part : new String[] {underline, foreground, background, underlineColour}) {
            if (!part.isEmpty()) {
                text.append(';').append(part);
            }
        }
        return text.toString();
    }

    /// How many parameters belong together: 38, 48 and 58 take a kind and its numbers.
    private static int length(String[] all, int at) {
        boolean colour = all[at].equals("38") || all[at].equals("48") || all[at].equals("58");
        if (!colour || at + 1 == all.length) {
            return 1;
        }
        return switch (all[at + 1]) {
            case "5" -> 3;
            case "2" -> 5;
            default -> 1;
        };
    }

    private Style with(String[] all, int at, int length) {
        String whole = String.join(";", java.util.Arrays.asList(all).subList(at, at + length));
        int colon = all[at].indexOf(':');
        int code = Numbers.parse(colon < 0 ? all[at] : all[at].substring(0, colon), RESET);
        return switch (code) {
            case RESET -> PLAIN;
            case 1, 2, 3, 5, 6, 7, 8, 9, OVERLINE -> marked(marks | 1L << code);
            case UNDERLINE -> underlined(whole.equals("4:0") ? "" : whole);
            case DOUBLE_UNDERLINE -> underlined(whole);
            case 22 -> marked(marks & ~NORMAL_INTENSITY);
            case 24 -> underlined("");
            case 25 -> marked(marks & ~STEADY);
            case 23, 27, 28, 29 -> marked(marks & ~(1L << code - 20));
            case 55 -> marked(marks & ~(1L << OVERLINE));
            case 30, 31, 32, 33, 34, 35, 36, 37, 38, 90, 91, 92, 93, 94, 95, 96, 97 -> coloured(whole, background);
            case 39 -> coloured("", background);
            case 40, 41, 42, 43, 44, 45, 46, 47, 48, 100, 101, 102, 103, 104, 105, 106, 107 ->
                coloured(foreground, whole);
            case 49 -> coloured(foreground, "");
            case 58 -> new Style(marks, underline, foreground, background, whole);
            case 59 -> new Style(marks, underline, foreground, background, "");
            default -> this;
        };
    }

    private Style marked(long now) {
        return new Style(now, underline, foreground, background, underlineColour);
    }

    private Style underlined(String now) {
        return new Style(marks, now, foreground, background, underlineColour);
    }

    private Style coloured(String newForeground, String newBackground) {
        return new Style(marks, underline, newForeground, newBackground, underlineColour);
    }
}
