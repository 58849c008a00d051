package org.taskmaster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.taskmaster.client.RemoteControl;
import org.taskmaster.commands.Bond;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.config.DefaultState;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.control.Requester;
import org.taskmaster.model.DetachKeys;
import org.taskmaster.shell.Shell;
import org.taskmaster.shell.ShellSetup;
import org.taskmaster.signals.QuitSignal;

/// Many commands: the shell on a terminal, or the lines of a pipe.
final class Conversation {

    private static final Path HISTORY = Path.of("ctl-history");
    /// The home of those who have none, by old custom; they may not write there, and are told so.
    private static final Path NO_HOME = Path.of("/");

    private final RemoteControl control;
    private final CtlOptions options;
    private final Surroundings surroundings;
    private final DetachKeys detachKeys;

    Conversation(RemoteControl control, CtlOptions options, Surroundings surroundings, DetachKeys detachKeys) {
        this.control = control;
        this.options = options;
        this.surroundings = surroundings;
        this.detachKeys = detachKeys;
    }

    /// Talks until one side ends it.
    ///
    /// @return of a pipe: the first status that is not 0
    /// @throws Unreached when the supervisor cannot be asked to begin with
    ExitCode run() {
        if (options.json()) {
            throw new Refused(ExitCode.USAGE, "--json is for one command: name one behind the options");
        }
        boolean onTerminal = surroundings.inputIsTerminal() && surroundings.outputIsTerminal();
        if (!onTerminal) {
            Meanwhile.does(QuitSignal::ends);
        }
        try (Shell shell = onTerminal
                ? Shell.onTerminal(setup())
                : Shell.plain(setup(), surroundings.outputIsTerminal() ? surroundings.columns() : 0)) {
            Shell.End end = shell.run();
            return onTerminal ? ExitCode.OK : end.status();
        }
    }

    /// The supervisor tells who we are, so that the shell knows what was asked by itself.
    private ShellSetup setup() {
        return new ShellSetup(
                control,
                new Requester(name(), options.reason()),
                Bond.VISITOR,
                detachKeys,
                history(),
                System.in,
                CtlOutput.ofMany(),
                surroundings.environment());
    }

    private String name() {
        try {
            return control.identity().name();
        } catch (ControlFailure failure) {
            throw new Unreached(failure);
        }
    }

    /// A directory that cannot be made is told by the shell, when it cannot keep its history there.
    private Path history() {
        Path base = DefaultState.ofUser(surroundings.environment(), surroundings.home())
                .orElse(NO_HOME);
        Path file = base.resolve(HISTORY);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException _) {
            return file;
        }
        return file;
    }
}
