package org.taskmaster.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.taskmaster.core.Input.Order;
import org.taskmaster.model.ProcessKey;

class PlanProgressTest {

    @Test
    void aStageBeginsWhenAllOfTheOneBeforeIsSettled() {
        PlanProgress progress = new PlanProgress(Plan.inOrder(List.of(steps("a", "b"), steps("c"))));

        assertThat(begun(progress)).containsExactly("a", "b");
        progress.settled(key("a"));
        assertThat(begun(progress)).isEmpty();
        progress.settled(key("b"));
        assertThat(begun(progress)).containsExactly("c");
        assertThat(progress.done()).isFalse();
        progress.settled(key("c"));
        assertThat(progress.done()).isTrue();
    }

    @Test
    void aStageWaitsForThoseItFollowsAndForNoOther() {
        PlanProgress progress = new PlanProgress(new Plan(List.of(
                new Plan.Stage(steps("db"), List.of()),
                new Plan.Stage(steps("cache"), List.of()),
                new Plan.Stage(steps("web"), List.of(0, 1)),
                new Plan.Stage(steps("report"), List.of(0)))));

        assertThat(begun(progress)).containsExactly("db", "cache");
        progress.settled(key("db"));
        assertThat(begun(progress)).containsExactly("report");
        progress.settled(key("cache"));
        assertThat(begun(progress)).containsExactly("web");
        progress.settled(key("report"));
        progress.settled(key("web"));
        assertThat(progress.done()).isTrue();
    }

    @Test
    void emptyStagesArePassedOver() {
        PlanProgress progress = new PlanProgress(Plan.inOrder(List.of(steps(), steps("a"), steps())));

        assertThat(begun(progress)).containsExactly("a");
        progress.settled(key("a"));
        assertThat(begun(progress)).isEmpty();
        assertThat(progress.done()).isTrue();
    }

    @Test
    void whatIsNotUnderWayCannotBeSettled() {
        PlanProgress progress = new PlanProgress(Plan.inOrder(List.of(steps("a"), steps("b"))));
        progress.begin();

        progress.settled(key("b"));

        assertThat(begun(progress)).isEmpty();
        progress.settled(key("a"));
        assertThat(begun(progress)).containsExactly("b");
    }

    @Test
    void noStageFollowsALaterOne() {
        assertThatThrownBy(() -> new Plan(List.of(new Plan.Stage(steps("a"), List.of(0)))))
                .hasMessage("stage 0 follows stage 0");
    }

    private static List<String> begun(PlanProgress progress) {
        return progress.begin().stream().map(step -> step.key().program()).toList();
    }

    private static List<Step> steps(String... programs) {
        return Arrays.stream(programs)
                .<Step>map(program -> new Step.Give(key(program), new Order.Start(), Until.UP, true))
                .toList();
    }

    private static ProcessKey key(String program) {
        return new ProcessKey(program, 0);
    }
}
