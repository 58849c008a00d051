package org.taskmaster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetachKeysTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        ctrl-] d         | 29 100      | ctrl-] d
        ctrl-p ctrl-q    | 16 17       | ctrl-p ctrl-q
        Ctrl-P   CTRL-q  | 16 17       | ctrl-p ctrl-q
        ctrl-@           | 0           | ctrl-@
        ctrl-_ ~ !       | 31 126 33   | ctrl-_ ~ !
        ctrl-[ [         | 27 91       | ctrl-[ [
        ctrl-a D         | 1 68        | ctrl-a D
        """)
    void keysAreReadAsWhatATerminalSendsForThem(String text, String bytes, String again) {
        DetachKeys keys = DetachKeys.parse(text).orElseThrow();

        assertThat(keys.bytes())
                .containsExactlyElementsOf(
                        List.of(bytes.split(" ")).stream().map(Byte::valueOf).toList());
        assertThat(keys).hasToString(again);
        assertThat(DetachKeys.parse(keys.toString())).contains(keys);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "d",
                "d ctrl-]",
                "ctrl-",
                "ctrl-ab",
                "ctrl-1",
                "ctrl-{",
                "ctrl-p,ctrl-q",
                "ctrl-é",
                "ctrl-a é",
                "alt-a",
                "ctrl-a ctrl-a ctrl-a ctrl-a ctrl-a ctrl-a ctrl-a ctrl-a ctrl-a"
            })
    void nothingElseIsRead(String text) {
        assertThat(DetachKeys.parse(text)).isEmpty();
    }

    @Test
    void theUsualOnesAreWrittenAsTheDocumentationSays() {
        assertThat(DetachKeys.USUAL).hasToString("ctrl-] d");
        assertThat(DetachKeys.parse("ctrl-] d")).contains(DetachKeys.USUAL);
    }

    @Test
    void keysThatTextBeginsWithAreNoneToLeaveWith() {
        assertThatThrownBy(() -> new DetachKeys(List.of((byte) 'd'))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DetachKeys(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
