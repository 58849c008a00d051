package org.taskmaster.shell;

import org.taskmaster.commands.ExitCode;

/// A user's way to talk to the supervisor, line by line.
///
/// One thread calls [#run]; any other may call the rest.
public interface Shell extends AutoCloseable {

    /// Reads and does commands until there are no more.
    End run();

    /// Ctrl-C was pressed: a command stops waiting, a line that is being typed is abandoned.
    void interrupted();

    /// The terminal has another size.
    void windowChanged();

    /// What stood at the prompt when it was closed, and was not done; empty when nothing did.
    default String left() {
        return "";
    }

    /// Ends [#run] if it still runs, stops showing events, and leaves the terminal as it was found. Until then
    /// events go on being shown, also after [#run] has returned.
    @Override
    void close();

    /// How a shell ended.
    ///
    /// @param status the first exit status that is not 0, of all the commands
    record End(How how, ExitCode status) {}

    /// The ways to end.
    enum How {
        /// By a command, which has asked [org.taskmaster.control.Control] for the shutdown already.
        SHUTDOWN,
        /// By a command that leaves the supervisor as it is.
        LEFT,
        /// There is nothing more to read: the end of a file, or Ctrl-D.
        END_OF_INPUT,
        /// The terminal is gone.
        HANG_UP,
        /// By [Shell#close].
        CLOSED
    }

    /// A shell on the terminal that is the program's standard input and output. When the terminal cannot be
    /// used, the plain reader takes its place, and says why.
    static Shell onTerminal(ShellSetup setup) {
        return TerminalShell.open(setup);
    }

    /// A reader of plain lines, for when input or output is no terminal.
    ///
    /// @param columns of the terminal that the output is; 0: it is none
    static Shell plain(ShellSetup setup, int columns) {
        return new PlainShell(setup, columns);
    }
}
