package org.taskmaster.control;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Shown;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Stream;

/// One process as of some turn of the daemon.
///
/// @param key which copy of which program it is
/// @param pid only while a process is up
/// @param since when it was started, for a process that is up; else when its state began
/// @param changedAt the time of day of that
/// @param detail why it is not up, or how it ended, or what it waits for; [#NOT_STARTED] for a
///     process that never ran; empty when there is nothing to say
/// @param history what is known of its runs
/// @param disabled whether it is not started by itself, whatever its `autostart` says
/// @param shown how its settings are shown
public record ProcessStatus(
        ProcessKey key,
        ProcessName name,
        StateName state,
        OptionalInt pid,
        Moment since,
        Instant changedAt,
        String detail,
        History history,
        Output stdout,
        Output stderr,
        OutputHealth health,
        boolean disabled,
        Shown shown) {

    /// One that holds nothing of the environment, and is not disabled.
    public ProcessStatus(
            ProcessKey key,
            ProcessName name,
            StateName state,
            OptionalInt pid,
            Moment since,
            Instant changedAt,
            String detail,
            History history,
            Output stdout,
            Output stderr,
            OutputHealth health) {
        this(key, name, state, pid, since, changedAt, detail, history, stdout, stderr, health, false, Shown.NOTHING);
    }

    /// One whose output is kept as it should be.
    public ProcessStatus(
            ProcessKey key,
            ProcessName name,
            StateName state,
            OptionalInt pid,
            Moment since,
            Instant changedAt,
            String detail,
            History history,
            Output stdout,
            Output stderr) {
        this(key, name, state, pid, since, changedAt, detail, history, stdout, stderr, OutputHealth.GOOD);
    }

    /// Where it writes to `stream`.
    public Output output(Stream stream) {
        return switch (stream) {
            case STDOUT -> stdout;
            case STDERR -> stderr;
        };
    }

    /// How the keeping of its output goes.
    ///
    /// @param lostBytes how many bytes of its output were dropped because they could not be written
    /// @param trouble what stands in the way of writing now; empty: nothing
    public record OutputHealth(long lostBytes, Optional<String> trouble) {

        /// Nothing was lost, and nothing is in the way.
        public static final OutputHealth GOOD = new OutputHealth(0, Optional.empty());
    }

    /// The detail of a process that is STOPPED because it was not started yet.
    public static final String NOT_STARTED = "Not started";

    /// What is known of a process's runs.
    ///
    /// @param startedAt when it was last started
    /// @param endedAt when a run of it last ended
    /// @param lastExit how that run ended
    public record History(Optional<Instant> startedAt, Optional<Instant> endedAt, Optional<ExitStatus> lastExit) {

        /// Of a process that never ran.
        public static final History NONE = new History(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The same for those who may not see the values of the environment.
    public ProcessStatus withoutSecrets() {
        return shown.hides()
                ? new ProcessStatus(
                        key,
                        name,
                        state,
                        pid,
                        since,
                        changedAt,
                        detail,
                        history,
                        shown.of(stdout),
                        shown.of(stderr),
                        health,
                        disabled,
                        Shown.NOTHING)
                : this;
    }

    /// The program it is a copy of.
    public String program() {
        return key.program();
    }
}
