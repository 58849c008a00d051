package org.taskmaster.commands;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;

/// Processes of which only the name, the state and the reason for it matter.
final class FakeProcess {

    private FakeProcess() {}

    /// The same, disabled.
    static ProcessStatus disabled(ProcessStatus process) {
        return new ProcessStatus(
                process.key(),
                process.name(),
                process.state(),
                process.pid(),
                process.since(),
                process.changedAt(),
                process.detail(),
                process.history(),
                process.stdout(),
                process.stderr(),
                process.health(),
                true,
                process.shown());
    }

    static ProcessStatus of(String name, StateName state, OptionalInt pid, String detail) {
        int colon = name.indexOf(':');
        ProcessKey key = colon < 0
                ? new ProcessKey(name, 0)
                : new ProcessKey(name.substring(0, colon), Integer.parseInt(name.substring(colon + 1)));
        Output kept = new Output.ToFile(Path.of("/tmp/" + name));
        return new ProcessStatus(
                key,
                ProcessName.of(name),
                state,
                pid,
                new Moment(0),
                FakeControl.THEN,
                detail,
                ProcessStatus.History.NONE,
                kept,
                kept);
    }
}
