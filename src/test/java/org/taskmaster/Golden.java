package org.taskmaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that are generated from the code and kept with it, so that a change shows in a review.
/// `mvn test -Dgolden=write` writes them anew.
public final class Golden {

    private Golden() {}

    /// Fails when `file` does not say exactly `text`.
    public static void check(Path file, String text) {
        try {
            if ("write".equals(System.getProperty("golden"))) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, text);
            }
            String kept = Files.exists(file) ? Files.readString(file) : "";
            assertThat(kept)
                    .as("%s is stale: read what changed, then run mvn test -Dgolden=write", file)
                    .isEqualTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
