package org.taskmaster.daemon;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ProcessStatus.History;
import org.taskmaster.control.ProcessStatus.OutputHealth;
import org.taskmaster.core.ProcessState;
import org.taskmaster.journal.Entry;
import org.taskmaster.journal.Entry.Past;
import org.taskmaster.journal.Fingerprint;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Stdin;
import org.taskmaster.plan.AdoptionPlan.Takeover;
import org.taskmaster.plan.ReloadPlan.Standing;

/// The place of one process in the fleet: its settings, its state, and what is shown of both.
final class Slot {

    private ProcessConfig config;
    private Optional<ProcessConfig> next = Optional.empty();
    private ProcessState state = new ProcessState.Stopped(ProcessState.StopReason.NOT_STARTED);
    private Moment since;
    private Instant changedAt;
    private History history = History.NONE;
    private Instant begun;
    private long attempt;
    private Optional<String> trouble = Optional.empty();
    private Standing standing = Standing.STAYS;
    private OutputHealth health = OutputHealth.GOOD;
    private boolean disabled;
    /// The settings by whose name its channels and terminal are known.
    private ProcessConfig knownBy;
    /// The state that was reported last: see [Supervisor].
    private StateName reported = StateName.STOPPED;
    /// How many bytes had been lost when the present trouble began.
    private long lostBefore;

    /// The number of the run that is up, or is being made.
    private long run;
    /// The process that was taken over from another supervisor.
    private Optional<ProcessId> adopted = Optional.empty();
    /// Whether that is our child.
    private boolean kept;
    /// The fingerprint of what its latest process was started with.
    private long launch;
    /// What its latest process was given as its standard input.
    private Stdin stdin;
    /// What that was made of, if by us.
    private Optional<Launch> printed = Optional.empty();

    Slot(ProcessConfig config, Moment now, Instant wallClock) {
        this.config = config;
        this.stdin = config.launch().stdin();
        this.knownBy = config;
        this.since = now;
        this.changedAt = wallClock;
        this.begun = wallClock;
    }

    /// One that another supervisor has left.
    static Slot adopted(Takeover takeover) {
        Entry entry = takeover.entry();
        Slot slot = new Slot(takeover.config(), entry.since(), entry.changedAt());
        slot.state = entry.state();
        slot.reported = nameOf(slot.state);
        slot.history = new History(
                entry.past().startedAt(), entry.past().endedAt(), entry.past().lastExit());
        slot.begun = entry.past().startedAt().orElse(entry.changedAt());
        slot.standing = takeover.standing();
        slot.run = entry.run();
        slot.launch = entry.launch();
        slot.stdin = takeover.stdin();
        return slot;
    }

    ProcessKey key() {
        return config.key();
    }

    ProcessName name() {
        return config.name();
    }

    /// The settings by whose name its channels and terminal were known until now, if it is called something else
    /// since: that follows from how many processes its program has. From now on they are known by its present name.
    Optional<ProcessConfig> takeFormerName() {
        ProcessConfig former = knownBy;
        knownBy = config;
        return former.name().equals(name()) ? Optional.empty() : Optional.of(former);
    }

    /// The settings in force.
    ProcessConfig config() {
        return config;
    }

    /// The settings it has or will have once its present process is gone.
    ProcessConfig wanted() {
        return next.orElse(config);
    }

    ProcessState state() {
        return state;
    }

    /// Whether a reload is taking it out of the fleet.
    Standing standing() {
        return standing;
    }

    /// It is to be stopped and forgotten.
    void leave() {
        standing = Standing.LEAVES;
    }

    /// Whether it is not started by itself, whatever its `autostart` says.
    boolean isDisabled() {
        return disabled;
    }

    void disabled(boolean now) {
        disabled = now;
    }

    /// How its latest process ended.
    Optional<ExitStatus> lastExit() {
        return history.lastExit();
    }

    /// Puts new settings in force now.
    void retune(ProcessConfig settings) {
        config = settings;
        next = Optional.empty();
        standing = Standing.STAYS;
    }

    /// Puts new settings in force as soon as no process of the old ones is up.
    void retuneWhenDown(ProcessConfig settings) {
        next = Optional.of(settings);
        standing = Standing.STAYS;
        applyNext();
    }

    /// A process is to be made for it.
    ///
    /// @return the number of the attempt
    long beginAttempt() {
        return ++attempt;
    }

    /// Whether that attempt is still under way.
    boolean isSpawning(long number) {
        return state instanceof ProcessState.Spawning && attempt == number;
    }

    /// It is about to be started: whatever its process does comes later than this.
    ///
    /// @param number of the run
    void begin(Instant wallClock, long number) {
        begun = wallClock;
        run = number;
        stdin = config.launch().stdin();
        if (printed.filter(launched -> launched == config.launch()).isEmpty()) {
            printed = Optional.of(config.launch());
            launch = Fingerprint.of(config.launch());
        }
    }

    /// The latest process was started by another supervisor, and is ours now.
    void adopt(ProcessId id) {
        adopted = Optional.of(id);
        kept = false;
    }

    /// As above, and it is our child all the same.
    void keep(ProcessId id) {
        adopted = Optional.of(id);
        kept = true;
    }

    /// Whether another supervisor has started it.
    boolean isAdopted(ProcessId id) {
        return adopted.filter(id::equals).isPresent();
    }

    /// What its latest process was given as its standard input.
    Stdin stdin() {
        return stdin;
    }

    /// The number of the run that is up, or is being made.
    long run() {
        return run;
    }

