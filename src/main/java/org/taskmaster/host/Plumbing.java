package org.taskmaster.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Named pipes and files as the thread needs them that moves output from one to the other. That thread
/// owns it; only [#makePipe] and [#wake] may be called by others.
///
/// What goes wrong is an [IOException] whose message says what the kernel answered, in words for people.
public interface Plumbing extends AutoCloseable {

    /// How much a pipe holds at most.
    int PIPE_BYTES = 256 * 1024;

    /// Makes a named pipe that only its owner may use, unless it is there already. Any thread may call it.
    void makePipe(Path name) throws IOException;

    /// Opens the reading end of a named pipe and listens to it.
    Inlet openInlet(Path pipe) throws IOException;

    /// Opens a file for writing at its end; it is made when it is missing.
    Outlet openOutlet(Path file) throws IOException;

    /// Waits until something is to be read, [#wake] is called, or the time is over.
    ///
    /// @param millis at most; negative: for as long as it takes
    /// @return those that are listened to and have something to read, or some of them
    List<Inlet> await(long millis);

    /// How many bytes were taken out of all pipes so far.
    long taken();

    /// Ends a running or the next [#await] early. Any thread may call it.
    void wake();

    @Override
    void close();

    /// The reading end of a named pipe. It never ends: whoever opens the pipe next goes on with it.
    interface Inlet extends AutoCloseable {

        /// From now on, [#await] tells of it.
        void listen();

        /// From now on, [#await] is silent about it.
        void ignore();

        /// How many bytes wait.
        int waiting() throws IOException;

        /// How many bytes can wait: 64 KiB as a rule, more for one that was found full, less where the
        /// system has run short.
        int capacity();

        /// Copies what waits, without taking it.
        ///
        /// @param most how many bytes at most
        /// @return how many bytes
        int peek(byte[] into, int most) throws IOException;

        /// Takes bytes and appends them to `file`, in one step that nothing can interrupt half-way: a byte
        /// is either still in the pipe or in the file.
        ///
        /// @return how many; 0: none waits
        int moveTo(Outlet file, int most) throws IOException;

        /// Takes bytes and forgets them.
        ///
        /// @return how many
        int drop(int most) throws IOException;

        @Override
        void close();
    }

    /// A file that is written to at its end.
    interface Outlet extends AutoCloseable {

        /// How long the file is now. What is written next comes there, whoever else made it longer or
        /// shorter.
        long size() throws IOException;

        /// Appends bytes.
        ///
        /// @return how many, which may be fewer
        int write(byte[] bytes, int start, int length) throws IOException;

        /// Reads bytes.
        ///
        /// @return how many; 0 at the end
        int read(byte[] into, int start, int length, long offset) throws IOException;

        /// Makes it shorter.
        void truncate(long size) throws IOException;

        /// Whether the name still leads to this file.
        boolean isAt(Path name);

        /// Its number in its file system.
        long inode();

        /// Whether it is a file that has a size and can be set aside.
        boolean isRegular();

        @Override
        void close();
    }
}
