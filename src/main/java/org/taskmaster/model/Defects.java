package org.taskmaster.model;

/// Words for an exception that should not have happened.
public final class Defects {

    private static final int FRAMES = 12;

    private Defects() {}

    /// The exception, its cause, and where it came from, in one line.
    public static String describe(Throwable defect) {
        StringBuilder text = new StringBuilder(defect.toString());
        StackTraceElement[] frames = defect.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
            text.append(i == 0 ? " at " : " < ").append(frames[i]);
        }
        Throwable cause = defect.getCause();
        return cause == null || cause == defect ? text.toString() : text + "; caused by " + describe(cause);
    }
}
