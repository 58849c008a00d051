package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A file with a mistake changes nothing, and everybody learns why.
final class RefusedReloadIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "'web: {cmd: sleep 1000, starttime: soon}', soon",
        "'web: {cmd: sleep 1000, autorestrat: always}', autorestart",
        "'web: {cmd: sleep 1000, umask: 999}', 999",
        "'web: {cmd: sleep 1000, stopsignal: FOO}', FOO",
        "'web: {autostart: true}', cmd",
        "'web: {cmd: sleep 1000', never closed",
    })
    void shellAndLogTellWhatIsWrong(String programs, String what) {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            long before = taskmaster.pidOf("web");
            sandbox.programs(programs + "\n");

            List<String> answer = taskmaster.ask("reload");

            assertThat(answer.getFirst()).contains("taskmaster.yaml").contains(what);
            assertThat(answer.getLast()).startsWith("reload refused for ").endsWith("nothing was changed");
            assertThat(taskmaster.pidOf("web")).isEqualTo(before);
            taskmaster.awaitLog("reload refused, nothing was changed:");
            taskmaster.awaitLog(answer.getFirst());
        }
    }

    @Test
    void signalLeadsToTheSameLines() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            long before = taskmaster.pidOf("web");
            sandbox.programs("web: {cmd: sleep 1000, numprocs: many}\n");

            taskmaster.signal("HUP");

            taskmaster.awaitLog("reload refused, nothing was changed:");
            taskmaster.awaitLog("many");
            assertThat(taskmaster.pidOf("web")).isEqualTo(before);
        }
    }

    @Test
    void fileThatIsGoneChangesNothingUntilItIsBack() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            long before = taskmaster.pidOf("web");
            Files.delete(sandbox.config());

            assertThat(taskmaster.ask("reload").getFirst()).contains("taskmaster.yaml");
            assertThat(taskmaster.pidOf("web")).isEqualTo(before);

            sandbox.programs("web: {cmd: sleep 1001, starttime: 0}\n");
            assertThat(taskmaster.ask("reload").getLast()).isEqualTo("reloaded, 1 change made");
        }
    }
}
