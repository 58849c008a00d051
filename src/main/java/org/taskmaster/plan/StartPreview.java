package org.taskmaster.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.taskmaster.core.Decision;
import org.taskmaster.core.Input.Fact;
import org.taskmaster.core.Input.Group;
import org.taskmaster.core.ProcessMachine;
import org.taskmaster.core.ProcessState;
import org.taskmaster.core.ProcessState.AfterStop;
import org.taskmaster.core.ProcessState.Leader;
import org.taskmaster.core.Streak;
import org.taskmaster.journal.Entry;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.plan.AdoptionPlan.Takeover;
import org.taskmaster.plan.ReloadPlan.Present;

/// What a start would do with the processes that another supervisor has left and with those that are configured, told
/// and not done: by the plans that a start follows, [AdoptionPlan] and [ReloadPlan], and by what [ProcessMachine]
/// decides of those that have died.
public final class StartPreview {

    private static final String DIED = "ended while no supervisor ran";

    private final Predicate<ProcessKey> disabled;
    private final Sight sight;
    private final Moment now;

    private StartPreview(Predicate<ProcessKey> disabled, Sight sight, Moment now) {
        this.disabled = disabled;
        this.sight = sight;
        this.now = now;
    }

    /// What can be seen of processes without taking them over.
    public interface Sight {

        /// Whether a process lives.
        boolean lives(ProcessId id);

        /// Whether something lives that belongs to the run that the journal names there.
        boolean runLives(Entry entry);
    }

    /// What becomes of a process.
    public enum Kind {
        /// It runs and goes on.
        KEEP,
        /// It runs, is stopped, and is started again.
        RESTART,
        /// It does not run, and is started.
        START,
        /// It runs, and is stopped.
        STOP,
        /// It does not run, and stays so.
        LEAVE
    }

    /// What becomes of one process, and why, in words for people.
    public record Line(Kind kind, ProcessName name, String why) {}

    /// A process as it is found: in the state that follows from what has happened to it.
    ///
    /// @param news what that is; empty: nothing
    private record Found(Takeover takeover, ProcessState state, String news) {

        boolean runs() {
            return state.live().isPresent();
        }
    }

    /// What a start would do now: first what is not configured any more, then what is, by its name.
    ///
    /// @param former what the journal has
    /// @param disabled which processes are
    public static List<Line> of(
            Collection<Entry> former, Configuration wanted, Predicate<ProcessKey> disabled, Sight sight, Moment now) {
        StartPreview preview = new StartPreview(disabled, sight, now);
        Map<ProcessKey, Found> found = new HashMap<>();
        List<Present> present = new ArrayList<>();
        for (Takeover takeover : AdoptionPlan.of(former, wanted)) {
            Found one = preview.find(takeover);
            found.put(takeover.entry().key(), one);
            present.add(new Present(takeover.config(), one.state(), takeover.standing()));
        }
        Map<ProcessKey, Line> changed = new HashMap<>();
        List<Line> lines = new ArrayList<>();
        for (Step.Change change : ReloadPlan.between(present, wanted, disabled).steps()) {
            Line line = preview.changed(change, Optional.ofNullable(found.get(change.key())));
            if (change instanceof Step.Remove) {
                lines.add(line);
            } else {
                changed.put(change.key(), line);
            }
        }
        for (ProcessConfig config : wanted.processes().values()) {
            Line line = changed.get(config.key());
            Found one = found.get(config.key());
            if (line != null) {
                lines.add(line);
            } else if (one != null) {
                lines.add(unchanged(one));
            }
        }
        return lines;
    }

