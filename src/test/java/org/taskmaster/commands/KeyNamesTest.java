package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyNamesTest {

    @ParameterizedTest
    @CsvSource({
        "ctrl-c, ^C",
        "Ctrl-C, ^C",
        "ctrl-], ^]",
        "ctrl-@, ^@",
        "ctrl-space, ^@",
        "ctrl-?, ^?",
        "enter, ^M",
        "tab x, ^Ix",
        "UP Down, ^[[A^[[B",
        "f1 f5 f12, ^[OP^[[15~^[[24~",
        "alt-x, ^[x",
        "alt-X, ^[X",
        "alt-enter, ^[^M",
        "alt-ctrl-a, ^[^A",
        "escape : q !, ^[:q!",
        "\u00e9, \u00e9",
        "'  a   b ', ab",
        "-, -"
    })
    void keysAreWhatATerminalSends(String names, String sent) {
        assertThat(KeyNames.parse(names))
                .isInstanceOfSatisfying(
                        KeyNames.Sent.class,
                        keys -> assertThat(visible(keys.bytes())).isEqualTo(sent));
    }

    @ParameterizedTest
    @CsvSource({"etner, enter", "pgup, ", "ctrl-, ", "ctrl-aa, ctrl-a", "alt-, ", "hello, "})
    void whatIsNoKeyIsTold(String word, String suggestion) {
        assertThat(KeyNames.parse("a " + word)).isInstanceOfSatisfying(KeyNames.NoKey.class, none -> {
            assertThat(none.word()).isEqualTo(word);
            if (suggestion != null) {
                assertThat(none.suggestion()).isEqualTo(Optional.of(suggestion));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"''", "' '"})
    void noKeysAreNoKey(String nothing) {
        assertThat(KeyNames.parse(nothing)).isInstanceOf(KeyNames.NoKey.class);
    }

    private static String visible(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        new String(bytes, StandardCharsets.UTF_8).codePoints().forEach(c -> {
            if (c < 0x20 || c == 0x7f) {
                text.append('^').append((char) (c ^ 0x40));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
