package org.taskmaster.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.taskmaster.core.ProcessState;
import org.taskmaster.core.ProcessState.StopReason;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;

/// What leads from the processes there are to those a new configuration wants, with the least disturbance: the
/// difference is taken process by process, and a process whose settings did not change is not in it.
///
/// | what differs | what is done |
/// |---|---|
/// | not configured any more | stopped and forgotten, before anything new is started |
/// | `cmd`, `env`, `workingdir`, `umask`, `user`, `stdin`, `tty`, which way its output goes | restarted;
/// kept down if stopped by hand |
/// | anything else | applied as it runs |
/// | newly configured, or again before it was gone | started, if it starts by itself |
///
/// What is disabled does not start by itself, whatever its `autostart` says.
///
/// @param steps removals first, then by priority
public record ReloadPlan(List<Step.Change> steps) {

    private static final String STAYS_DISABLED = " (it is disabled, and is not started)";

    public ReloadPlan {
        steps = List.copyOf(steps);
    }

    /// A process there is.
    public record Present(ProcessConfig config, ProcessState state, Standing standing) {}

    /// Whether a process goes on with the settings it has.
    public enum Standing {
        STAYS,
        /// It is being stopped, to be forgotten.
        LEAVES,
        /// It stays, and was started with other settings than it has here; with which, is not known.
        DIFFERS
    }

    /// The plan that leads from `present` to `wanted`.
    ///
    /// @param disabled which processes are, also such as are not present
    public static ReloadPlan between(
            Collection<Present> present, Configuration wanted, Predicate<ProcessKey> disabled) {
        Map<ProcessKey, ProcessConfig> processes = wanted.processes();
        List<Step.Change> removals = new ArrayList<>();
        List<Step.Change> changes = new ArrayList<>();
        Set<ProcessKey> known = new HashSet<>();
        Set<String> programs = new HashSet<>();
        wanted.programs().forEach(program -> programs.add(program.name()));
        for (Present one : present) {
            ProcessConfig next = processes.get(one.config().key());
            known.add(one.config().key());
            if (next == null) {
                removals.add(new Step.Remove(one.config(), whyRemoved(one.config(), programs)));
            } else {
                compare(one, next, startOf(next, disabled), changes);
            }
        }
        Set<String> knownPrograms = new HashSet<>();
        known.forEach(key -> knownPrograms.add(key.program()));
        for (ProcessConfig next : processes.values()) {
            if (!known.contains(next.key())) {
                boolean more = knownPrograms.contains(next.key().program());
                String reason = more ? "numprocs raised" : "newly configured";
                changes.add(new Step.Add(
                        next, startOf(next, disabled) == Start.DISABLED ? reason + STAYS_DISABLED : reason));
            }
        }
        removals.sort((one, other) -> byPriority(other, one));
        changes.sort(ReloadPlan::byPriority);
        List<Step.Change> all = new ArrayList<>(removals);
        all.addAll(changes);
        return new ReloadPlan(all);
    }

    /// The steps in their order: what goes has to be gone before what comes begins, since a renamed program may want
    /// the port of its old self.
    public Plan plan() {
        Map<Boolean, List<Step.Change>> goes =
                steps.stream().collect(Collectors.partitioningBy(step -> step instanceof Step.Remove));
        return Plan.inOrder(List.of(goes.getOrDefault(true, List.of()), goes.getOrDefault(false, List.of())));
    }

    /// Whether a process starts by itself.
    private enum Start {
        BY_ITSELF,
        ON_ORDER,
        /// It would, and is disabled.
        DISABLED
    }

    private static Start startOf(ProcessConfig config, Predicate<ProcessKey> disabled) {
        if (!config.policy().autostart()) {
            return Start.ON_ORDER;
        }
        return disabled.test(config.key()) ? Start.DISABLED : Start.BY_ITSELF;
    }

    private static void compare(Present present, ProcessConfig next, Start start, List<Step.Change> changes) {
        ProcessConfig before = present.config();
        List<String> launch = Differences.of(before.launch(), next.launch());
        boolean differs = present.standing() == Standing.DIFFERS;
        boolean relaunch = differs || !before.launch().goesOnAs(next.launch());
        List<String> reasons = new ArrayList<>();
        boolean comesBack = present.standing() == Standing.LEAVES;
        if (comesBack) {
            reasons.add("configured again");
        }
        if (differs) {
            reasons.add("changed while no supervisor ran");
        }
        reasons.addAll(launch);
        reasons.addAll(Differences.of(before.policy(), next.policy()));
        if (!before.name().equals(next.name())) {
            reasons.add("was named " + before.name());
        }
        if (reasons.isEmpty()) {
            return;
        }
        boolean becomesAutostart = !before.policy().autostart() && neverStarted(present.state());
        boolean isDue = comesBack || becomesAutostart;
        String reason = String.join(", ", reasons);
        if (isDue && start == Start.BY_ITSELF || relaunch && comesUp(present.state(), start)) {
            changes.add(new Step.Restart(next, reason));
        } else if (isDue && start == Start.DISABLED) {
            changes.add(new Step.Retune(next, reason + STAYS_DISABLED));
        } else if (relaunch) {
            changes.add(new Step.Retune(next, reason + " (it is not running and stays so)"));
        } else {
            changes.add(new Step.Retune(next, reason));
        }
    }

    /// Whether a process whose launch settings changed is up afterwards.
    private static boolean comesUp(ProcessState state, Start start) {
        return switch (state) {
            case ProcessState.Spawning _, ProcessState.Starting _, ProcessState.Running _, ProcessState.Backoff _ ->
                true;
            case ProcessState.Stopping stopping -> !(stopping.then() instanceof ProcessState.AfterStop.Rest);
            case ProcessState.Exited _, ProcessState.Fatal _ -> start == Start.BY_ITSELF;
            case ProcessState.Stopped _ -> false;
        };
    }

    private static boolean neverStarted(ProcessState state) {
        return state instanceof ProcessState.Stopped(StopReason reason) && reason == StopReason.NOT_STARTED;
    }

    private static String whyRemoved(ProcessConfig config, Set<String> programs) {
        return programs.contains(config.key().program()) ? "numprocs lowered" : "no longer configured";
    }

    /// Written out, as every start needs it: the lambdas of [java.util.Comparator] are in no start-up cache.
    private static int byPriority(Step.Change one, Step.Change other) {
        int priorities = Integer.compare(priority(one), priority(other));
        return priorities != 0 ? priorities : one.key().compareTo(other.key());
    }

    private static int priority(Step.Change step) {
        return step.config().policy().priority();
    }
}
