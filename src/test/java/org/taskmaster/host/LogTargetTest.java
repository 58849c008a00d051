package org.taskmaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTargetTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void whatIsNoLinkIsItself() throws IOException {
        Path log = Files.createFile(directory.resolve("log"));

        assertThat(LogTarget.of(log, _ -> false)).isEqualTo(new LogTarget(log, false));
        assertThat(LogTarget.of(directory.resolve("new"), _ -> false))
                .isEqualTo(new LogTarget(directory.resolve("new"), false));
    }

    @Test
    void aLinkThatIsTrustedIsFollowedAlsoToWhatIsNotThereYet() throws IOException {
        Files.createSymbolicLink(directory.resolve("log"), Path.of("other"));

        LogTarget target = LogTarget.of(directory.resolve("log"), _ -> true);

        assertThat(target).isEqualTo(new LogTarget(directory.resolve("other"), false));
        assertThat(target.looking()).containsExactly(LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void aLinkThatIsNotTrustedIsNotFollowedAlsoBehindOneThatIs() throws IOException {
        Files.createSymbolicLink(directory.resolve("log"), Path.of("second"));
        Files.createSymbolicLink(directory.resolve("second"), Path.of("/etc/shadow"));
        Iterator<Boolean> trust = List.of(true, false).iterator();

        assertThatThrownBy(() -> LogTarget.of(directory.resolve("log"), _ -> trust.next()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(directory.resolve("second") + " is a symbolic link of user ")
                .hasMessageEndingWith("root follows only links that root made: remove it, or make it as root");
    }

    @Test
    void aLogCanLeadToAStandardStream() throws IOException {
        Files.createSymbolicLink(directory.resolve("log"), Path.of("/proc/self/fd/1"));

        LogTarget target = LogTarget.of(directory.resolve("log"));

        assertThat(target).isEqualTo(new LogTarget(Path.of("/proc/self/fd/1"), true));
        assertThat(target.looking()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/fd/0", "/dev/fd/3", "/proc/self/fd/3", "/proc/thread-self/fd/3"})
    void noOtherDescriptorOfTheSupervisorIsALog(String name) {
        assumeThat(Path.of("/proc/self/fd/3")).matches(Files::isSymbolicLink);

        assertThatThrownBy(() -> LogTarget.of(Path.of(name), _ -> true))
                .hasMessageEndingWith(" is a descriptor of the supervisor itself; only 1 and 2 are for logs");
    }

    @Test
    void linksInACircleAreGivenUp() throws IOException {
        Files.createSymbolicLink(directory.resolve("log"), Path.of("log"));

        assertThatThrownBy(() -> LogTarget.of(directory.resolve("log"), _ -> true))
                .isInstanceOf(FileSystemLoopException.class);
    }
}
