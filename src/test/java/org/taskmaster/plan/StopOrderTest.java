package org.taskmaster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.taskmaster.model.Policies;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.Programs;

class StopOrderTest {

    @Test
    void theHighestPriorityNumberStopsFirstAndEqualOnesTogether() {
        List<ProcessConfig> processes = List.of(process("db", 1), process("web", 20), process("api", 20));

        List<List<ProcessKey>> levels = StopOrder.levels(processes);

        assertThat(levels)
                .containsExactly(
                        List.of(new ProcessKey("web", 0), new ProcessKey("api", 0)), List.of(new ProcessKey("db", 0)));
    }

    @Test
    void nothingHasNoLevels() {
        assertThat(StopOrder.levels(List.of())).isEmpty();
    }

    private static ProcessConfig process(String name, int priority) {
        return Programs.program(name, Policies.priority(Policies.USUAL, priority))
                .processes()
                .getFirst();
    }
}
