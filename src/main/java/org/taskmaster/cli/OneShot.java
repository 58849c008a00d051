package org.taskmaster.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.taskmaster.commands.Answer;
import org.taskmaster.commands.Bond;
import org.taskmaster.commands.Commands;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.commands.Focus;
import org.taskmaster.commands.Interruption;
import org.taskmaster.commands.SystemTime;
import org.taskmaster.control.Control;
import org.taskmaster.control.Requester;
import org.taskmaster.json.Form;
import org.taskmaster.json.Json;
import org.taskmaster.model.DetachKeys;
import org.taskmaster.shell.StandardInput;
import org.taskmaster.signals.QuitSignal;

/// One command, its answer on the standard output, its complaints on the standard error, and its exit
/// status.
final class OneShot {

    private static final Duration LEAVING = Duration.ofSeconds(1);
    /// Nobody loses patience sooner. Whatever is done by then is not slowed down by what prepares for it.
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Control control;
    private final CtlOptions options;
    private final CtlOutput out;
    private final CtlOutput err;
    private final boolean onTerminal;
    private final DetachKeys detachKeys;

    /// @param onTerminal whether somebody types and reads along
    OneShot(
            Control control,
            CtlOptions options,
            CtlOutput out,
            CtlOutput err,
            boolean onTerminal,
            DetachKeys detachKeys) {
        this.control = control;
        this.options = options;
        this.out = out;
        this.err = err;
        this.onTerminal = onTerminal;
        this.detachKeys = detachKeys;
    }

    /// Does the command.
    ///
    /// @throws Unreached when the supervisor cannot be asked
    ExitCode run(List<String> command) {
        Interruption interruption = new Interruption();
        CountDownLatch done = new CountDownLatch(1);
        // Ctrl-C: the JVM ends with the status that is usual for it, when this is through. Nothing else asks for it.
        Thread hook = Thread.ofPlatform().unstarted(() -> leave(interruption, done));
        Runtime.getRuntime().addShutdownHook(hook);
        if (lasts(command)) {
            Meanwhile.does(() -> endsByQuit(done));
        }
        try {
            return options.json() ? json(command, interruption) : text(command, interruption);
        } finally {
            done.countDown();
            if (interruption.wasAsked()) {
                awaitEnd();
            }
        }
    }

    /// A signal is ending the JVM, which then has the status of that signal: an end of ours would be a race with it.
    private static void awaitEnd() {
        while (true) {
            LockSupport.park();
        }
    }

    /// Whether somebody may lose patience with it; one that has the terminal for itself has to give it back first.
    private static boolean lasts(List<String> command) {
        return switch (command.getFirst()) {
            case "start", "stop", "restart", "wait", "reload", "update", "add", "remove", "shutdown" -> true;
            case "events", "tail", "maintail" -> command.contains("-f");
            default -> false;
        };
    }

    private static void endsByQuit(CountDownLatch done) {
        try {
            if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                QuitSignal.ends();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private ExitCode text(List<String> command, Interruption interruption) {
        Answer answer = checked(commands(out).answer(command, out, interruption));
        CtlOutput output = answer.complains() ? err : out;
        output.together(() -> answer.print(output));
        return answer.exit();
    }

    private ExitCode json(List<String> command, Interruption interruption) {
        JsonOutput output = new JsonOutput(out);
        Answer answer = checked(commands(out).answer(command, output, interruption));
        Optional<Json> json = answer.json(output.lines());
        if (json.isPresent()) {
            out.bytes(Form.pretty(json.get()));
        } else if (answer.complains()) {
            JsonOutput complaint = new JsonOutput(err);
            answer.print(complaint);
            err.bytes(Form.pretty(Failures.json(complaint.lines(), answer.exit())));
        } else {
            answer.print(out);
        }
        return answer.exit();
    }

    private Commands commands(CtlOutput output) {
        return new Commands(
                control,
                new Requester("taskmasterctl", options.reason()),
                new SystemTime(),
                new Focus(),
                Bond.VISITOR,
                StandardInput.person(System.in, output, onTerminal, detachKeys));
    }

    private static Answer checked(Answer answer) {
        if (answer instanceof Answer.Unanswered(var failure)) {
            throw new Unreached(failure);
        }
        return answer;
    }

    private static void leave(Interruption interruption, CountDownLatch done) {
        interruption.ask();
        try {
            boolean _ = done.await(LEAVING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
