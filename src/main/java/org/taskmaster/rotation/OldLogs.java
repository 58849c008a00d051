package org.taskmaster.rotation;

import java.io.IOException;
import java.util.Set;
import org.taskmaster.model.KeptFile;

/// What becomes of files of output that are full.
public final class OldLogs implements AutoCloseable {

    private final SetAside setAside;
    private final Compressor compressor;

    public OldLogs(SetAside setAside, Compressor compressor) {
        this.setAside = setAside;
        this.compressor = compressor;
    }

    /// Takes a file away from its name.
    ///
    /// @param users who may own its directory, beside root
    public void setAside(KeptFile file, Set<String> users) throws IOException {
        setAside.rotate(file, users);
        compress(file, users);
    }

    /// Sees to the older files that were there before, and to those that are too many now.
    ///
    /// @param size how long the file itself is
    /// @param users who may own its directory, beside root
    public void lookAfter(KeptFile file, long size, Set<String> users) throws IOException {
        setAside.prune(file, size, users);
        compress(file, users);
    }

    @Override
    public void close() {
        compressor.close();
    }

    private void compress(KeptFile file, Set<String> users) {
        if (file.compress() && file.backups() > 0) {
            compressor.add(file.path(), users);
        }
    }
}
