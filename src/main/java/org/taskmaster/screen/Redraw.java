package org.taskmaster.screen;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.taskmaster.control.WindowSize;

/// What makes a viewer's terminal show a program's screen, and behave from then on as the program has it.
final class Redraw {

    /// No page but the main one, nothing of what a former redraw or an ended sequence may have left.
    private static final String FROM_ANYTHING =
            "\030\033[?1049l\033[?47l\033[?6l\033[?7l\033[4l\033[20l\033[r\033(B\033)B\017\033[0m\033[?25l";

    private static final String CLEARED = "\033[H\033[2J";

    private final Canvas canvas;
    private final Modes modes;
    private final WindowSize theirs;
    private final Drawing drawing;

    Redraw(Canvas canvas, Modes modes, WindowSize theirs) {
        this.canvas = canvas;
        this.modes = modes;
        this.theirs = theirs;
        this.drawing = new Drawing(canvas.styles());
    }

    byte[] bytes(Screen.Past past) {
        drawing.add(FROM_ANYTHING);
        if (past == Screen.Past.SHOWN) {
            past();
        }
        if (canvas.isAlternate()) {
            main();
        }
        page(canvas.shown());
        settings();
        return drawing.text().getBytes(StandardCharsets.UTF_8);
    }

    /// What was on their screen scrolls away, and then what has scrolled away here.
    private void past() {
        drawing.moveTo(theirs.rows() - 1, 0);
        drawing.add("\n".repeat(theirs.rows())).add("\033[H");
        List<String> lines =
                canvas.isAlternate() ? List.of() : canvas.scrollback().lines();
        for (String line : lines) {
            drawing.add(line).add("\r\n");
        }
        if (!lines.isEmpty()) {
            drawing.add("\n".repeat(theirs.rows() - 1));
        }
    }

    /// The page they will see when the program leaves the other one.
    private void main() {
        page(canvas.main());
        saved(canvas.savedOnMain(), "\033[?1049h");
    }

    private void page(Page page) {
        drawing.style(Style.PLAIN);
        drawing.add(CLEARED);
        drawing.page(page, theirs.rows(), theirs.columns());
    }

    /// Everything that cannot be seen, and the cursor at last.
    private void settings() {
        Page page = canvas.shown();
        drawing.style(Style.PLAIN);
        drawing.add(canvas.tabs().sequences(page.columns()));
        saved(canvas.savedHere(), "\0337");
        boolean partly = canvas.top() > 0 || canvas.bottom() < page.rows();
        drawing.add(partly ? "\033[" + (canvas.top() + 1) + ";" + canvas.bottom() + "r" : "\033[r");
        drawing.add(modes.isOn(Modes.ORIGIN) ? "\033[?6h" : "\033[?6l");
        drawing.add(modes.isOn(Modes.AUTOWRAP) ? "\033[?7h" : "\033[?7l");
        cursor(page);
        drawing.add(canvas.charsets().sequences());
        drawing.style(canvas.style());
        drawing.add(modes.sequences());
    }

    /// Has them save what the program saved, by a sequence that does.
    private void saved(Canvas.Saved saved, String save) {
        // All rows scroll here still, so that they count from the top in origin mode too.
        drawing.add(saved.origin() ? "\033[?6h" : "\033[?6l");
        drawing.moveTo(saved.cursor().row(), saved.cursor().column());
        drawing.style(saved.style());
        drawing.add(saved.charsets().sequences()).add(save).add(Charsets.USUAL.sequences() + "\033[?6l");
        drawing.style(Style.PLAIN);
    }

    private void cursor(Page page) {
        Cursor cursor = page.cursor();
        int row = cursor.row() - (modes.isOn(Modes.ORIGIN) ? canvas.top() : 0);
        drawing.moveTo(row, cursor.column());
        if (cursor.wrapPending() && theirs.columns() == page.columns()) {
            Page.Last last = page.last(cursor.row());
            drawing.moveTo(row, last.column());
            drawing.character(last.code(), last.style());
        }
    }
}
