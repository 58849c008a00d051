package org.taskmaster.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.commands.Bond;
import org.taskmaster.control.Control;
import org.taskmaster.control.Requester;
import org.taskmaster.model.DetachKeys;

/// What a shell needs.
///
/// @param who on whose behalf everything is asked
/// @param bond whether the shell is the supervisor's own or a visitor: a visitor takes the signals of
///     the terminal by itself, and asks before it ends the supervisor
/// @param detachKeys what is typed to leave the terminal of a process
/// @param history the file that keeps typed lines; only a shell on a terminal uses it
/// @param in what the plain reader reads
/// @param out what the plain reader writes, and where notices go before a terminal is open
/// @param environment of the process: `TERM` and `NO_COLOR` are looked at
/// @param left what stood at the prompt of a shell in this process that this one goes on with; empty: there was none
public record ShellSetup(
        Control control,
        Requester who,
        Bond bond,
        DetachKeys detachKeys,
        Path history,
        InputStream in,
        PrintStream out,
        Map<String, String> environment,
        Optional<String> left) {

    public ShellSetup {
        environment = Map.copyOf(environment);
    }

    /// One that begins.
    public ShellSetup(
            Control control,
            Requester who,
            Bond bond,
            DetachKeys detachKeys,
            Path history,
            InputStream in,
            PrintStream out,
            Map<String, String> environment) {
        this(control, who, bond, detachKeys, history, in, out, environment, Optional.empty());
    }
}
