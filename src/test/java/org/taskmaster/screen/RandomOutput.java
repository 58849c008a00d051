package org.taskmaster.screen;

import java.util.Random;

/// Output as full-screen programs write it, without sense.
final class RandomOutput {

    private static final String[] PIECES = {
        "abc",
        "x",
        " ",
        "   ",
        "日本",
        "é",
        "\r",
        "\n",
        "\r\n",
        "\b",
        "\t",
        "\033[A",
        "\033[2B",
        "\033[3C",
        "\033[D",
        "\033[%d;%dH",
        "\033[%dG",
        "\033[%dd",
        "\033[K",
        "\033[1K",
        "\033[2K",
        "\033[J",
        "\033[1J",
        "\033[2J",
        "\033[%dL",
        "\033[%dM",
        "\033[%d@",
        "\033[%dP",
        "\033[%dX",
        "\033[S",
        "\033[T",
        "\033[%d;%dr",
        "\033[r",
        "\033M",
        "\033D",
        "\033E",
        "\0337",
        "\0338",
        "\033[s",
        "\033[u",
        "\033[31m",
        "\033[44m",
        "\033[1;4m",
        "\033[m",
        "\033[7m",
        "\033[38;5;%dm",
        "\033[49m",
        "\033[?7l",
        "\033[?7h",
        "\033[?6h",
        "\033[?6l",
        "\033[4h",
        "\033[4l",
        "\033[?1049h",
        "\033[?1049l",
        "\033(0",
        "\033(B",
        "\016",
        "\017",
        "qqq",
        "\033[%db",
        "\033H",
        "\033[3g",
        "\033[Z",
        "\033[!p",
        "\033#8",
        "\033[?25l",
        "\033[?25h",
        "0123456789012345678901234567890",
        "日日日日日日日日日日日"
    };

    private RandomOutput() {}

    static String some(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            String piece = PIECES[random.nextInt(PIECES.length)];
            text.append(piece.formatted(1 + random.nextInt(8), 1 + random.nextInt(22)));
        }
        return text.toString();
    }
}
