package org.taskmaster.daemon;

/// Another build of the supervisor, which has shown that it can go on in this process.
public interface Successor {

    /// As in `0.2.0`.
    String version();

    /// Which build of that version.
    String build();

    /// For people.
    default String name() {
        return "taskmaster " + version() + " (build " + build() + ")";
    }
}
