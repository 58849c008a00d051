package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Requester;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Programs;

/// The values of environments may be secrets.
class SecretsTest {

    private final Simulation simulation = Simulation.of(
            new SimulatedHost(),
            Programs.program("web", 1, Policies.USUAL, Programs.launch(Map.of("PASSWORD", "hush"), "/bin/web")));

    @Test
    void theyAreHiddenFromWhoeverDoesNotAskForThem() {
        List<ConfiguredProcess> configured = simulation.control().configured();

        assertThat(configured.getFirst().config().launch().environment())
                .isEqualTo(Map.of("PASSWORD", ConfiguredProcess.HIDDEN));
        assertThat(configured.toString()).doesNotContain("hush");
    }

    @Test
    void whoHasSeenThemIsTold() {
        simulation.told();

        List<ConfiguredProcess> revealed =
                simulation.control().reveal(new Requester("alice (uid 1000, pid 7)", Optional.of("an audit")));
        simulation.settles();

        assertThat(revealed.getFirst().config().launch().environment()).isEqualTo(Map.of("PASSWORD", "hush"));
        assertThat(simulation.told())
                .contains("show the environments of programs, asked by alice (uid 1000, pid 7), because: an audit");
    }
}
