package org.taskmaster.daemon;

import org.taskmaster.config.LoadResult;

/// Reads the configuration file again. Called on a thread of its own, never on the loop.
@FunctionalInterface
public interface ConfigSource {

    /// What the file says now.
    LoadResult read();
}
