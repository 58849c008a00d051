package org.taskmaster.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;

/// Opens files whose names another user could have prepared.
///
/// What is opened is looked at after it was named and before it is used, so that nothing can be put in its
/// place between the two; a FIFO or a device that has the name instead, or a lease on it, makes no thread wait.
/// What is not as it must be is an [Untrusted], whose message says what it is, whose, and what to do about it.
/// Any thread may use it.
public interface TrustedFiles {

    /// Opens a regular file to read it, following links as the kernel does.
    ///
    /// @throws java.nio.file.NoSuchFileException when there is none
    /// @throws NotRegular when it is something else
    FileChannel read(Path file) throws IOException;

    /// Opens a log to append to it; makes it when it is missing. Links are followed as [LogTarget] says, and
    /// devices and FIFOs that are being read are as good as files. As root, its directory has to be one in
    /// which no other user could have put it ([PathTrust]).
    FileChannel append(Path log) throws IOException;

    /// Opens a regular file that is a log, or was set aside, to read it. Links are followed as [LogTarget]
    /// says, and as root step by step, so that no directory above is exchanged meanwhile; then it has to have
    /// one name alone, unless only root can write its directory.
    ///
    /// @throws java.nio.file.NoSuchFileException when there is none
    /// @throws NotRegular when it is something else
    FileChannel readLog(Path log) throws IOException;

    /// As [#readLog], and takes away what is in it.
    void emptyLog(Path log) throws IOException;

    /// Opens the directory of a log, to move, delete and make files in it. As root step by step, and by the rules by
    /// which the log itself is opened to write to it ([Plumbing#openOutlet]).
    ///
    /// @param users who may own the directory, beside root
    /// @throws java.nio.file.NoSuchFileException when there is none
    LogDirectory logDirectory(Path log, Set<String> users) throws IOException;

    /// Opens a file of our own memory to read and write it; makes it for its owner alone when it is missing. It has
    /// to be a regular file of root's or ours, and no link.
    FileChannel update(Path file) throws IOException;
}
