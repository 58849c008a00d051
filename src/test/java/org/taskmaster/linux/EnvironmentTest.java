package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// The variables that programs inherit.
final class EnvironmentTest {

    private static final List<String> ODD = List.of(
            "PATH=/bin",
            "a.b=1",
            "BASH_FUNC_x%%=() { :; }",
            "TWICE=first",
            "TWICE=second",
            "LATIN=caf\u00e9",
            "no equals sign",
            "=nameless",
            "EMPTY=",
            "LINES=a\nexport b=c");

    @Test
    void ourOwnIsWhatWeWereStartedWith() {
        assertThat(Environment.ofThisProcess().value("PATH", "")).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void moreWins() {
        Environment environment = Environment.of(Map.of("A", "1", "B", "2")).with(Map.of("B", "x=y"));

        assertThat(environment.value("A", "")).isEqualTo("1");
        assertThat(environment.value("B", "")).isEqualTo("x=y");
        assertThat(environment.value("C", "otherwise")).isEqualTo("otherwise");
    }

    @Test
    void whatTheLauncherHandsOverIsPassedOnByteForByte() {
        assertThat(passedOn(Environment.ofText(text(ODD)))).isEqualTo(ODD);
    }

    @Test
    void aLargeOneComesPacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text(ODD));
        }

        assertThat(passedOn(Environment.ofText(packed.toByteArray()))).isEqualTo(ODD);
    }

    @Test
    void whatWinsReplacesAllOfThatName() {
        Environment environment = Environment.ofText(text(ODD)).with(Map.of("TWICE", "third", "a.b", "2"));

        assertThat(passedOn(environment))
                .contains("TWICE=third", "a.b=2", "LATIN=caf\u00e9")
                .doesNotContain("TWICE=first", "TWICE=second", "a.b=1");
    }

    @Test
    void whatWinsForOneProgramIsThereForTheNext() {
        Environment all = Environment.ofText(text(ODD));

        List<String> before = passedOn(all);
        assertThat(passedOn(all.with(Map.of("TWICE", "third")))).contains("TWICE=third");
        assertThat(passedOn(all.with(Map.of("EMPTY", "no")))).contains("EMPTY=no", "TWICE=first", "TWICE=second");
        assertThat(passedOn(all.with(Map.of("NEW", "1"))))
                .containsAll(before)
                .hasSize(before.size() + 1)
                .endsWith("NEW=1");
        assertThat(passedOn(all)).isEqualTo(before);
    }

    @Test
    void whatTheServiceManagerSaidToTheSupervisorStaysThere() {
        assertThat(passedOn(Environment.ofText(text(List.of("NOTIFY_SOCKET=/run/x", "A=1", "LISTEN_FDS=3")))))
                .containsExactly("A=1");
    }

    @Test
    void aConfigurationSeesTheFirstOfAName() {
        assertThat(Environment.ofText(text(ODD)).with(Map.of("A", "\u00fc")).variables())
                .containsEntry("TWICE", "first")
                .containsEntry("EMPTY", "")
                .containsEntry("A", "\u00fc")
                .doesNotContainKey("no equals sign");
    }

    /// What a program that is started with it finds, a character for each byte.
    private static List<String> passedOn(Environment environment) {
        try (Arena arena = Arena.ofConfined()) {
            Block block = new Block(arena, environment.size());
            int list = Math.toIntExact(environment.write(block) - block.address());
            List<String> all = new ArrayList<>();
            for (int at = list; block.int64(at) != 0; at += Long.BYTES) {
                all.add(new String(block.textAt(block.int64(at)), StandardCharsets.ISO_8859_1));
            }
            return all;
        }
    }

    private static byte[] text(List<String> entries) {
        return (String.join("\0", entries) + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }
}
