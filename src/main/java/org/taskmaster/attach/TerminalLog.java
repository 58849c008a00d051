package org.taskmaster.attach;

import org.taskmaster.model.LogLevel;

/// Where it is told what goes wrong with terminals. Any thread may call it.
public interface TerminalLog {

    void tell(LogLevel level, String text);
}
