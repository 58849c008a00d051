package org.taskmaster.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// The directory of a log, open. What is done to the files below [#path] is done in this very directory,
/// whatever takes its name meanwhile, or that of one above it: the owner of the one above can rename it, and
/// put a link in its place. One thread has it.
public interface LogDirectory extends AutoCloseable {

    /// A name of this directory and no other, good as long as it is open. Not to be shown to people.
    Path path();

    /// The file in it that has the last name of `log`.
    default Path inside(Path log) {
        return path().resolve(String.valueOf(log.getFileName()));
    }

    /// Opens a regular file to read it, as [TrustedFiles#readLog], but through no link.
    ///
    /// @param name without directories
    FileChannel read(String name) throws IOException;

    /// Makes a file for its owner alone, where nothing has the name.
    NewFile make(String name) throws IOException;

    @Override
    void close();

    /// A file that was made, open.
    interface NewFile extends AutoCloseable {

        /// A name of this file and no other, good as long as it is open.
        Path path();

        @Override
        void close();
    }
}
