package org.taskmaster.model;

import java.nio.file.Path;

/// Where one of a process's two output streams goes.
public sealed interface Output {

    /// Nowhere.
    record Discard() implements Output {}

    /// Appended to a file, which is made when it is missing.
    record ToFile(Path path) implements Output {}
}
