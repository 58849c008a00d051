package org.taskmaster.commands;

import java.util.List;
import java.util.Optional;
import org.taskmaster.commands.Turn.Session;
import org.taskmaster.control.Control;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.control.Requester;
import org.taskmaster.model.ThreadLimit;

/// Does what a typed line asks for: takes the line apart, checks it against the [CommandTable], asks
/// [Control], and prints the answer.
///
/// One thread at a time.
public final class Commands {

    private final Session session;

    /// @param who on whose behalf everything is asked
    /// @param focus is told of every order, for whoever shows events meanwhile
    /// @param bond what it means to leave
    public Commands(Control control, Requester who, Timekeeper time, Focus focus, Bond bond, Person person) {
        this.session = new Session(control, who, time, focus, bond, person);
    }

    /// What is left of a line that was done.
    public record Done(ExitCode exit, Next next) {}

    /// Whether to read on.
    public enum Next {
        READ_ON,
        /// The supervisor ends.
        END,
        /// Whoever typed it leaves.
        LEAVE
    }

    /// Does one line and prints the answer on `output`.
    ///
    /// @param interruption ends the waiting of this line
    public Done run(String line, Output output, Interruption interruption) {
        Answer answer = switch (Words.of(line)) {
            case Words.OpenQuote(char quote) -> Answer.misused("a " + quote + " is opened and not closed");
            case Words.Split(List<String> words) -> answer(words, output, interruption);
        };
        answer.print(output);
        return new Done(answer.exit(), answer.next());
    }

    /// Tells what the end of the input brings about: nothing, for a visitor.
    public void tellEnd(Output output) {
        switch (session.bond()) {
            case ONE_PROGRAM -> SupervisorCommands.ending(session.control()).print(output);
            case VISITOR -> {}
        }
    }

    /// Does what `words` say and answers, without printing the answer; only the lines of a log go to
    /// `output`, and the progress.
    ///
    /// A mistake of ours in one command must not end the shell, whose end may be the end of the
    /// supervisor.
    public Answer answer(List<String> words, Output output, Interruption interruption) {
        try {
            return parsed(words, output, interruption);
        } catch (ControlFailure failure) {
            return new Answer.Unanswered(failure);
        } catch (OutOfMemoryError e) {
            return Answer.failed("this cannot be done now: " + ThreadLimit.words(e));
        } catch (RuntimeException e) {
            String place = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
            return Answer.failed("this is a mistake in taskmaster, please report it: " + e + place);
        }
    }

    /// What is said when somebody does not want to wait for a command any longer.
    public static Answer left(String command) {
        return Turn.left(command);
    }

    private Answer parsed(List<String> words, Output output, Interruption interruption) {
        if (words.isEmpty()) {
            return Answer.of();
        }
        Optional<Command> command = CommandTable.find(words.getFirst());
        if (command.isEmpty()) {
            return CommandTable.unknown(words.getFirst());
        }
        Arguments arguments = Arguments.read(command.get(), words.subList(1, words.size()));
        return arguments.problem().isPresent()
                ? Answer.misused(arguments.problem().get(), command.get())
                : command.get().body().run(new Turn(session, command.get(), arguments, output, interruption));
    }
}
