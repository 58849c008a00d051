package org.taskmaster.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.taskmaster.commands.Bond;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Output;
import org.taskmaster.commands.Person;
import org.taskmaster.commands.Seat;
import org.taskmaster.commands.Visible;
import org.taskmaster.model.DetachKeys;

/// The user at the prompt.
final class TerminalPerson implements Person {

    private final Terminal terminal;
    private final DetachKeys detachKeys;
    private final LineReader reader;
    private final SharedOutput screen;
    private final Bond bond;

    TerminalPerson(Terminal terminal, LineReader reader, SharedOutput screen, Bond bond, DetachKeys detachKeys) {
        this.terminal = terminal;
        this.detachKeys = detachKeys;
        this.reader = reader;
        this.screen = screen;
        this.bond = bond;
    }

    /// A user who started the supervisor in this terminal knows what its end means, so only a visitor is
    /// asked.
    @Override
    public boolean agrees(String question) {
        return switch (bond) {
            case ONE_PROGRAM -> true;
            case VISITOR ->
                types(question + " [y/N] ")
                        .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
                        .filter(answer -> answer.equals("y") || answer.equals("yes"))
                        .isPresent();
        };
    }

    /// What is typed here is no command, so it is not remembered.
    @Override
    public Optional<String> types(String prompt) {
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        reader.setVariable(LineReader.DISABLE_COMPLETION, true);
        try {
            return Optional.of(reader.readLine(prompt));
        } catch (UserInterruptException | EndOfFileException _) {
            return Optional.empty();
        } finally {
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
            reader.setVariable(LineReader.DISABLE_COMPLETION, false);
        }
    }

    /// What happens meanwhile is shown when it is given back.
    @Override
    public Optional<Seat> seat() {
        screen.hold();
        return Optional.of(new TerminalSeat(terminal, Keyboard.shared(terminal), screen::release));
    }

    @Override
    public DetachKeys detachKeys() {
        return detachKeys;
    }

    @Override
    public Output whileTyping() {
        return new Output() {
            @Override
            public Audience audience() {
                return Audience.PERSON;
            }

            @Override
            public void line(Line line) {
                screen.above(List.of(line));
            }

            @Override
            public void logLine(String text) {
                line(Line.of(Visible.logLine(text)));
            }

            /// Below is what is being typed.
            @Override
            public void progress(String text) {}
        };
    }
}
