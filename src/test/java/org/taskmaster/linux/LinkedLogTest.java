package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.taskmaster.host.Plumbing.Outlet;

/// Logs that are symbolic links, for a supervisor that is root.
final class LinkedLogTest extends RealHost {

    private static final int NOBODY = 65534;

    private Path secret = Path.of("");
    private Path link = Path.of("");

    @BeforeEach
    void onlyRootCanGiveALinkAway() throws IOException {
        assumeThat(UserDatabase.currentUid()).isZero();
        secret = Files.writeString(directory.resolve("secret"), "of root's");
        link = Files.createSymbolicLink(directory.resolve("link"), secret);
    }

    @Test
    void noProgramWritesThroughALinkOfItsUsers() throws IOException {
        giveAway();

        assertThat(failure(Launches.of("true").to(link, link)))
                .isEqualTo("cannot write stdout '" + link + "': " + link + " is a symbolic link of user 65534; root"
                        + " follows only links that root made: remove it, or make it as root");
        assertThat(secret).hasContent("of root's");
    }

    @Test
    void noCapturedOutputGoesThroughALinkOfAProgramsUser() throws IOException {
        giveAway();

        try (LinuxPlumbing plumbing = LinuxPlumbing.open()) {
            assertThatThrownBy(() -> plumbing.openOutlet(link, Set.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is a symbolic link of user 65534");
        }
        assertThat(secret).hasContent("of root's");
    }

    @Test
    void outputGoesThroughALinkOfRoots() throws IOException {
        byte[] line = "more".getBytes(StandardCharsets.UTF_8);

        try (LinuxPlumbing plumbing = LinuxPlumbing.open();
                Outlet outlet = plumbing.openOutlet(link, Set.of())) {
            assertThat(outlet.write(line, 0, line.length)).isEqualTo(line.length);
        }

        assertThat(secret).hasContent("of root'smore");
    }

    @Test
    void outputGoesThroughALinkOfRootsToAStandardStream() throws IOException {
        Path log = Files.createSymbolicLink(directory.resolve("log"), Path.of("/proc/self/fd/1"));

        try (LinuxPlumbing plumbing = LinuxPlumbing.open();
                Outlet outlet = plumbing.openOutlet(log, Set.of())) {
            assertThat(outlet).isNotNull();
        }
    }

    private void giveAway() throws IOException {
        Files.setAttribute(link, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    }
}
