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

    /// How many it takes that terminals outlive the supervisor, however many there are.
    int DESCRIPTORS_OF_ALL = 4;

    /// How large a terminal is, in characters.
    record Size(int rows, int columns) {}

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

    /// Its present size, whoever has set it.
    Size size();

    /// The supervisor will end, and leaves it to the next one, as far as [Host#keepsTerminal] says: the end comes
    /// for who reads, what was read already is still logged, and what is typed before it is closed is still
    /// taken. It does not hang up when it is closed.
    void leave();

    /// The process has ended. What it has written can still be read, then the end comes, also when
    /// others have the terminal open.
    void finish();

    /// Processes that still have the terminal open find that it hung up. A second call does nothing.
    @Override
    void close();
}
