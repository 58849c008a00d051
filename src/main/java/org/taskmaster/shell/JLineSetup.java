package org.taskmaster.shell;

import java.io.IOError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jline.keymap.KeyMap;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingInputStream;
import org.taskmaster.commands.Bond;
import org.taskmaster.commands.Seat;
import org.taskmaster.shell.SharedOutput.Palette;

/// How JLine is set up.
final class JLineSetup {

    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    private JLineSetup() {}

    /// Opens the terminal of the process.
    ///
    /// @param bond a visitor's process takes its signals natively; in the supervisor they are blocked
    static Terminal open(Bond bond) throws IOException {
        // JLine would ask the terminal what it can do and wait for an answer that some never give.
        setUnlessGiven("org.jline.terminal.graphemeCluster", "false");
        setUnlessGiven("org.jline.terminal.probe.timeout", "50");
        Terminal terminal = TerminalBuilder.builder()
                .name("taskmaster")
                .system(true)
                .jni(true)
                .ffm(false)
                .exec(false)
                .dumb(false)
                .encoding(StandardCharsets.UTF_8)
                .nativeSignals(bond == Bond.VISITOR)
                .signalHandler(Terminal.SignalHandler.SIG_IGN)
                .build();
        terminal.setAttributes(attributes(terminal.getAttributes()));
        giveSize(terminal);
        sleepUntilTyped(terminal);
        return terminal;
    }

    /// The terminal of the process for one who wants all of it; it is closed when it is given back.
    static Seat seat() throws IOException {
        Terminal terminal = open(Bond.VISITOR);
        return new TerminalSeat(terminal, Keyboard.alone(terminal), () -> {
            try {
                terminal.close();
            } catch (IOException | IOError _) {
                // It is gone already: nothing is left to be put back.
            }
        });
    }

    /// What the terminal does while a command runs. Ctrl-C is a signal; Ctrl-Z is none, since it would stop the
    /// supervisor and with it every restart. While a line is typed, JLine takes all signal keys for itself and
    /// raises them in its terminal.
    private static Attributes attributes(Attributes found) {
        Attributes wanted = new Attributes(found);
        wanted.setLocalFlag(LocalFlag.ISIG, true);
        wanted.setLocalFlag(LocalFlag.ICANON, false);
        wanted.setLocalFlag(LocalFlag.ECHO, false);
        wanted.setControlChar(ControlChar.VSUSP, 0);
        wanted.setControlChar(ControlChar.VMIN, 1);
        wanted.setControlChar(ControlChar.VTIME, 0);
        return wanted;
    }

    /// JLine looks for input ten times a second; without its poll function it waits in a read instead.
    private static void sleepUntilTyped(Terminal terminal) {
        if (terminal.input() instanceof NonBlockingInputStream input) {
            input.setPollFunction(null);
        }
    }

    /// A terminal that does not know its size, as on a serial line, would fold every line after its first
    /// character.
    private static void giveSize(Terminal terminal) {
        Size size = terminal.getSize();
        if (size.getColumns() <= 0 || size.getRows() <= 0) {
            terminal.setSize(new Size(USUAL_COLUMNS, USUAL_ROWS));
        }
    }

    /// A line editor with completion and a history in memory.
    static LineReader reader(Terminal terminal, Completer completer, int historySize) {
        DefaultParser parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(false);
        parser.setEofOnEscapedNewLine(false);
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("taskmaster")
                .parser(parser)
                .completer(completer)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.DISABLE_HIGHLIGHTER, true)
                .option(LineReader.Option.COMPLETE_MATCHER_TYPO, false)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .variable(LineReader.HISTORY_SIZE, historySize)
                .variable(LineReader.BELL_STYLE, "none")
                .build();
        bind(reader);
        return reader;
    }

    /// Whether the terminal and its owner want colours (https://no-color.org).
    static Palette palette(Terminal terminal, Map<String, String> environment) {
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
        return wanted && !dumb ? Palette.COLOURED : Palette.PLAIN;
    }

    private static void bind(LineReader reader) {
        for (KeyMap<org.jline.reader.Binding> keys : reader.getKeyMaps().values()) {
            // Would start an editor that is not there.
            keys.unbind(KeyMap.ctrl('X') + KeyMap.ctrl('E'));
        }
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
