package org.taskmaster.linux;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.taskmaster.linux.ProcessTree.Seen;

/// The living processes that bear the mark of a run, found by looking at all there are: what is left of a run that
/// another supervisor has begun does not come to us when its parent dies.
///
/// A mark cannot be guessed, and only the user of a run, and root, may read it.
final class MarkedProcesses {

    private static final int US = (int) ProcessHandle.current().pid();

    private MarkedProcesses() {}

    /// @param mark the value of [RunMarks#VARIABLE]
    static List<Seen> bearing(String mark) {
        String variable = '\0' + RunMarks.VARIABLE + '=' + mark + '\0';
        List<Seen> found = new ArrayList<>();
        String[] entries = new File("/proc").list();
        for (String entry : entries == null ? new String[0] : entries) {
            if (Character.isDigit(entry.charAt(0)) && Integer.parseInt(entry) != US) {
                int pid = Integer.parseInt(entry);
                if (ProcFiles.environment(pid).contains(variable)) {
                    ProcessTree.look(pid).filter(seen -> !seen.zombie()).ifPresent(found::add);
                }
            }
        }
        return found;
    }
}
