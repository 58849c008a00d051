package org.taskmaster.model;

import java.nio.file.Path;
import java.util.Optional;

/// Where one of a process's two output streams goes.
public sealed interface Output {

    /// Nowhere.
    record Discard() implements Output {}

    /// Appended to a file, which is made when it is missing. The process writes to it by itself; nothing
    /// of the supervisor is in between.
    record ToFile(Path path) implements Output {}

    /// Through the supervisor, which does with it what a file cannot do.
    record Captured(Capture capture) implements Output {}

    /// The file that holds what was written last; empty when no file does.
    default Optional<Path> file() {
        return switch (this) {
            case Discard _ -> Optional.empty();
            case ToFile(Path path) -> Optional.of(path);
            case Captured(Capture capture) -> capture.file().map(KeptFile::path);
        };
    }

    /// Whether two streams go one way: into the same file, or through the same channel. They are then kept in
    /// the order in which they are written.
    static boolean joined(Output stdout, Output stderr) {
        return !(stdout instanceof Discard) && stdout.equals(stderr);
    }

    /// Whether what a process holds for this stream is the same under `other`.
    default boolean goesOnAs(Output other) {
        return switch (this) {
            case Discard _, ToFile _ -> equals(other);
            case Captured _ -> other instanceof Captured;
        };
    }
}
