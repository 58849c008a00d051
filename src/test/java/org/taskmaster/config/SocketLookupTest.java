package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.config.SocketLookup.Result;
import org.taskmaster.model.DetachKeys;

class SocketLookupTest {

    private static final Path STATE = Path.of("/var/lib/taskmaster/it");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("taskmaster.yaml");
    }

    @Test
    void theSocketIsInTheStateDirectoryUnlessItIsNamed() throws IOException {
        assertThat(find("programs: {web: {cmd: x}}\n")).isEqualTo(found(STATE.resolve("taskmaster.sock")));
        assertThat(find("taskmaster: {statedir: /srv/state}\n"))
                .isEqualTo(found(Path.of("/srv/state/taskmaster.sock")));
        assertThat(find("taskmaster: {statedir: /srv/state, socket: run/s}\n"))
                .isEqualTo(found(directory.resolve("run/s")));
        assertThat(find("taskmaster:\n  socket: \"%(ENV_RUN)s/%%s\"\n")).isEqualTo(found(Path.of("/run/me/%s")));
        assertThat(find("x-common: &common {socket: /run/s}\ntaskmaster:\n  <<: *common\n"))
                .isEqualTo(found(Path.of("/run/s")));
    }

    @Test
    void theKeysThatLeaveATerminalAreToldAndTheUsualOnesWhenTheyCannotBeRead() throws IOException {
        assertThat(find("taskmaster: {socket: /run/s, detach_keys: ctrl-p ctrl-q}\n"))
                .isEqualTo(new Result.Found(
                        Path.of("/run/s"), DetachKeys.parse("ctrl-p ctrl-q").orElseThrow()));
        assertThat(find("taskmaster: {socket: /run/s, detach_keys: escape}\n")).isEqualTo(found(Path.of("/run/s")));
    }

    @Test
    void whatIsWrongWithTheRestOfTheFileIsNoConcern() throws IOException {
        assertThat(
                        find(
                                "taskmaster: {socket: /run/s, loglevel: loud, viewers: [nobody-here]}\nprograms: {web: {cmmd: x}}\n"))
                .isEqualTo(found(Path.of("/run/s")));
        assertThat(find("taskmaster: {socket: /run/s}\nprograms:\n  web: {cmd: [x\n"))
                .isEqualTo(found(Path.of("/run/s")));
    }

    @Test
    void itFindsWhatTheSupervisorFinds() throws IOException {
        String text = "taskmaster: {statedir: state, socket: \"%(here)s/s\"}\nprograms: {web: {cmd: x}}\n";

        Path supervisors =
                ConfigFile.in(directory).loaded(text).supervisor().server().socket();

        assertThat(find(text)).isEqualTo(found(supervisors));
    }

    @Test
    void aFileThatDoesNotTellIsSaidToHaveProblems() throws IOException {
        assertThat(problems(find("taskmaster: {socket: \"%(nowhere)s\"}\n"))).contains("there is no expansion");
        assertThat(problems(find("taskmaster: {socket: [a, b]}\n"))).contains("a list cannot stand here");
        assertThat(problems(SocketLookup.find(directory.resolve("none.yaml"), Map.of(), STATE)))
                .contains("none.yaml");
    }

    private Result find(String text) throws IOException {
        Files.writeString(file, text);
        return SocketLookup.find(file, Map.of("RUN", "/run/me"), STATE);
    }

    private static Result found(Path socket) {
        return new Result.Found(socket, DetachKeys.USUAL);
    }

    private static String problems(Result result) {
        return switch (result) {
            case Result.Found(Path socket, DetachKeys _) -> throw new AssertionError(socket);
            case Result.Unknown(var problems) -> problems.getFirst().text();
        };
    }
}
