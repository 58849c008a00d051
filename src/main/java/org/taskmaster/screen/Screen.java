package org.taskmaster.screen;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.taskmaster.control.WindowSize;

/// The screen of one program: everything it wrote, as a terminal would show it.
///
/// A program's terminal must be known here for three reasons. A viewer who begins to look sees
/// the present screen, which only a model of it can give. A viewer who is too slow sees it drawn anew instead
/// of an endless past. And a program that asks its terminal something must be answered once, also with
/// no viewer or with three: so questions are answered here and not passed on.
///
/// ```
///   bytes ──▶ Splitter ──▶ Screen ──▶ Canvas ──▶ Page ──▶ ScreenTerminal
///              pieces        │  what they mean    cells
///                            └──▶ the same bytes, without questions, for everybody who looks
/// ```
///
/// One thread at a time.
public final class Screen implements Splitter.Pieces {

    /// More cells than any real terminal has; the memory of a model is bounded by it.
    static final int MOST_ROWS = 500;

    static final int MOST_COLUMNS = 1_000;
    private static final int FEWEST = 2;

    /// Whether what has scrolled away is shown too.
    public enum Past {
        /// First, so that the viewer's terminal can scroll back to it; not with the alternate page, which has
        /// no scrollback.
        SHOWN,
        LEFT_OUT
    }

    private static final int BACKSPACE = 0x08;
    private static final int TAB = 0x09;
    private static final int RETURN = 0x0D;
    private static final int SHIFT_OUT = 0x0E;
    private static final int SHIFT_IN = 0x0F;
    private static final int ENQUIRY = 0x05;

    private final Splitter splitter = new Splitter(this);
    private final Modes modes = new Modes();
    private final Canvas canvas;
    private final ControlSequences sequences;
    private final TerminalReplies answers;
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private WindowSize size;

    public Screen(WindowSize size) {
        this.size = bounded(size);
        this.canvas = new Canvas(this.size.rows(), this.size.columns(), modes);
        this.answers = new TerminalReplies(canvas, modes);
        this.sequences = new ControlSequences(canvas, modes);
    }

    /// The size nearest to `size` that a screen can have here.
    public static WindowSize bounded(WindowSize size) {
        return new WindowSize(
                Math.clamp(size.rows(), FEWEST, MOST_ROWS), Math.clamp(size.columns(), FEWEST, MOST_COLUMNS));
    }

    /// Takes what the program wrote.
    ///
    /// @return what of it everybody who looks is to have now
    public byte[] feed(byte[] bytes, int start, int end) {
        splitter.feed(bytes, start, end);
        byte[] whole = passed.toByteArray();
        passed.reset();
        return whole;
    }

    /// Whether everybody who looks is to have these bytes just as they are, if they come next; known without drawing
    /// them.
    public boolean passes(byte[] bytes, int start, int end) {
        return splitter.isPlain(bytes, start, end);
    }

    /// What the terminal has to say to the program, since the last time.
    public byte[] takeAnswers() {
        return answers.take();
    }

    public WindowSize size() {
        return size;
    }

    public void resize(WindowSize now) {
        size = bounded(now);
        canvas.resize(size.rows(), size.columns());
    }

    /// What draws it in a viewer's terminal, whatever was there.
    public byte[] redraw(WindowSize theirs, Past past) {
        return new Redraw(canvas, modes, theirs).bytes(past);
    }

    Canvas canvas() {
        return canvas;
    }

    Modes modes() {
        return modes;
    }

    @Override
    public void text(byte[] bytes, int start, int end) {
        passed.write(bytes, start, end - start);
        canvas.text(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    }

    @Override
    public void control(int code) {
        if (code == ENQUIRY) {
            return;
        }
        passed.write(code);
        canvas.endRepetition();
        switch (code) {
            case BACKSPACE -> canvas.moveHorizontally(-1);
            case TAB -> sequences.tab(1);
            case 0x0A, 0x0B, 0x0C -> canvas.lineFeed();
            case RETURN -> canvas.shown().moveTo(canvas.shown().cursor().row(), 0);
            case SHIFT_OUT -> canvas.charsets(canvas.charsets().shifted(true));
            case SHIFT_IN -> canvas.charsets(canvas.charsets().shifted(false));
            default -> {
                // it shows nothing
            }
        }
    }

    @Override
    public void sequence(byte[] bytes, int length) {
        String sequence = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        if (!answers.answer(sequence)) {
            passed.write(bytes, 0, length);
            sequences.obey(sequence);
            canvas.endRepetition();
        }
    }

    @Override
    public void part(byte[] bytes, int length) {
        passed.write(bytes, 0, length);
    }
}
