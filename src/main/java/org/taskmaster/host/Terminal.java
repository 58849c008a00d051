package org.taskmaster.host;

/// The supervisor's end of the terminal of a process: what it writes is read here, and what is typed here
/// it reads.
///
/// One thread reads and logs, and closes when it has found the end; any thread may call the other methods.
/// Nothing here is known of what terminals show: bytes go through as they are.
public interface Terminal extends AutoCloseable {

    /// What [#read] answers when nothing more will come.
    int END = -1;

    /// How many descriptors it takes: both ends, a bell, and the channel.
    int DESCRIPTORS = 4;

    /// Waits until the process has written something, and reads it.
    ///
    /// @return how many bytes it was, or [#END]
    int read(byte[] into);

    /// Hands output to where the standard output of the process is logged, and waits while there is no
    /// room. After [#finish] it gives up when there is no room for a while, and after [#close] at once.
    ///
    /// @return how many of the bytes could not be logged; 0 when nothing is logged at all
    int log(byte[] bytes, int length);

    /// Types. What the process does not read at once waits, as with [Host#writeStdin], and so does the
    /// caller when too much does.
    ///
    /// @return whether it was taken; not, when the process has ended or the caller was interrupted
    boolean write(byte[] bytes);

    /// As [#write], but never waits.
    ///
    /// @return whether it was taken; not, when the process has ended or too much waits already
    default boolean writeAtOnce(byte[] bytes) {
        return false;
    }

    /// Types without waiting: when too much waits already, it is lost. A terminal's own answers are typed
    /// like that, by the thread that reads.
    void answer(byte[] bytes);

    /// Gives it another size, which the processes in its foreground learn by SIGWINCH.
    void resize(int rows, int columns);

    /// The process has ended. What it has written can still be read, then the end comes, also when
    /// others have the terminal open.
    void finish();

    /// Processes that still have the terminal open find that it hung up. A second call does nothing.
    @Override
    void close();
}
