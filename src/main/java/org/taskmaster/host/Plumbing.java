package org.taskmaster.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Named pipes and files as the thread needs them that moves output from one to the other. That thread
/// owns it; only [#openInlet], [Inlet#isAt] and [#wake] may be called by others.
///
/// What goes wrong is an [IOException] whose message says what the kernel answered, in words for people.
public interface Plumbing extends AutoCloseable {

    /// How much a pipe holds at most.
    int PIPE_BYTES = 256 * 1024;

    /// Opens the reading end of a named pipe that only its owner may use. The pipe and its directory are made
    /// when they are missing; what others could have put there is refused. Any thread may call it.
    ///
    /// @param users who may own the pipe, beside the supervisor's own user
    Inlet openInlet(Path pipe, Set<String> users) throws IOException;

    /// Opens a log for writing at its end. The file and its directory are made when they are missing; for a
    /// supervisor that is root, what others could have put there is refused.
    ///
    /// @param users who may own the file and its directory, beside root
    Outlet openOutlet(Path file, Set<String> users) throws IOException;

    /// Opens a file of the supervisor's own, in the directory of the pipes. It is made when it is missing; what
    /// others could have put there is refused.
    Outlet openOwn(Path file) throws IOException;

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

    /// The reading end of a named pipe. It never ends: the process that opens the pipe next goes on with it.
    interface Inlet extends AutoCloseable {

        /// Whether the name leads to this pipe, and not through a link. Any thread may call it.
        boolean isAt(Path name);

        /// From now on, no process opens this pipe any more: it ends when the last who has it open closes it.
        void letEnd() throws IOException;

        /// Whether it has ended, and nothing waits any more; only after [#letEnd].
        boolean isAtEnd() throws IOException;

        /// From now on, [#await] reports it.
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

        /// How long the file is now. What is written next comes there, also when another made it longer
        /// or shorter.
        long size() throws IOException;

        /// Appends bytes.
        ///
        /// @return how many, which may be fewer
        int write(byte[] bytes, int start, int length) throws IOException;

        /// Writes over the beginning of the file, in one step.
        void overwrite(byte[] bytes) throws IOException;

        /// Reads bytes.
        ///
        /// @return how many; 0 at the end
        int read(byte[] into, int start, int length, long offset) throws IOException;

        /// Makes it shorter.
        void truncate(long size) throws IOException;

        /// Whether the name still leads to this file.
        boolean isAt(Path name);

        /// Whether it was made when it was opened.
        boolean isNew();

        /// Gives it away.
        ///
        /// @param owner `user`, `user:group` or `:group`; empty: it stays ours
        /// @param mode its permissions; empty: as they are
        void give(Optional<String> owner, OptionalInt mode) throws IOException;

        /// Its number in its file system.
        long inode();

        /// Whether it is a file that has a size and can be set aside.
        boolean isRegular();

        @Override
        void close();
    }
}
