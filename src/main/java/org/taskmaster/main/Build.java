package org.taskmaster.main;

import java.nio.file.Path;
import java.util.Optional;

/// Which build of Taskmaster this is, as its launcher tells it.
final class Build {

    private static final String ID = "taskmaster.build";
    private static final String PROGRAM = "taskmaster.program";
    /// What the launcher was called by.
    private static final String CALLED = "taskmaster.called";

    private Build() {}

    /// What distinguishes it from others of its version; empty when no launcher has started it.
    static String id() {
        return System.getProperty(ID, "");
    }

    /// The name that the launcher was called by.
    static String program() {
        return System.getProperty(PROGRAM, "");
    }

    /// The version of this build.
    static String version() {
        String version = Build.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /// For people.
    static String name() {
        return "taskmaster " + version() + (id().isEmpty() ? "" : " (build " + id() + ")");
    }

    /// The launcher; empty when none has started it.
    static Optional<Path> launcher() {
        return Optional.ofNullable(System.getProperty(CALLED))
                .map(called -> Path.of(called).toAbsolutePath().normalize());
    }
}
