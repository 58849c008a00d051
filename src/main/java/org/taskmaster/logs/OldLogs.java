package org.taskmaster.logs;

import java.io.IOException;
import org.taskmaster.model.KeptFile;

/// What becomes of files of output that are full.
final class OldLogs implements AutoCloseable {

    private final SetAside setAside;
    private final Compressor compressor;

    OldLogs(SetAside setAside, Compressor compressor) {
        this.setAside = setAside;
        this.compressor = compressor;
    }

    /// Takes a file away from its name.
    void setAside(KeptFile file) throws IOException {
        setAside.rotate(file);
        compress(file);
    }

    /// Sees to the older files that were there before, and to those that are too many now.
    ///
    /// @param size how long the file itself is
    void lookAfter(KeptFile file, long size) throws IOException {
        setAside.prune(file, size);
        compress(file);
    }

    @Override
    public void close() {
        compressor.close();
    }

    private void compress(KeptFile file) {
        if (file.compress() && file.backups() > 0) {
            compressor.add(file.path());
        }
    }
}