    private Found find(Takeover takeover) {
        Entry entry = takeover.entry();
        ProcessState state = entry.state();
        if (state instanceof ProcessState.Spawning) {
            return sight.runLives(entry)
                    ? new Found(takeover, state, "")
                    : new Found(
                            takeover,
                            entry.toBeStarted(now, "it was just being started").state(),
                            "");
        }
        Optional<ProcessId> id = state.live();
        if (id.isEmpty()) {
            return new Found(takeover, state, "");
        }
        if (state instanceof ProcessState.Stopping(var _, var _, var _, Leader.Dead(ExitStatus exit), var _)) {
            return new Found(takeover, afterDeath(takeover, id.get(), exit), "has ended (" + exit.text() + ")");
        }
        return sight.lives(id.get())
                ? new Found(takeover, state, "")
                : new Found(takeover, afterDeath(takeover, id.get(), new ExitStatus.Unknown()), DIED);
    }

    private ProcessState afterDeath(Takeover takeover, ProcessId id, ExitStatus exit) {
        Group others = sight.runLives(takeover.entry()) ? Group.LIVES : Group.EMPTY;
        ProcessState before = takeover.entry().state();
        return switch (ProcessMachine.decide(
                takeover.config().policy(), before, new Fact.Died(id, exit, others), now)) {
            case Decision.Next(ProcessState next, var _) -> next;
            case Decision.Refused _ -> before;
        };
    }

    private Line changed(Step.Change change, Optional<Found> found) {
        ProcessName name = change.config().name();
        boolean runs = found.filter(Found::runs).isPresent();
        return switch (change) {
            case Step.Remove _ -> new Line(runs ? Kind.STOP : Kind.LEAVE, name, change.reason());
            case Step.Restart _ -> new Line(runs ? Kind.RESTART : Kind.START, name, change.reason());
            case Step.Retune _ ->
                new Line(
                        runs ? Kind.KEEP : Kind.LEAVE,
                        name,
                        found.map(one -> how(one) + ", ").orElse("") + change.reason());
            case Step.Add _ -> added(change.config());
        };
    }

    private Line added(ProcessConfig config) {
        if (!config.policy().autostart()) {
            return new Line(Kind.LEAVE, config.name(), "does not run, and has autostart: false");
        }
        return disabled.test(config.key())
                ? new Line(Kind.LEAVE, config.name(), "does not run, and is disabled")
                : new Line(Kind.START, config.name(), "does not run");
    }

    private static Line unchanged(Found found) {
        Kind kind = switch (found.state()) {
            case ProcessState.Starting _, ProcessState.Running _ -> Kind.KEEP;
            case ProcessState.Spawning _ -> found.news().isEmpty() ? Kind.KEEP : Kind.START;
            case ProcessState.Backoff _ -> Kind.START;
            case ProcessState.Stopping stopping ->
                switch (stopping.then()) {
                    case AfterStop.Rest _ -> Kind.STOP;
                    case AfterStop.StartAgain _ -> Kind.RESTART;
                    case AfterStop.Conclude _ -> Kind.STOP;
                };
            case ProcessState.Stopped _, ProcessState.Exited _, ProcessState.Fatal _ -> Kind.LEAVE;
        };
        return new Line(kind, found.takeover().config().name(), how(found));
    }

    /// What has happened to a process, and how it is with it.
    private static String how(Found found) {
        String how = switch (found.state()) {
            case ProcessState.Starting(ProcessId id, var _, var _) -> "is starting, pid " + id.pid();
            case ProcessState.Running(ProcessId id, var _, var _) -> "runs, pid " + id.pid();
            case ProcessState.Spawning _ -> found.news().isEmpty() ? "has just been made" : "";
            case ProcessState.Backoff(var _, Streak _, String reason) -> "is to be started: " + reason;
            case ProcessState.Stopping stopping ->
                "is being stopped, pid " + stopping.id().pid()
                        + (stopping.then() instanceof AfterStop.Conclude ? "; then its policy decides" : "");
            case ProcessState.Stopped _ -> "was stopped";
            case ProcessState.Exited(ExitStatus exit) -> "has ended (" + exit.text() + ")";
            case ProcessState.Fatal(String reason) -> "could not be started: " + reason;
        };
        return found.news() + (found.news().isEmpty() || how.isEmpty() ? "" : "; ") + how;
    }
}
