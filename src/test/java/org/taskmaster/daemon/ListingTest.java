package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.control.RereadReport;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.StateName;

/// Reading the configuration without following it, and adding and removing single programs.
class ListingTest {

    private static final Policy USUAL = Policies.USUAL;
    private static final Launch OTHER = Programs.launch("/bin/other");

    private final SimulatedHost host = new SimulatedHost();

    @Test
    void rereadTellsWhichProgramsDifferAndTouchesNone() {
        Simulation simulation = running(
                Programs.program("db", USUAL), Programs.program("old", USUAL), Programs.program("web", 2, USUAL));
        host.log().clear();

        RereadReport report = reread(
                simulation,
                Programs.program("db", USUAL),
                Programs.program("new", USUAL),
                Programs.program("web", 2, USUAL, OTHER));

        assertThat(report).isEqualTo(new RereadReport.Read(List.of("new"), List.of("web"), List.of("old")));
        assertThat(simulation.names()).containsExactly("db", "old", "web:0", "web:1");
        assertThat(host.log()).isEmpty();
    }

    @Test
    void rereadSaysTheSameAgainUntilItIsFollowed() {
        Simulation simulation = running(Programs.program("web", USUAL));
        ProgramConfig added = Programs.program("new", USUAL);

        RereadReport first = reread(simulation, Programs.program("web", USUAL), added);
        RereadReport second = reread(simulation, Programs.program("web", USUAL), added);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void rereadOfABadFileChangesNothingThatWasRead() {
        Simulation simulation = running(Programs.program("web", USUAL));
        List<Problem> problems = List.of(new Problem(Path.of("t.yaml"), 3, 5, "no cmd", "give one"));
        simulation.says(new LoadResult.Rejected(problems));

        CompletableFuture<RereadReport> reply = simulation.control().reread(Simulation.ME);
        simulation.settles();

        assertThat(reply).isCompletedWithValue(new RereadReport.Rejected(problems));
        assertThat(simulation.control().configured())
                .extracting(process -> process.config().name().text())
                .containsExactly("web");
    }

    @Test
    void whatWasReadAndIsNotFollowedIsConfiguredAndNotInUse() {
        Simulation simulation = running(Programs.program("web", USUAL));

        reread(simulation, Programs.program("new", USUAL), Programs.program("web", USUAL));

        assertThat(simulation.control().configured())
                .extracting(process -> process.config().name().text(), ConfiguredProcess::inUse)
                .containsExactly(tuple("new", false), tuple("web", true));
    }

    @Test
    void whatIsInForceIsNotWhatWasOnlyRead() {
        Simulation simulation = running(Programs.program("web", USUAL));

        reread(simulation, Programs.program("new", USUAL), Programs.program("web", 1, USUAL, OTHER));

        assertThat(simulation
                        .control()
                        .inForce(ProcessName.of("web"))
                        .orElseThrow()
                        .config()
                        .launch()
                        .command())
                .isNotEqualTo(OTHER.command());
        assertThat(simulation.control().inForce(ProcessName.of("new"))).isEmpty();
    }

    @Test
    void anAddedProgramStartsAndNothingElseIsTouched() {
        Simulation simulation = running(Programs.program("web", USUAL));
        int web = simulation.pid("web");
        reread(simulation, Programs.program("new", USUAL), Programs.program("web", 1, USUAL, OTHER));

        ProgramReport report = add(simulation, "new");
        simulation.passesSeconds(5);

        assertThat(report).isEqualTo(new ProgramReport.Done());
        assertThat(simulation.state("new")).isEqualTo(StateName.RUNNING);
        assertThat(simulation.pid("web")).isEqualTo(web);
        assertThat(simulation.told()).contains("add new, asked by the test");
    }

    @Test
    void whatIsSupervisedCannotBeAddedAndWhatIsUnknownNeither() {
        Simulation simulation = running(Programs.program("web", USUAL));

        assertThat(add(simulation, "web")).isEqualTo(new ProgramReport.AlreadyAdded());
        assertThat(add(simulation, "wep")).isEqualTo(new ProgramReport.NoSuchProgram(Optional.of("web")));
    }

    @Test
    void aProgramIsRemovedOnlyWhenItIsDown() {
        Simulation simulation = running(Programs.program("db", USUAL), Programs.program("web", 2, USUAL));

        ProgramReport early = remove(simulation, "web");
        simulation.act(Action.STOP, "web");
        ProgramReport late = remove(simulation, "web");

        assertThat(early).isEqualTo(new ProgramReport.StillRunning(List.of("web:0", "web:1")));
        assertThat(late).isEqualTo(new ProgramReport.Done());
        assertThat(simulation.names()).containsExactly("db");
        assertThat(simulation.control().status().programs()).containsExactly("db");
        assertThat(remove(simulation, "web")).isEqualTo(new ProgramReport.NoSuchProgram(Optional.empty()));
    }

    @Test
    void aRemovedProgramComesBackChangedWhenItIsAdded() {
        Simulation simulation = running(Programs.program("web", USUAL));
        reread(simulation, Programs.program("web", 1, USUAL, OTHER));
        simulation.act(Action.STOP, "web");

        remove(simulation, "web");
        ProgramReport report = add(simulation, "web");

        assertThat(report).isEqualTo(new ProgramReport.Done());
        assertThat(host.log()).last().asString().contains("/bin/other");
    }

    @Test
    void aReloadOfNamedProgramsLeavesTheOthersAsTheyAre() {
        Simulation simulation =
                running(Programs.program("db", USUAL), Programs.program("old", USUAL), Programs.program("web", USUAL));
        int db = simulation.pid("db");
        simulation.says(loaded(
                Programs.program("db", 1, USUAL, OTHER),
                Programs.program("new", USUAL),
                Programs.program("web", 1, USUAL, OTHER)));

        CompletableFuture<ReloadReport> reply =
                simulation.control().reload(ReloadMode.APPLY, List.of("old", "web"), Simulation.ME);
        simulation.settles();

        ReloadReport report = Simulation.answer(reply);
        assertThat(((ReloadReport.Applied) report).steps())
                .extracting(ReloadStep::name)
                .containsExactly("old", "web");
        assertThat(simulation.names()).containsExactly("db", "web");
        assertThat(simulation.pid("db")).isEqualTo(db);
    }

    @Test
    void addingDuringAReloadDoublesNothing() {
        host.behave("/bin/old", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation = running(Programs.program("old", USUAL));
        CompletableFuture<ReloadReport> reload = simulation.reload(Programs.program("new", USUAL));

        ProgramReport report = add(simulation, "new");
        simulation.passesSeconds(10);

        assertThat(report).isEqualTo(new ProgramReport.AlreadyAdded());
        assertThat(Simulation.answer(reload)).isInstanceOf(ReloadReport.Applied.class);
        assertThat(simulation.names()).containsExactly("new");
        assertThat(host.log().stream().filter(line -> line.contains("/bin/new")))
                .hasSize(1);
    }

    private Simulation running(ProgramConfig... programs) {
        return Simulation.of(host, programs).passesSeconds(6);
    }

    private static LoadResult loaded(ProgramConfig... programs) {
        return new LoadResult.Loaded(Programs.configuration(List.of(programs)));
    }

    private static RereadReport reread(Simulation simulation, ProgramConfig... programs) {
        simulation.says(loaded(programs));
        CompletableFuture<RereadReport> reply = simulation.control().reread(Simulation.ME);
        simulation.settles();
        return Simulation.answer(reply);
    }

    private static ProgramReport add(Simulation simulation, String program) {
        CompletableFuture<ProgramReport> reply = simulation.control().add(program, Simulation.ME);
        simulation.settles();
        return Simulation.answer(reply);
    }

    private static ProgramReport remove(Simulation simulation, String program) {
        CompletableFuture<ProgramReport> reply = simulation.control().remove(program, Simulation.ME);
        simulation.settles();
        return Simulation.answer(reply);
    }
}
