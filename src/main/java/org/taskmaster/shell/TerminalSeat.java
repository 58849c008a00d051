package org.taskmaster.shell;

import java.io.IOError;
import java.io.IOException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.taskmaster.commands.Interruption;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Seat;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.WindowSize;
import org.taskmaster.model.DetachKeys;

/// A terminal that JLine has opened, as a seat.
final class TerminalSeat implements Seat {

    private final Terminal terminal;
    private final Keyboard keyboard;
    private final Runnable leaving;

    /// @param leaving what to do when the seat is given back
    TerminalSeat(Terminal terminal, Keyboard keyboard, Runnable leaving) {
        this.terminal = terminal;
        this.keyboard = keyboard;
        this.leaving = leaving;
    }

    @Override
    public WindowSize size() {
        return size(terminal);
    }

    /// A terminal that does not know its size says 0 x 0.
    static WindowSize size(Terminal terminal) {
        Size size = terminal.getSize();
        return WindowSize.isUsable(size.getRows(), size.getColumns())
                ? new WindowSize(size.getRows(), size.getColumns())
                : WindowSize.USUAL;
    }

    @Override
    public Parting join(Attachment attachment, Line greeting, DetachKeys keys, Interruption interruption) {
        try {
            return new TerminalRelay(terminal, keyboard, attachment, keys).run(greeting, interruption);
        } catch (IOException | IOError e) {
            return new Parting.Lost("the terminal here cannot be used: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        leaving.run();
    }
}
