package org.taskmaster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.taskmaster.core.ProcessState;
import org.taskmaster.core.ProcessState.StopReason;
import org.taskmaster.core.Streak;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stdin;
import org.taskmaster.plan.ReloadPlan.Present;
import org.taskmaster.plan.ReloadPlan.Standing;

class ReloadPlanTest {

    private static final Policy USUAL = Policies.USUAL;
    private static final Launch LAUNCH = Programs.launch("/bin/web");
    private static final ProcessState RUNNING =
            new ProcessState.Running(new ProcessId(7, 7), new Moment(0), Streak.NONE);
    private static final ProcessState STOPPED = new ProcessState.Stopped(StopReason.BY_REQUEST);
    private static final ProcessState FATAL = new ProcessState.Fatal("no such file");

    @Test
    void nothingDiffersNothingIsDone() {
        assertThat(plan(RUNNING, web(LAUNCH, USUAL), web(LAUNCH, USUAL))).isEmpty();
    }

    @Test
    void everySettingOfTheLaunchNeedsARestartAndIsNamed() {
        assertThat(restarted(launch(List.of("/bin/web", "-v"), Map.of(), Optional.empty(), OptionalInt.empty())))
                .isEqualTo("cmd /bin/web -> /bin/web -v");
        assertThat(restarted(launch(List.of("/bin/web"), Map.of("A", "1"), Optional.empty(), OptionalInt.empty())))
                .isEqualTo("env changed (A)");
        assertThat(restarted(launch(List.of("/bin/web"), Map.of(), Optional.of(Path.of("/srv")), OptionalInt.empty())))
                .isEqualTo("workingdir inherited -> /srv");
        assertThat(restarted(launch(List.of("/bin/web"), Map.of(), Optional.empty(), OptionalInt.of(022))))
                .isEqualTo("umask inherited -> 022");
        assertThat(restarted(new Launch(
                        List.of("/bin/web"),
                        Map.of(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.of("www"),
                        Stdin.PIPE,
                        new Output.ToFile(Path.of("out")),
                        new Output.ToFile(Path.of("err")))))
                .isEqualTo("user inherited -> www, stdin none -> pipe, stdout none -> out, stderr none -> err");
    }

    @Test
    void aCommandThatDiffersInItsQuotingIsToldWithIt() {
        Launch before = Programs.launch("sh", "-c", "a b");
        Launch after = Programs.launch("sh", "-c", "a", "b");

        assertThat(plan(RUNNING, web(before, USUAL), web(after, USUAL)))
                .singleElement()
                .extracting(Step.Change::reason)
                .isEqualTo("cmd sh -c 'a b' -> sh -c a b");
    }

    @Test
    void valuesOfTheEnvironmentAreNeverTold() {
        Launch before = Programs.launch(Map.of("TOKEN", "secret1", "GONE", "secret2", "SAME", "x"), "/bin/web");
        Launch after = Programs.launch(Map.of("TOKEN", "secret3", "NEW", "secret4", "SAME", "x"), "/bin/web");

        assertThat(plan(RUNNING, web(before, USUAL), web(after, USUAL)))
                .singleElement()
                .extracting(Step.Change::reason)
                .isEqualTo("env changed (GONE, NEW, TOKEN)");
    }

    @Test
    void everySettingOfThePolicyAppliesToTheRunningProcessAndIsNamed() {
        Policy changed = new Policy(1, false, Autorestart.ALWAYS, Set.of(2, 0), USUAL.start(), USUAL.stop());

        assertThat(retuned(changed))
                .isEqualTo("priority 999 -> 1, autostart true -> false, autorestart unexpected -> always, "
                        + "exitcodes [0] -> [0, 2]");
        assertThat(retuned(Policies.start(USUAL, Duration.ofMillis(1_500), 9)))
                .isEqualTo("starttime 5 s -> 1500 ms, startretries 2 -> 9");
        assertThat(retuned(Policies.stop(USUAL, Signal.INT, Duration.ofSeconds(20))))
                .isEqualTo("stopsignal SIGTERM -> SIGINT, stoptime 10 s -> 20 s");
    }

    @Test
    void whatIsDownIsStartedForItsNewSettingsOnlyWhenNobodyStoppedIt() {
        ProgramConfig before = web(LAUNCH, USUAL);
        ProgramConfig after = web(Programs.launch("/bin/new"), USUAL);
        ProgramConfig afterIdle = web(Programs.launch("/bin/new"), Policies.autostart(USUAL, false));

        assertThat(plan(STOPPED, before, after))
                .singleElement()
                .isInstanceOf(Step.Retune.class)
                .extracting(Step.Change::reason)
                .isEqualTo("cmd /bin/web -> /bin/new (it is not running and stays so)");
        assertThat(plan(FATAL, before, after)).singleElement().isInstanceOf(Step.Restart.class);
        assertThat(plan(FATAL, before, afterIdle)).singleElement().isInstanceOf(Step.Retune.class);
        assertThat(plan(new ProcessState.Exited(new ExitStatus.Code(0)), before, after))
                .singleElement()
                .isInstanceOf(Step.Restart.class);
    }

    @Test
    void whatWasNeverStartedIsStartedWhenItStartsByItselfFromNowOn() {
        ProgramConfig idle = web(LAUNCH, Policies.autostart(USUAL, false));
        ProcessState notStarted = new ProcessState.Stopped(StopReason.NOT_STARTED);

        assertThat(plan(notStarted, idle, web(LAUNCH, USUAL))).singleElement().isInstanceOf(Step.Restart.class);
        assertThat(plan(STOPPED, idle, web(LAUNCH, USUAL))).singleElement().isInstanceOf(Step.Retune.class);
    }

    @Test
    void whatIsBeingRemovedAndIsWantedAgainComesBack() {
        Present leaving = new Present(web(LAUNCH, USUAL).processes().getFirst(), STOPPED, Standing.LEAVES);

        List<Step.Change> steps = ReloadPlan.between(List.of(leaving), configuration(web(LAUNCH, USUAL)), _ -> false)
                .steps();

        assertThat(steps)
                .singleElement()
                .isInstanceOf(Step.Restart.class)
                .extracting(Step.Change::reason)
                .isEqualTo("configured again");
    }

    @Test
    void whatIsDisabledDoesNotStartByItself() {
        ProgramConfig idle = web(LAUNCH, Policies.autostart(USUAL, false));
        ProgramConfig changed = web(Programs.launch("/bin/other"), USUAL);
        ProcessState notStarted = new ProcessState.Stopped(StopReason.NOT_STARTED);
        ProcessState exited = new ProcessState.Exited(new ExitStatus.Code(0));
        Present leaving = new Present(web(LAUNCH, USUAL).processes().getFirst(), STOPPED, Standing.LEAVES);

        assertThat(disabled(List.of(), changed))
                .isEqualTo(new Step.Add(
                        changed.processes().getFirst(), "newly configured (it is disabled, and is not started)"));
        assertThat(disabled(List.of(leaving), web(LAUNCH, USUAL)))
                .isEqualTo(new Step.Retune(
                        web(LAUNCH, USUAL).processes().getFirst(),
                        "configured again (it is disabled, and is not started)"));
        assertThat(disabled(present(notStarted, idle), web(LAUNCH, USUAL)).reason())
                .isEqualTo("autostart false -> true (it is disabled, and is not started)");
        assertThat(disabled(present(exited, web(LAUNCH, USUAL)), changed)).isInstanceOf(Step.Retune.class);
        assertThat(plan(exited, web(LAUNCH, USUAL), changed)).singleElement().isInstanceOf(Step.Restart.class);
    }

    @Test
    void whatIsDisabledAndNotStartedByItselfAnywayIsAddedWithoutAWord() {
        ProgramConfig idle = web(LAUNCH, Policies.autostart(USUAL, false));

        assertThat(disabled(List.of(), idle).reason()).isEqualTo("newly configured");
    }

    @Test
    void whatRunsThoughItIsDisabledIsRestartedAsAnyOther() {
        assertThat(disabled(present(RUNNING, web(LAUNCH, USUAL)), web(Programs.launch("/bin/other"), USUAL)))
                .isInstanceOf(Step.Restart.class);
    }

    private static Step.Change disabled(List<Present> present, ProgramConfig after) {
        List<Step.Change> steps = ReloadPlan.between(
                        present, configuration(after), key -> key.equals(new ProcessKey("web", 0)))
                .steps();
        assertThat(steps).hasSize(1);
        return steps.getFirst();
    }

    @Test
    void removalsComeFirstInTheOrderOfAStopAndTheRestInTheOrderOfAStart() {
        List<Present> present = new ArrayList<>();
        for (int priority : List.of(1, 3, 2)) {
            present.addAll(present(RUNNING, Programs.program("old" + priority, Policies.priority(USUAL, priority))));
        }

        ReloadPlan plan = ReloadPlan.between(
                present,
                configuration(
                        Programs.program("new2", Policies.priority(USUAL, 2)),
                        Programs.program("new1", Policies.priority(USUAL, 1))),
                _ -> false);

        assertThat(plan.plan().stages().getFirst().steps())
                .extracting(step -> step.key().program())
                .containsExactly("old3", "old2", "old1");
        assertThat(plan.plan().stages().getLast().steps())
                .extracting(step -> step.key().program())
                .containsExactly("new1", "new2");
        assertThat(plan.plan().stages().getLast().after()).containsExactly(0);
        assertThat(plan.steps()).hasSize(5);
    }

    @Test
    void onlyTheCopiesThatComeOrGoAreTouchedWhenAProgramIsScaled() {
        ProgramConfig two = Programs.program("web", 2, USUAL);
        ProgramConfig three = Programs.program("web", 3, USUAL);

        assertThat(plan(RUNNING, two, three))
                .singleElement()
                .isEqualTo(new Step.Add(three.processes().getLast(), "numprocs raised"));
        assertThat(plan(RUNNING, three, two))
                .singleElement()
                .isEqualTo(new Step.Remove(three.processes().getLast(), "numprocs lowered"));
    }

    private static String restarted(Launch after) {
        List<Step.Change> steps = plan(RUNNING, web(LAUNCH, USUAL), web(after, USUAL));
        assertThat(steps).singleElement().isInstanceOf(Step.Restart.class);
        return steps.getFirst().reason();
    }

    private static String retuned(Policy after) {
        List<Step.Change> steps = plan(RUNNING, web(LAUNCH, USUAL), web(LAUNCH, after));
        assertThat(steps).singleElement().isInstanceOf(Step.Retune.class);
        return steps.getFirst().reason();
    }

    private static List<Step.Change> plan(ProcessState state, ProgramConfig before, ProgramConfig after) {
        return ReloadPlan.between(present(state, before), configuration(after), _ -> false)
                .steps();
    }

    private static List<Present> present(ProcessState state, ProgramConfig program) {
        return program.processes().stream()
                .map(process -> new Present(process, state, Standing.STAYS))
                .toList();
    }

    private static Configuration configuration(ProgramConfig... programs) {
        return Programs.configuration(List.of(programs));
    }

    private static ProgramConfig web(Launch launch, Policy policy) {
        return Programs.program("web", 1, policy, launch);
    }

    private static Launch launch(
            List<String> command, Map<String, String> environment, Optional<Path> workingdir, OptionalInt umask) {
        return new Launch(
                command,
                environment,
                workingdir,
                umask,
                Optional.empty(),
                Stdin.NONE,
                new Output.Discard(),
                new Output.Discard());
    }
}
