package org.taskmaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void reasonsAreWordsForPeople() {
        assertThat(Reason.of(new NoSuchFileException("/x"))).isEqualTo("there is no such file or directory");
        assertThat(Reason.of(new AccessDeniedException("/x"))).isEqualTo("permission denied");
        assertThat(Reason.of(new FileAlreadyExistsException("/x")))
                .isEqualTo("there is something of that name already");
        assertThat(Reason.of(new FileSystemException("/x", null, "Read-only file system")))
                .isEqualTo("read-only file system");
        assertThat(Reason.of(new IOException("No space left on device"))).isEqualTo("no space left on device");
    }

    @Test
    void noReasonIsTheNameOfAClass() {
        assertThat(Reason.of(new FileSystemException("/x"))).isEqualTo("the system does not say why");
        assertThat(Reason.of(new IOException())).isEqualTo("the system does not say why");
    }
}
