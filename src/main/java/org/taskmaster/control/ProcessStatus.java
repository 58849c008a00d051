package org.taskmaster.control;

import java.time.Instant;
import java.util.OptionalInt;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessKey;

/// One process as of some turn of the daemon.
///
/// @param key which copy of which program it is
/// @param name as people see and type it
/// @param pid only while a process is up
/// @param since when it was started, for a process that is up; else when its state began
/// @param changedAt the time of day of that
/// @param detail why it is not up, or how it ended, or what it waits for; [#NOT_STARTED] for a
///     process that never ran; empty when there is nothing to tell
public record ProcessStatus(
        ProcessKey key,
        String name,
        StateName state,
        OptionalInt pid,
        Moment since,
        Instant changedAt,
        String detail,
        Output stdout,
        Output stderr) {

    /// The detail of a process that is STOPPED because nobody has started it yet.
    public static final String NOT_STARTED = "Not started";

    /// The program it is a copy of.
    public String program() {
        return key.program();
    }
}
