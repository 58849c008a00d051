package org.taskmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    @Test
    void whatTheLauncherSetAsideIsWhatItWasStartedWith() {
        assertThat(Surroundings.environment(Map.of(
                        "HOME", "/h", "LC_ALL", "C.UTF-8", "TASKMASTER_KEPT_LC_ALL", "C", "TASKMASTER_KEPT_TZDIR", "")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("HOME", "/h", "LC_ALL", "C", "TZDIR", ""));
        assertThat(Surroundings.environment(Map.of("LC_ALL", "C.UTF-8"))).isEmpty();
    }
}
