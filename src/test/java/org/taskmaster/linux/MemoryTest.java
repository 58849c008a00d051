package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.taskmaster.model.ExitStatus.Code;

/// Giving memory back.
final class MemoryTest extends RealHost {

    @Test
    void everythingWorksAfterTheCodeWasDropped() {
        Memory.dropCleanCode();

        assertThat(run(Launches.shell("exit 9"))).isEqualTo(new Code(9));
    }
}
