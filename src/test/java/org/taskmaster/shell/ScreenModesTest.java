package org.taskmaster.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenModesTest {

    @ParameterizedTest
    @CsvSource({
        "text, false",
        "^[[?1049h, true",
        "^[[?47h, true",
        "^[[?1047hx, true",
        "^[[?1;1049;25hx, true",
        "^[[?1049h^[[?1049l, false",
        "^[[?1049hvim^[[?25l, true",
        "^[[1049h, false",
        "^[[?1049r, false",
        "?1049h, false",
        "^[[?10^[[?49h, false",
        "^[[?1049h^[c, false"
    })
    void theAlternateScreenIsNoticed(String shown, boolean alternate) {
        byte[] bytes = shown.replace("^[", "\u001b").getBytes(StandardCharsets.ISO_8859_1);
        ScreenModes whole = new ScreenModes();
        ScreenModes pieces = new ScreenModes();

        whole.watch(bytes);
        for (byte b : bytes) {
            pieces.watch(new byte[] {b});
        }

        assertThat(whole.alternate()).isEqualTo(alternate);
        assertThat(pieces.alternate()).isEqualTo(alternate);
    }

    @Test
    void theAlternateScreenIsLeftOnlyWhenItIsShown() {
        ScreenModes modes = new ScreenModes();
        assertThat(text(modes)).doesNotContain("[?1049l").endsWith("\r\n\u001b[J");

        modes.watch("\u001b[?1049h".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(text(modes)).endsWith("\u001b[?1049l");
    }

    @Test
    void cursorMousePasteKeypadAndColoursAreAsUsual() {
        assertThat(text(new ScreenModes()))
                .contains("[?25h", "[?1000l", "[?1002l", "[?1003l", "[?1006l", "[?2004l", "\u001b>", "[0m");
    }

    /// To end what is not so would move the cursor to the first row, and what is below would be lost.
    @Test
    void rowsAreCountedFromTheFirstAgainOnlyWhenTheyWereNot() {
        ScreenModes modes = new ScreenModes();
        assertThat(text(modes)).doesNotContain("[?6l");

        modes.watch("\u001b[?6h".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(text(modes)).startsWith("\u001b[?6l");
    }

    private static String text(ScreenModes modes) {
        return new String(modes.undone(), StandardCharsets.ISO_8859_1);
    }
}
