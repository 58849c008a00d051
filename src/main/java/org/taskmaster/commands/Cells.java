package org.taskmaster.commands;

import java.nio.charset.StandardCharsets;

/// How many columns of a terminal a text takes: marks that combine take none, East Asian wide characters two.
final class Cells {

    /// The blocks of wide characters, each from and to (Unicode, East Asian Width W and F).
    private static final int[][] WIDE = {
        {0x1100, 0x115f},
        {0x2e80, 0x303e},
        {0x3041, 0x4dbf},
        {0x4e00, 0xa4cf},
        {0xa960, 0xa97c},
        {0xac00, 0xd7a3},
        {0xf900, 0xfaff},
        {0xfe30, 0xfe6f},
        {0xff00, 0xff60},
        {0xffe0, 0xffe6},
        {0x1f300, 0x1f64f},
        {0x1f680, 0x1f6ff},
        {0x1f900, 0x1f9ff},
        {0x20000, 0x3fffd}
    };

    private Cells() {}

    /// The columns of a text.
    static int of(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length == text.length()) {
            // ASCII, as nearly all is.
            return text.length();
        }
        int cells = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            cells += of(text.codePointAt(at));
        }
        return cells;
    }

    /// The columns of a character.
    static int of(int character) {
        if (character < 0x300) {
            return 1;
        }
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int[] block : WIDE) {
            if (character >= block[0] && character <= block[1]) {
                return 2;
            }
        }
        return 1;
    }
}
