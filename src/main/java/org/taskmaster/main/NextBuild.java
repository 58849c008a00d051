package org.taskmaster.main;

import java.util.ArrayList;
import java.util.List;
import org.taskmaster.daemon.Successor;
import org.taskmaster.linux.Exec;

/// Another build, which has shown that it can go on in this process.
///
/// @param report what it has said
record NextBuild(RehearsalReport report) implements Successor {

    @Override
    public String version() {
        return report.version();
    }

    @Override
    public String build() {
        return report.build();
    }

    /// Becomes it.
    ///
    /// @return why it did not
    String become(Carried carried) {
        List<String> command = new ArrayList<>(report.command());
        command.remove(RehearsedStart.WORD);
        List<String> variables = new ArrayList<>(report.environment());
        variables.removeIf(variable -> variable.startsWith(Carried.VARIABLE + "="));
        variables.add(Carried.VARIABLE + "=" + carried.text());
        return Exec.become(command, variables, carried.allDescriptors());
    }
}
