package org.taskmaster.config;

import java.time.Duration;

/// What a configuration may cost, so that no file can exhaust the supervisor's small memory.
final class ConfigBounds {

    static final int FILE_BYTES = 1 << 20;
    /// How many characters are read again, all in all, to find what is wrong behind a syntax error.
    static final int REREAD = 4 << 20;
    static final int NODES = 100_000;
    static final int DEPTH = 32;
    static final int MERGES_DEEP = 16;
    static final int MERGED_ENTRIES = 200_000;
    static final int PROCESSES = 100_000;
    static final int NAME_LENGTH = 64;
    static final int PROBLEMS = 500;
    static final int QUOTED = 60;
    static final int BACKUPS = 1000;
    static final Duration LONGEST = Duration.ofDays(3650);

    /// What may be read of all programs, in characters and entries, once their aliases are followed.
    static final int FOLLOWED = 8 << 20;

    /// What one text may grow to by expansion: what Linux takes as one argument (execve(2)).
    static final int EXPANDED_TEXT = 128 << 10;

    /// What all commands, environments and paths may take together once they are expanded: characters,
    /// and a flat charge for each text and each process.
    static final int EXPANDED = 16 << 20;

    private ConfigBounds() {}
}
