package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LineEndsTest {

    private static final int LENGTH = 40;

    @Test
    void theFirstNewlineIsFoundWhereverItIs() {
        for (int start = 0; start < LENGTH; start++) {
            for (int end = start; end <= LENGTH; end++) {
                for (int newline = 0; newline < LENGTH; newline++) {
                    byte[] bytes = new byte[LENGTH];
                    bytes[newline] = '\n';
                    bytes[LENGTH - 1] = '\n';

                    int slowly = start;
                    while (slowly < end && bytes[slowly] != '\n') {
                        slowly++;
                    }
                    assertThat(LineEnds.newline(bytes, start, end)).isEqualTo(slowly);
                }
            }
        }
    }

    @Test
    void noOtherByteIsTakenForOne() {
        byte[] bytes = new byte[256 * Long.BYTES];
        for (int value = 0; value < 256; value++) {
            Arrays.fill(bytes, value * Long.BYTES, (value + 1) * Long.BYTES, (byte) (value == '\n' ? 'n' : value));
        }

        assertThat(LineEnds.newline(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    }

    @Test
    void linesAreFoundOneAfterTheOther() {
        byte[] bytes = "\n\na\nmore than eight bytes\n\nrest".getBytes(StandardCharsets.US_ASCII);

        assertThat(LineEnds.first(bytes, 0, bytes.length)).isEqualTo(1);
        assertThat(LineEnds.first(bytes, 2, bytes.length)).isEqualTo(4);
        assertThat(LineEnds.first(bytes, 4, bytes.length)).isEqualTo(26);
        assertThat(LineEnds.first(bytes, 27, bytes.length)).isEqualTo(27);
        assertThat(LineEnds.last(bytes, 0, bytes.length)).isEqualTo(27);
    }
}
