package org.taskmaster.host;

import java.nio.file.Path;
import java.util.Optional;

/// The named pipes that captured output of a process goes into.
///
/// @param stdout empty: the standard output is not captured, or not taken
/// @param stderr the same for the standard error; equal to `stdout` when both are one
public record Channels(Optional<Path> stdout, Optional<Path> stderr) {

    /// Nothing is captured.
    public static final Channels NONE = new Channels(Optional.empty(), Optional.empty());
}
