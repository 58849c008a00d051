package org.taskmaster.cli;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.taskmaster.client.RemoteControl;
import org.taskmaster.commands.Answer;
import org.taskmaster.commands.Commands;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.commands.HelpText;
import org.taskmaster.commands.Layout;
import org.taskmaster.commands.Line;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.json.Form;
import org.taskmaster.json.Json;
import org.taskmaster.model.DetachKeys;

/// The program `taskmasterctl`. See [Usage] for what it can be asked.
public final class Ctl {

    static final String PROGRAM = "taskmasterctl";

    /// What shells add to the number of the signal that has ended a program.
    private static final int SIGNALLED = 128;

    private final Surroundings surroundings;
    private final CtlOutput out;
    private final CtlOutput err;
    /// Whether also what goes wrong is to be told as JSON.
    private final boolean json;

    /// @param words the command line
    private Ctl(Surroundings surroundings, List<String> words) {
        this.surroundings = surroundings;
        this.json = words.contains("--json");
        this.err = new CtlOutput(
                stream(FileDescriptor.err),
                surroundings.errorsAreTerminal() ? Layout.terminal(false, surroundings.columns()) : Layout.PLAIN,
                Optional.empty());
        this.out = new CtlOutput(
                stream(FileDescriptor.out),
                surroundings.outputIsTerminal()
                        ? Layout.terminal(surroundings.colours(), surroundings.columns())
                        : Layout.PLAIN,
                Optional.of(err));
    }

    /// Runs and exits; the exit statuses are those of [ExitCode].
    ///
    /// Everything is written and closed at the end, so there is nothing that `System.exit` would have to
    /// do; and it would set up the JDK's logging first, to tell that we exit.
    public static void main(String[] words) {
        Runtime.getRuntime()
                .halt(new Ctl(Surroundings.ofThisProcess(), List.of(words))
                        .run(CtlArguments.parse(List.of(words)))
                        .number());
    }

    private ExitCode run(CtlArguments arguments) {
        try {
            return arguments.run(this);
        } catch (Refused refused) {
            complain(refused.exit(), refused.lines());
            return refused.exit();
        }
    }

    /// Tells a shell what could be typed next.
    ExitCode complete(CtlOptions options, List<String> before) {
        Completing.print(options, surroundings, before, out);
        return ExitCode.OK;
    }

    /// Makes the hash of a password.
    ExitCode hashPassword() {
        out.line(Line.of(HashPassword.run(surroundings, System.in)));
        return ExitCode.OK;
    }

    /// Prints the version.
    ExitCode printVersion() {
        out.line(Line.of(PROGRAM + " " + version()));
        return ExitCode.OK;
    }

    /// Prints how the program is used.
    ExitCode help() {
        HelpText.usage(Usage.text(), out);
        new HelpText(Optional.empty()).print(out);
        return ExitCode.OK;
    }

    /// Does the command lines that are read, one after another.
    ExitCode rehearse() {
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines()
                .forEach(line -> run(CtlArguments.parse(List.of(line.split(" ")))));
        return ExitCode.OK;
    }

    /// See [CtlArguments.Ask].
    ExitCode ask(CtlOptions options, List<String> command) {
        Meanwhile.does(RemoteControl::prepare);
        boolean asksNobody = !command.isEmpty() && command.getFirst().equals("help");
        Optional<Whereabouts> where =
                asksNobody ? Optional.empty() : Optional.of(Whereabouts.find(options, surroundings));
        try (RemoteControl control = RemoteControl.open(
                where.map(Whereabouts::endpoint).orElseGet(Whereabouts::nowhere), options.reason())) {
            DetachKeys detachKeys = where.map(Whereabouts::detachKeys).orElse(DetachKeys.USUAL);
            if (command.isEmpty()) {
                return new Conversation(control, options, surroundings, detachKeys).run();
            }
            boolean onTerminal = surroundings.inputIsTerminal() && surroundings.outputIsTerminal();
            ExitCode exit = new OneShot(control, options, out, err, onTerminal, detachKeys).run(command);
            SocketNote.leave(options, surroundings);
            return exit;
        } catch (Unreached unreached) {
            return unreached(unreached.failure(), where);
        }
    }

    /// See [CtlArguments#LOST].
    ExitCode lost(CtlOptions options) {
        Whereabouts where = Whereabouts.find(options, surroundings);
        return unreached(RemoteControl.lost(where.endpoint()), Optional.of(where));
    }

    /// See [CtlArguments#LEFT]. Ends as a JVM that gets the signal.
    ExitCode left(String command, int signal) {
        Answer answer = Commands.left(command);
        answer.print(err);
        Runtime.getRuntime().halt(SIGNALLED + signal);
        return answer.exit();
    }

    private ExitCode unreached(ControlFailure failure, Optional<Whereabouts> where) {
        Failures failures = new Failures(failure, surroundings.daemon());
        complain(failures.exit(), failures.lines(where));
        return failures.exit();
    }

    private void complain(ExitCode exit, List<String> lines) {
        if (json) {
            err.bytes(Form.pretty(Failures.json(Json.texts(lines).items(), exit)));
            return;
        }
        lines.forEach(line -> err.line(Line.of(PROGRAM + ": " + line)));
    }

    private static String version() {
        return Optional.ofNullable(Ctl.class.getPackage().getImplementationVersion())
                .orElse("unknown");
    }

    private static BufferedOutputStream stream(FileDescriptor descriptor) {
        return new BufferedOutputStream(new FileOutputStream(descriptor));
    }
}
