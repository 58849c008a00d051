package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultStateTest {

    private static final Path FILE = Path.of("/etc/web.yaml");

    @TempDir
    Path directory;

    @Test
    void whatTheEnvironmentSaysComesBeforeTheAccount() {
        assertThat(DefaultState.ofUser(Map.of("XDG_STATE_HOME", "/xdg", "HOME", "/h"), "/home/alice"))
                .contains(Path.of("/xdg/taskmaster"));
        assertThat(DefaultState.ofUser(Map.of("HOME", "/h"), "/home/alice"))
                .contains(Path.of("/h/.local/state/taskmaster"));
        assertThat(DefaultState.ofUser(Map.of(), "/home/alice"))
                .contains(Path.of("/home/alice/.local/state/taskmaster"));
    }

    @Test
    void nothingIsEverKeptInTheDirectorySomebodyHappensToBeIn() {
        assertThat(DefaultState.ofUser(FILE, Map.of(), "")).isEmpty();
        assertThat(DefaultState.ofUser(FILE, Map.of("HOME", "", "XDG_STATE_HOME", "state"), "?"))
                .isEmpty();
        assertThat(DefaultState.ofUser(FILE, Map.of("HOME", "work"), "/home/alice")
                        .orElseThrow())
                .hasParentRaw(Path.of("/home/alice/.local/state/taskmaster"));
    }

    @Test
    void supervisorOfAUserWithoutAHomeIsRefusedUnlessAStatedirIsNamed() {
        ConfigFile homeless = new ConfigFile(
                directory.resolve("taskmaster.yaml"),
                FakeSurroundings.of("alice").withoutHome());

        assertThat(homeless.problems("programs: {web: {cmd: x}}\n"))
                .singleElement()
                .asString()
                .contains("it is not known where the supervisor keeps its state: user alice has no home directory")
                .contains("write statedir: PATH");
        assertThat(homeless.loaded("taskmaster: {statedir: /srv/s}\nprograms: {web: {cmd: x}}\n")
                        .supervisor()
                        .statedir())
                .isEqualTo(Path.of("/srv/s"));
    }
}
