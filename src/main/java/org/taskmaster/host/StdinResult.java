package org.taskmaster.host;

/// What became of bytes for a process's standard input: all of them were taken, or none.
public sealed interface StdinResult {

    /// How many bytes may wait, in the supervisor, for room in the pipe of one process. A piece that
    /// would make it more is refused, so this is also the most one piece can have.
    int MOST_WAITING = 256 * 1024;

    /// They are in the pipe, or will follow as the process makes room there. It may end, or close its
    /// input, before it has read them.
    record Taken() implements StdinResult {}

    /// The process does not read fast enough, or the piece is too long.
    ///
    /// @param waiting how many bytes wait already
    record Full(int waiting) implements StdinResult {}

    /// The process has closed its standard input.
    record Closed() implements StdinResult {}

    /// Its standard input is neither a pipe nor a terminal of ours.
    record NoPipe() implements StdinResult {}

    /// There is no process to take it.
    record NoSuchProcess() implements StdinResult {}

    /// The kernel would not have it.
    ///
    /// @param reason in words for people
    record Refused(String reason) implements StdinResult {}
}
