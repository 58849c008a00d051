package org.taskmaster.attach;

import org.taskmaster.model.LogLevel;

/// Where it is reported what goes wrong with terminals. Any thread may call it.
public interface TerminalLog {

    void report(LogLevel level, String text);
}
