package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.taskmaster.model.ExitStatus.Code;

/// Giving memory back.
final class MemoryTest extends RealHost {

    @Test
    void everythingWorksAfterPagesWereDropped() {
        Memory.dropCleanPages();

        assertThat(run(Launches.shell("exit 9"))).isEqualTo(new Code(9));
    }

    @Test
    void lessIsResidentAfterPagesWereDropped() {
        long before = Memory.resident();

        Memory.dropCleanPages();

        assertThat(Memory.resident()).isPositive().isLessThan(before);
    }
}
