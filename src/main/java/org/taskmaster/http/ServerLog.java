package org.taskmaster.http;

import org.taskmaster.model.LogLevel;

/// Where the server reports what an operator should know. May be called by any thread and never blocks.
@FunctionalInterface
public interface ServerLog {

    /// @param text without an end of line, and without anything secret
    void say(LogLevel level, String text);
}
