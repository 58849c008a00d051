package org.taskmaster.host;

import org.taskmaster.model.ProcessId;

/// The answer to a spawn.
public sealed interface SpawnResult {

    /// The new process is running its program.
    record Spawned(ProcessId id) implements SpawnResult {}

    /// There is no new process.
    ///
    /// @param reason what was in the way, in words for people: `can't find command 'ngnix' in PATH
    ///     (/usr/bin:/bin)`
    record SpawnFailed(String reason) implements SpawnResult {}
}
