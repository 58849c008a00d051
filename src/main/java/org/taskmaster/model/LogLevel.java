package org.taskmaster.model;

/// How much an activity log line matters, most important first; names and tags are supervisord's
/// (docs/reference/supervisord-facts.md#activity-log).
public enum LogLevel {
    CRITICAL("CRIT"),
    ERROR("ERRO"),
    WARN("WARN"),
    INFO("INFO"),
    DEBUG("DEBG");

    private final String tag;

    LogLevel(String tag) {
        this.tag = tag;
    }

    /// The four letters that stand in a log line.
    public String tag() {
        return tag;
    }

    /// Whether a log that is set to this level keeps a line of `line`'s level.
    public boolean keeps(LogLevel line) {
        return line.compareTo(this) <= 0;
    }
}
