package org.taskmaster.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the configuration file when none was named.
public final class ConfigSearch {

    private static final Path HERE = Path.of("taskmaster.yaml");
    private static final Path SYSTEM = Path.of("/etc/taskmaster/taskmaster.yaml");

    private ConfigSearch() {}

    /// The places that are looked at, in order. Root does not take its orders from the directory it
    /// happens to be in (docs/reference/supervisord-facts.md#lessons-from-its-security-holes).
    public static List<Path> places(boolean asRoot) {
        List<Path> places = new ArrayList<>();
        if (!asRoot) {
            places.add(HERE);
        }
        places.add(SYSTEM);
        return places;
    }

    /// The first place that has a file.
    public static Optional<Path> find(boolean asRoot) {
        return places(asRoot).stream().filter(Files::exists).findFirst();
    }
}
