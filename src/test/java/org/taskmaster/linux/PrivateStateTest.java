package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.host.Plumbing.Inlet;
import org.taskmaster.host.Plumbing.Outlet;

/// The state directory when it was removed while the supervisor runs: what makes it anew makes it as it was.
final class PrivateStateTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void whatALogIsMadeInIsForItsOwnerAloneWhereThatIsTheState() throws IOException {
        Path above = directory.toRealPath().resolve("above");
        Path state = above.resolve("state");

        try (LinuxPlumbing plumbing = LinuxPlumbing.open(Set.of(state));
                Outlet log = plumbing.openOutlet(state.resolve("logs/web.log"), Set.of())) {
            assertThat(log.isNew()).isTrue();
        }

        assertThat(permissions(state)).isEqualTo("rwx------");
        assertThat(permissions(state.resolve("logs"))).isEqualTo(permissions(above));
        assertThat(permissions(above)).isEqualTo(usual());
    }

    @Test
    void whatTheChannelsAreMadeInIsForItsOwnerAlone() throws IOException {
        Path above = directory.toRealPath().resolve("above");
        Path state = above.resolve("state");

        try (LinuxPlumbing plumbing = LinuxPlumbing.open();
                Inlet inlet = plumbing.openInlet(state.resolve("output/web.stdout"), Set.of())) {
            assertThat(inlet.isAt(state.resolve("output/web.stdout"))).isTrue();
        }

        assertThat(permissions(state)).isEqualTo("rwx------");
        assertThat(permissions(state.resolve("output"))).isEqualTo("rwx------");
        assertThat(permissions(above)).isEqualTo(usual());
    }

    /// What a directory gets that nobody asks anything of.
    private String usual() throws IOException {
        return permissions(Files.createDirectory(directory.resolve("usual")));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
