package org.taskmaster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.taskmaster.core.Input.Order;
import org.taskmaster.model.Policies;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.Programs;

class OrderPlanTest {

    private static final List<ProcessConfig> PROCESSES =
            List.of(process("db", 1), process("web", 20), process("api", 20));

    @Test
    void theHighestPriorityNumberStopsFirstAndEqualOnesTogether() {
        Plan plan = OrderPlan.stop(PROCESSES, Until.STOPPED, true);

        assertThat(plan.stages())
                .containsExactly(
                        new Plan.Stage(List.of(stop("web"), stop("api")), List.of()),
                        new Plan.Stage(List.of(stop("db")), List.of(0)));
    }

    @Test
    void startsBeginAtOnceAndTheLowestPriorityNumberFirst() {
        Plan plan = OrderPlan.atOnce(PROCESSES, new Order.Start(), Until.UP, true);

        assertThat(plan.stages()).hasSize(1);
        assertThat(plan.stages().getFirst().steps())
                .extracting(step -> step.key().program())
                .containsExactly("db", "web", "api");
    }

    @Test
    void nothingIsThroughAtOnce() {
        assertThat(new PlanProgress(OrderPlan.stop(List.of(), Until.STOPPED, true)).done())
                .isTrue();
    }

    private static Step stop(String name) {
        return new Step.Give(new ProcessKey(name, 0), new Order.Stop(), Until.STOPPED, true);
    }

    private static ProcessConfig process(String name, int priority) {
        return Programs.program(name, Policies.priority(Policies.USUAL, priority))
                .processes()
                .getFirst();
    }
}
