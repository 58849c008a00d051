package org.taskmaster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanProgressTest {

    @Test
    void aPhaseBeginsWhenAllOfTheOneBeforeIsSettled() {
        PlanProgress<String> progress = new PlanProgress<>(List.of(List.of("a", "b"), List.of("c")));

        assertThat(progress.begin()).containsExactly("a", "b");
        progress.settled("a");
        assertThat(progress.begin()).isEmpty();
        progress.settled("b");
        assertThat(progress.begin()).containsExactly("c");
        assertThat(progress.done()).isFalse();
        progress.settled("c");
        assertThat(progress.done()).isTrue();
    }

    @Test
    void emptyPhasesArePassedOver() {
        PlanProgress<String> progress = new PlanProgress<>(List.of(List.of(), List.of("a"), List.of()));

        assertThat(progress.begin()).containsExactly("a");
        progress.settled("a");
        assertThat(progress.begin()).isEmpty();
        assertThat(progress.done()).isTrue();
    }

    @Test
    void whatIsNotUnderWayCannotBeSettled() {
        PlanProgress<String> progress = new PlanProgress<>(List.of(List.of("a"), List.of("b")));
        progress.begin();

        progress.settled("b");

        assertThat(progress.underWay()).containsExactly("a");
        progress.settled("a");
        assertThat(progress.begin()).containsExactly("b");
    }
}
