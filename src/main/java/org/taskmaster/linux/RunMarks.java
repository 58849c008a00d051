package org.taskmaster.linux;

import java.util.concurrent.ThreadLocalRandom;

/// The marks by which all that belong to a run are known, also when they have left its session: a variable in their
/// environment. They begin with the instance of the supervisor; one that takes over from another has the same.
public final class RunMarks {

    /// The variable.
    static final String VARIABLE = "TASKMASTER_RUN";

    private RunMarks() {}

    /// What no other supervisor has, unless it is given it.
    public static long newInstance() {
        return ThreadLocalRandom.current().nextLong();
    }

    /// The value for the run of this number.
    public static String of(long instance, long run) {
        return beginning(instance) + run;
    }

    /// What the marks of all its runs begin with.
    static String beginning(long instance) {
        return Long.toHexString(instance) + ".";
    }
}
