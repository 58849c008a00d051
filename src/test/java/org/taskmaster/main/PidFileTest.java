package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
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

    @Test
    void whatIsGoneIsWrittenAgainAndRemovedAtTheEnd() throws IOException {
        try (PidFile taken = take()) {
            assertThat(taken.restore(Optional::empty)).isEqualTo(new Restored.InPlace());

            Files.delete(file());

            assertThat(taken.restore(Optional::empty))
                    .isEqualTo(new Restored.Anew("the pid file " + file() + " was gone; written again"));
            assertThat(file()).hasContent(Long.toString(ProcessHandle.current().pid()));

            Files.writeString(file(), "4711\n");

            assertThat(taken.restore(Optional::empty))
                    .isEqualTo(new Restored.Anew("the pid file " + file() + " did not hold our pid; written again"));
            assertThat(taken.restore(Optional::empty)).isEqualTo(new Restored.InPlace());
        }
        assertThat(file()).doesNotExist();
    }

    @Test
    void whereOthersCanPutSomethingNothingIsWritten() throws IOException {
        try (PidFile taken = take()) {
            Files.delete(file());

            assertThat(taken.restore(() -> Optional.of("it is not ours")))
                    .isEqualTo(new Restored.Refused("the pid file " + file()
                            + " is gone: it is not ours; then kill -HUP "
                            + ProcessHandle.current().pid()));
            assertThat(file()).doesNotExist();
        }
    }

    @Test
    void whereItCannotBeWrittenTheReasonIsTold() throws IOException {
        try (PidFile taken = take()) {
            Path aside = directory.resolveSibling(directory.getFileName() + ".aside");
            Files.move(directory, aside);
            Files.createFile(directory);

            assertThat(taken.restore(Optional::empty))
                    .isEqualTo(new Restored.Refused("the pid file " + file()
                            + " is gone: not a directory; fix that, then kill -HUP "
                            + ProcessHandle.current().pid()));

            Files.delete(directory);
            Files.move(aside, directory);
        }
    }

    private PidFile take() {
        return PidFile.take(file(), Path.of("taskmaster.yaml"), () -> RivalState.RUNNING);
    }

    private Path file() {
        return directory.resolve("taskmaster.pid");
    }
}
