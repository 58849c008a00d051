package org.taskmaster.json;

import java.time.Duration;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Shown;

/// A process without a monotonic clock, which means nothing on another machine: how long ago instead of
/// since when.
///
/// @param process its `since` is not looked at
/// @param age how long ago it was started, for a process that is up; else how long ago its state began
public record ProcessView(ProcessStatus process, Duration age) {

    /// As it is at `asOf`.
    public static ProcessView of(ProcessStatus process, Moment asOf) {
        return new ProcessView(process, asOf.since(process.since()));
    }

    /// On the clock of this machine, where it is `asOf` now. `Duration.negated` would do the same, but by
    /// decimal arithmetic, which takes longer to get ready than a client may take as a whole.
    public ProcessStatus at(Moment asOf) {
        return new ProcessStatus(
                process.key(),
                process.name(),
                process.state(),
                process.pid(),
                asOf.plus(Duration.ZERO.minus(age)),
                process.changedAt(),
                process.detail(),
                process.history(),
                process.stdout(),
                process.stderr(),
                process.health(),
                process.disabled(),
                Shown.NOTHING);
    }
}
