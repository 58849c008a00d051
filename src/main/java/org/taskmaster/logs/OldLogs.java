package org.taskmaster.logs;

import java.io.IOException;
import org.taskmaster.host.Plumbing.Outlet;
import org.taskmaster.model.KeptFile;

/// What becomes of a file of output that is full.
interface OldLogs {

    /// Takes the file away from its name, or empties it when no older ones are kept.
    ///
    /// @param open the file itself
    void setAside(KeptFile file, Outlet open) throws IOException;
}
