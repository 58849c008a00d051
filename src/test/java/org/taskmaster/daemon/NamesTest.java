package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selector;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Programs;

class NamesTest {

    private final FleetStatus fleet = Simulation.of(
                    new SimulatedHost(),
                    Programs.program("db", Policies.USUAL),
                    Programs.program("none", 0, Policies.USUAL),
                    Programs.program("web", 3, Policies.USUAL),
                    Programs.program("worker", Policies.USUAL))
            .control()
            .status();

    @Test
    void theNameOfAProcessMeansIt() {
        assertThat(matched("db")).containsExactly("db");
        assertThat(matched("web:0")).containsExactly("web:0");
        assertThat(matched("web:2")).containsExactly("web:2");
    }

    @Test
    void anOnlyCopyIsAlsoKnownByItsNumber() {
        assertThat(matched("db:0")).containsExactly("db");
        assertThat(unknown("db:1")).hasSize(1);
    }

    @Test
    void theNameOfAProgramMeansAllItsProcesses() {
        assertThat(matched("web")).containsExactly("web:0", "web:1", "web:2");
        assertThat(matched("web:*")).containsExactly("web:0", "web:1", "web:2");
        assertThat(matched("web:")).containsExactly("web:0", "web:1", "web:2");
        assertThat(matched("db:*")).containsExactly("db");
    }

    @Test
    void globsMeanWhatTheyMatch() {
        assertThat(matched("w*")).containsExactly("web:0", "web:1", "web:2", "worker");
        assertThat(matched("web:?")).containsExactly("web:0", "web:1", "web:2");
        assertThat(matched("w?b:*")).containsExactly("web:0", "web:1", "web:2");
        assertThat(matched("*")).hasSize(5);
    }

    @Test
    void allMeansAllAndIsNeverUnknown() {
        assertThat(matched("all")).containsExactly("db", "web:0", "web:1", "web:2", "worker");
        assertThat(Names.match(Selector.all(), new FleetStatus(fleet.asOf(), List.of(), List.of()))
                        .unknown())
                .isEmpty();
    }

    @Test
    void whatIsMeantTwiceIsMatchedOnceAndInTheOrderOfTheFleet() {
        assertThat(matched("worker", "web:1", "web", "db")).containsExactly("db", "web:0", "web:1", "web:2", "worker");
    }

    @Test
    void aProgramWithoutProcessesIsKnown() {
        assertThat(matched("none")).isEmpty();
        assertThat(unknown("none")).isEmpty();
    }

    @Test
    void anUnknownWordIsAnsweredWithTheNearestKnownOne() {
        assertThat(unknown("wrker", "web"))
                .containsExactly(new UnknownName("wrker", Optional.of("worker")));
        assertThat(unknown("postgresql")).containsExactly(new UnknownName("postgresql", Optional.empty()));
        assertThat(unknown("x*")).hasSize(1);
    }

    @Test
    void charactersThatMeanSomethingInARegularExpressionMeanThemselves() {
        assertThat(unknown("w.b:*")).hasSize(1);
        assertThat(unknown("(", "[a", "\\")).hasSize(3);
    }

    private List<String> matched(String... words) {
        return Names.match(new Selector(List.of(words)), fleet).processes().stream()
                .map(ProcessStatus::name)
                .toList();
    }

    private List<UnknownName> unknown(String... words) {
        return Names.match(new Selector(List.of(words)), fleet).unknown();
    }
}
