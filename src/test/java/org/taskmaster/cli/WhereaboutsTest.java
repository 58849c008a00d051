package org.taskmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.client.Endpoint;
import org.taskmaster.client.RemoteControl;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.config.DefaultState;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.model.DetachKeys;

class WhereaboutsTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(directory.resolve("taskmaster.yaml"), "programs: {web: {cmd: x}}\n");
    }

    @Test
    void withoutAnySupervisorItIsTheUsersOwn() {
        assertThat(socket(find(Map.of("HOME", "/h"), "/home/alice", false)))
                .isEqualTo(
                        DefaultState.ofUser(file, Map.of(), "/h").orElseThrow().resolve("taskmaster.sock"));
        assertThat(socket(find(Map.of(), "/home/alice", false)).toString()).startsWith("/home/alice/.local/state/");
    }

    @Test
    void whoHasNoHomeCanOnlyMeanRootsSupervisor() {
        assertThat(socket(find(Map.of(), "?", false)))
                .isEqualTo(DefaultState.ofRoot(file).resolve("taskmaster.sock"));
    }

    @Test
    void rootIsToldThatOthersSupervisorsAreFoundByTheirSockets() throws IOException {
        List<String> lines =
                new Failures(noSocket(), "./taskmasterd").lines(Optional.of(find(Map.of(), "/root", true)));
        assertThat(lines).anyMatch(line -> line.contains("-s unix:///PATH"));

        Files.writeString(file, "taskmaster: {statedir: /srv/s}\n");
        assertThat(find(Map.of(), "/root", true).elsewhere()).isEmpty();
    }

    @Test
    void supervisorThatMayRunElsewhereIsToldAfterTheRemedy() {
        Whereabouts where = new Whereabouts(
                Whereabouts.nowhere(),
                Optional.of(file),
                DetachKeys.USUAL,
                Optional.of("whether root's supervisor runs on it cannot be told"));

        Failures failures = new Failures(noSocket(), "./taskmasterd");

        assertThat(failures.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(failures.lines(Optional.of(where)))
                .satisfiesExactly(
                        cause -> assertThat(cause).contains("does not run"),
                        remedy -> assertThat(remedy).endsWith("to start its supervisor: ./taskmasterd -c " + file),
                        elsewhere -> assertThat(elsewhere).contains("cannot be told"));
    }

    private Whereabouts find(Map<String, String> environment, String home, boolean root) {
        CtlArguments asked = CtlArguments.parse(List.of("-c", file.toString(), "status"));
        CtlOptions options = ((CtlArguments.Ask) asked).options();
        return Whereabouts.find(options, new Surroundings(environment, home, root, false, false, false));
    }

    private static Path socket(Whereabouts where) {
        return ((Endpoint.Unix) where.endpoint()).socket();
    }

    private ControlFailure noSocket() {
        try (RemoteControl control =
                RemoteControl.open(new Endpoint.Unix(directory.resolve("none.sock")), Optional.empty())) {
            return catchThrowableOfType(ControlFailure.class, control::status);
        }
    }
}
