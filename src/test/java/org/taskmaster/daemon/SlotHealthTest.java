package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.ProcessStatus.OutputHealth;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Programs;

/// What the activity log tells of trouble with output.
final class SlotHealthTest {

    private static final Optional<String> FULL = Optional.of("cannot be written: no space left on device");

    private final Slot slot = new Slot(
            Programs.program("web", 1, Policies.USUAL, Programs.launch("true"))
                    .processes()
                    .getFirst(),
            new Moment(0),
            Instant.EPOCH);

    @Test
    void troubleIsToldWhenItBeginsAndWhenItEndsAndNotForEachLoss() {
        slot.health(new OutputHealth(5, Optional.empty()));

        assertThat(slot.health(new OutputHealth(5, FULL)))
                .hasValue("the output of web cannot be written: no space left on device");
        assertThat(slot.health(new OutputHealth(100, FULL))).isEmpty();
        assertThat(slot.health(new OutputHealth(1005, FULL))).isEmpty();
        assertThat(slot.health(new OutputHealth(1205, Optional.empty())))
                .hasValue("the output of web is as it should be again; 1200 bytes were lost");
        assertThat(slot.status().health().lostBytes()).isEqualTo(1205);
    }

    @Test
    void whereNothingWasLostNothingIsSaidOfIt() {
        slot.health(new OutputHealth(0, FULL));

        assertThat(slot.health(OutputHealth.GOOD)).hasValue("the output of web is as it should be again");
    }
}
