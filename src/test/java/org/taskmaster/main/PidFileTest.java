package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    Path directory;

    @Test
    void fileThatWasLeftBehindTellsOfASupervisorThatDidNotEndProperly() throws IOException {
        Files.writeString(file(), "4711\n");

        try (PidFile taken = take()) {
            assertThat(taken.stale()).contains(4711L);
            assertThat(file()).hasContent(Long.toString(ProcessHandle.current().pid()));
        }
        assertThat(file()).doesNotExist();
    }

    @Test
    void supervisorThatEndedProperlyLeavesNothing() {
        take().close();

        try (PidFile taken = take()) {
            assertThat(taken.stale()).isEmpty();
        }
    }

    @Test
    void whatRanBeforeTheMachineWasStartedRunsNoMore() throws IOException {
        Files.writeString(file(), "4711\n");
        Files.setLastModifiedTime(file(), FileTime.from(Instant.EPOCH));

        try (PidFile taken = take()) {
            assertThat(taken.stale()).isEmpty();
        }
    }

    private PidFile take() {
        return PidFile.take(file(), Path.of("taskmaster.yaml"), () -> RivalState.RUNNING);
    }

    private Path file() {
        return directory.resolve("taskmaster.pid");
    }
}
