package org.taskmaster.control;

/// One step of a reload.
///
/// @param name the process it is about; `taskmaster` for the supervisor's own settings
/// @param reason as in `cmd changed` or `no longer configured`
public record ReloadStep(Kind kind, String name, String reason) {

    /// What is done.
    public enum Kind {
        /// Stopped and forgotten.
        REMOVE,
        /// Changed while it runs.
        RETUNE,
        /// Stopped and started with its new settings.
        RESTART,
        /// New, and started if it starts by itself.
        ADD,
        /// A setting that only a restart of the supervisor applies.
        NOTE
    }

    /// As in `restart web:0: cmd changed`.
    public String text() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + name + ": " + reason;
    }
}