    /// What the next supervisor has to know of it.
    Entry entry() {
        return new Entry(
                key(),
                name(),
                state,
                since,
                changedAt,
                run,
                launch,
                stdin,
                config.policy().stop(),
                new Past(history.startedAt(), history.endedAt(), history.lastExit()));
    }

    /// A run of it has ended.
    void remember(ExitStatus exit, Instant wallClock) {
        history = new History(history.startedAt(), Optional.of(wallClock), Optional.of(exit));
    }

    /// Notes what stands in the way of an order, until the state changes.
    void trouble(String reason) {
        trouble = Optional.of(reason);
    }

    /// Notes how the keeping of its output goes.
    ///
    /// @return what there is to tell of it; empty when only more bytes were lost
    Optional<String> health(OutputHealth found) {
        OutputHealth now = new OutputHealth(
                found.lostBytes(), found.trouble().map(config.launch().shown()::of));
        OutputHealth before = health;
        health = now;
        if (before.trouble().equals(now.trouble())) {
            return Optional.empty();
        }
        if (before.trouble().isEmpty()) {
            lostBefore = before.lostBytes();
        }
        long lost = now.lostBytes() - lostBefore;
        String how = now.trouble()
                .map(trouble -> " " + trouble)
                .orElse(" is as it should be again" + (lost == 0 ? "" : "; " + lost + " bytes were lost"));
        return Optional.of("the output of " + name() + how);
    }

    /// How its process ended, for whoever looks at its terminal. An end that was asked for is neither
    /// expected nor not.
    String exitText(ExitStatus exit) {
        if (state instanceof ProcessState.Stopping) {
            return exit.text();
        }
        return exit.text() + (config.policy().expects(exit) ? "; expected" : "; not expected");
    }

    void store(ProcessState newState, Moment now, Instant wallClock) {
        if (startsNewSpan(newState)) {
            since = now;
            changedAt = wallClock;
            trouble = Optional.empty();
        }
        if (newState instanceof ProcessState.Starting || newState instanceof ProcessState.Running) {
            if (!newState.live().equals(state.live())) {
                history = new History(Optional.of(begun), history.endedAt(), history.lastExit());
            }
        }
        state = newState;
        applyNext();
    }

    /// What is shown of it.
    ProcessStatus status() {
        return new ProcessStatus(
                key(),
                name(),
                nameOf(state),
                pid(),
                since,
                changedAt,
                detailOf(state),
                history,
                config.launch().stdout(),
                config.launch().stderr(),
                health,
                disabled,
                config.launch().shown());
    }

    private void applyNext() {
        if (next.isPresent() && state.live().isEmpty()) {
            config = next.get();
            next = Optional.empty();
        }
    }

    /// STARTING and RUNNING are one span, counted from the spawn.
    private boolean startsNewSpan(ProcessState newState) {
        boolean goesOn = newState instanceof ProcessState.Running(ProcessId id, var _, var _)
                && state.live().filter(id::equals).isPresent();
        return !goesOn && !newState.getClass().equals(state.getClass());
    }

    /// The state that was reported last to whoever follows the fleet.
    StateName reported() {
        return reported;
    }

    void reported(StateName now) {
        reported = now;
    }

    /// The pid of the process that is up.
    OptionalInt pid() {
        return pidOf(state);
    }

    static OptionalInt pidOf(ProcessState state) {
        return state.live().map(id -> OptionalInt.of(id.pid())).orElse(OptionalInt.empty());
    }

    /// A state, as people see it.
    static StateName nameOf(ProcessState state) {
        return switch (state) {
            case ProcessState.Stopped _ -> StateName.STOPPED;
            case ProcessState.Spawning _, ProcessState.Starting _ -> StateName.STARTING;
            case ProcessState.Running _ -> StateName.RUNNING;
            case ProcessState.Backoff _ -> StateName.BACKOFF;
            case ProcessState.Stopping _ -> StateName.STOPPING;
            case ProcessState.Exited _ -> StateName.EXITED;
            case ProcessState.Fatal _ -> StateName.FATAL;
        };
    }

    /// Why it is not up in a state, how it ended, or what it waits for.
    String detailOf(ProcessState state) {
        String detail = switch (state) {
            case ProcessState.Stopped(var reason) ->
                reason == ProcessState.StopReason.NOT_STARTED ? ProcessStatus.NOT_STARTED : "";
            case ProcessState.Spawning _ -> "";
            case ProcessState.Starting(ProcessId id, var _, var _) -> adoption(id);
            case ProcessState.Running(ProcessId id, var _, var _) -> adoption(id);
            case ProcessState.Backoff backoff -> backoff.reason();
            case ProcessState.Stopping stopping -> stoppingDetail(stopping);
            case ProcessState.Exited(ExitStatus exit) -> exit.text();
            case ProcessState.Fatal(String reason) -> reason;
        };
        return trouble.map(text -> detail.isEmpty() ? text : detail + "; " + text)
                .orElse(detail);
    }

    private String adoption(ProcessId id) {
        return isAdopted(id) && !kept ? "adopted" : "";
    }

    private String stoppingDetail(ProcessState.Stopping stopping) {
        String pressure = switch (stopping.pressure()) {
            case ASKED ->
                "was sent " + config.policy().stop().stopsignal() + ", given "
                        + config.policy().stop().stoptime().toMillis() / 1000.0 + " s";
            case KILLED -> "was sent SIGKILL";
        };
        return switch (stopping.leader()) {
            case ProcessState.Leader.Alive _ -> pressure;
            case ProcessState.Leader.Dead _ -> pressure + ", others that it started are left";
        };
    }
}
