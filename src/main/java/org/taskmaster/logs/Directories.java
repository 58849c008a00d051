package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Directories that logs are in.
final class Directories {

    private Directories() {}

    /// Makes the directory of a file, and those above it, where they are missing.
    static void makeFor(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && Files.notExists(directory)) {
            Files.createDirectories(directory);
        }
    }
}
