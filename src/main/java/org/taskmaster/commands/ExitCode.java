package org.taskmaster.commands;

/// The exit statuses of commands. The numbers up to 7 are supervisorctl's; the others are those that
/// sysexits.h, timeout(1) and shells use for the same.
public enum ExitCode {
    OK(0, "done, or it was so already"),
    FAILED(1, "unknown command, or something could not be done"),
    USAGE(2, "the command was not understood"),
    STOPPED(3, "status: a process shown is STOPPED, EXITED or FATAL"),
    UNKNOWN_NAME(4, "a name fits no process"),
    NOT_RUNNING(7, "signal, pid, attach, send: the process is not running, or has ended"),
    UNREACHABLE(69, "the supervisor cannot be reached, or has too much to do"),
    NOT_ALLOWED(77, "the supervisor does not let you do it"),
    TIMED_OUT(124, "wait: the timeout was over first"),
    INTERRUPTED(130, "Ctrl-C ended the waiting");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /// The number a program exits with.
    public int number() {
        return number;
    }

    /// When it is used, in words for people.
    public String meaning() {
        return meaning;
    }
}
