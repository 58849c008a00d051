package org.taskmaster.logs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Output as nobody would write it on purpose: the same for the same seed.
final class HostileText {

    private static final String[] PIECES = {
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\0",
        "\b",
        "\f",
        "\"",
        "\\",
        "\u007F",
        "\u0085",
        "a",
        "plain text ",
        "é",
        "λόγος ",
        "漢字",
        "😀",
        "\uFFFD",
        "\uFEFF",
        "\u2028",
        "\u001B",
        "\u001B[",
        "\u001B[31m",
        "\u001B[0m",
        "\u001B[1;2",
        "\u001B]0;title\u0007",
        "\u001B]8;;http://x\u001B\\",
        "\u001BPdata",
        "\u001B\\",
        "\u001B_x\u001B\\",
        "\u001B^",
        "\u001BX",
        "\u001B(B",
        "\u001B#8",
        "\u001B=",
        "\u0018",
        "\u001A",
        "\u0007"
    };
    private static final int LONG_LINE = 150_000;

    private HostileText() {}

    /// About `pieces` times five bytes, and now and then a line that is far too long.
    static byte[] of(Random random, int pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < pieces; i++) {
            int choice = random.nextInt(100);
            if (choice < 70) {
                out.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
            } else if (choice < 99 || random.nextInt(pieces) > 3) {
                for (int n = random.nextInt(4); n > 0; n--) {
                    out.write(random.nextInt(256));
                }
            } else {
                longLine(random, out);
            }
        }
        return out.toByteArray();
    }

    private static void longLine(Random random, ByteArrayOutputStream out) {
        String text = PIECES[11 + random.nextInt(9)];
        for (int length = random.nextInt(LONG_LINE); length > 0; length -= text.length()) {
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
