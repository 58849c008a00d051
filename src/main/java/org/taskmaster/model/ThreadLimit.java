package org.taskmaster.model;

/// That the system allows no more threads, in words. The JVM tells it by an [OutOfMemoryError]; there may be
/// threads to be had again a moment later, so whoever meets it says so and tries again when there is a reason
/// to.
public final class ThreadLimit {

    /// What is the matter.
    public static final String REACHED = "the system allows no more threads";

    /// What to do about it.
    public static final String REMEDY =
            "raise the limit (ulimit -u, TasksMax= in a systemd unit, pids.max of a container)";

    /// Both.
    public static final String IN_FULL = REACHED + "; " + REMEDY;

    private ThreadLimit() {}

    /// What an error says that the JVM throws when the system refuses it something, and what to do.
    public static String words(OutOfMemoryError error) {
        String reason = String.valueOf(error.getMessage());
        return reason.contains("thread") ? IN_FULL : "there is no more memory (" + reason + ")";
    }
}
