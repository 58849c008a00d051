package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void itReadsAsJavasDecoderReadsIt() {
        for (int seed = 0; seed < 300; seed++) {
            byte[] in = HostileText.of(new Random(seed), 300);
            for (int i = 0; i < in.length; i++) {
                // Java takes half a surrogate, which begins so, for one broken character; Unicode has two there.
                in[i] = in[i] == (byte) 0xED ? (byte) 0xC2 : in[i];
            }

            assertThat(json(in)).as("seed %d", seed).isEqualTo(expected(new String(in, StandardCharsets.UTF_8)));
        }
    }

    @Test
    void everyPairOfBytesReadsAsJavasDecoderReadsIt() {
        for (int one = 0; one < 1 << 16; one++) {
            int lead = one >> 8 == 0xED ? 0xEC : one >> 8;
            byte[] in = {(byte) lead, (byte) one};

            assertThat(json(in)).isEqualTo(expected(new String(in, StandardCharsets.UTF_8)));
        }
    }

    @Test
    void halvesOfSurrogatesAreBrokenByteByByte() {
        assertThat(json(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})).isEqualTo("\uFFFD\uFFFD\uFFFD");
        assertThat(json(new byte[] {(byte) 0xED, (byte) 0x9F, (byte) 0xBF})).isEqualTo("\uD7FF");
    }

    private static String json(byte[] in) {
        byte[] out = new byte[JsonText.MOST_BYTES * in.length];
        return new String(out, 0, JsonText.put(in, 0, in.length, out, 0), StandardCharsets.UTF_8);
    }

    /// The same by another way.
    private static String expected(String text) {
        StringBuilder json = new StringBuilder();
        text.codePoints().forEach(one -> {
            switch (one) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    if (Character.isISOControl(one)) {
                        json.append(String.format("\\u%04x", one));
                    } else {
                        json.appendCodePoint(one);
                    }
                }
            }
        });
        return json.toString();
    }
}
