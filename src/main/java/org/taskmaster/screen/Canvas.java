package org.taskmaster.screen;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// What a terminal draws on: two pages, one of which is shown, and everything that says where and how the
/// next character is drawn.
final class Canvas {

    /// What ESC 7 keeps and ESC 8 brings back.
    record Saved(Cursor cursor, Style style, Charsets charsets, boolean origin) {
        static final Saved NOTHING = new Saved(Cursor.HOME, Style.PLAIN, Charsets.USUAL, false);
    }

    /// So many rows are left to a page before they are taken over.
    private static final int SCROLLED_AT_ONCE = 256;

    private static final int NO_CHARACTER = -1;

    private final Styles styles = new Styles(this::stylesInUse);
    private final Scrollback scrollback = new Scrollback();
    private final Modes modes;
    private final TabStops tabs = new TabStops();
    private Page main;
    private Optional<Page> alternate = Optional.empty();
    private Page shown;
    private Saved savedOnMain = Saved.NOTHING;
    private Saved savedOnAlternate = Saved.NOTHING;
    private Style style = Style.PLAIN;
    private Charsets charsets = Charsets.USUAL;
    /// The rows that scroll, from `top` up to before `bottom`.
    private int top;

    private int bottom;
    private int lastCharacter = NO_CHARACTER;

    Canvas(int rows, int columns, Modes modes) {
        this.modes = modes;
        this.main = new Page(rows, columns);
        this.shown = main;
        this.bottom = rows;
    }

    /// Everything as in a new terminal, also the modes; what has scrolled away stays.
    void reset() {
        int rows = shown.rows();
        main = new Page(rows, shown.columns());
        alternate = Optional.empty();
        shown = main;
        modes.reset();
        tabs.reset();
        resetSoftly();
    }

    /// Nothing on the screen is changed.
    void resetSoftly() {
        modes.resetSoftly();
        savedOnMain = Saved.NOTHING;
        savedOnAlternate = Saved.NOTHING;
        charsets = Charsets.USUAL;
        top = 0;
        bottom = shown.rows();
        style(Style.PLAIN);
        prepare(shown, shown.cursor());
    }

    Page shown() {
        return shown;
    }

    Page main() {
        return main;
    }

    boolean isAlternate() {
        return shown != main;
    }

    Styles styles() {
        return styles;
    }

    Style style() {
        return style;
    }

    Charsets charsets() {
        return charsets;
    }

    void charsets(Charsets now) {
        charsets = now;
    }

    TabStops tabs() {
        return tabs;
    }

    Scrollback scrollback() {
        takeScrolled(1);
        return scrollback;
    }

    int top() {
        return top;
    }

    int bottom() {
        return bottom;
    }

    Saved savedOnMain() {
        return savedOnMain;
    }

    Saved savedHere() {
        return isAlternate() ? savedOnAlternate : savedOnMain;
    }

    void style(Style now) {
        style = now;
        shown.control(Styles.select(styles.number(now)));
    }

    /// Draws characters, none of which is a control.
    void text(String characters) {
        String text = characters;
        if (combines(text)) {
            // What is put upon the character before it is kept only where both are one character.
            text = Normalizer.normalize(text, Normalizer.Form.NFC);
        }
        StringBuilder run = new StringBuilder(text.length());
        boolean oneByOne = !modes.isOn(Modes.AUTOWRAP);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int code = charsets.character(text.codePointAt(i));
            int width = Width.of(code);
            if (width <= 0) {
                continue;
            }
            if (width > 1 || oneByOne) {
                shown.put(run.toString());
                run.setLength(0);
                makeRoomFor(width);
            }
            lastCharacter = code == ' ' ? Page.WRITTEN_SPACE : code;
            run.appendCodePoint(lastCharacter);
        }
        shown.put(run.toString());
        takeScrolled(SCROLLED_AT_ONCE);
    }

    /// Whether something is put upon the character before it.
    private static boolean combines(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (Width.of(text.codePointAt(i)) == 0) {
                return true;
            }
        }
        return false;
    }

    /// A wide character does not begin in the last column; and without wrapping, that column is written
    /// to again and again.
    private void makeRoomFor(int width) {
        Cursor cursor = shown.cursor();
        int edge = shown.columns() - 1;
        if (!modes.isOn(Modes.AUTOWRAP)) {
            shown.moveTo(cursor.row(), Math.min(cursor.column(), edge + 1 - width));
        } else if (width > 1 && cursor.column() == edge && !cursor.wrapPending()) {
            shown.act("\r\n");
        }
    }

    /// Draws the last character again, unless something else came after it.
    void repeat(int times) {
        if (lastCharacter == NO_CHARACTER) {
            return;
        }
        String character = Character.toString(lastCharacter);
        int most = shown.rows() * shown.columns();
        text(character.repeat(Math.min(times, most)));
    }

    /// What came was no character.
    void endRepetition() {
        lastCharacter = NO_CHARACTER;
    }

    /// Goes to the next row, and scrolls at the bottom.
    void lineFeed() {
        shown.act(modes.newLine() ? "\r\n" : "\n");
        takeScrolled(SCROLLED_AT_ONCE);
    }

    /// Gives the page a sequence that acts at its cursor.
    void act(String sequence) {
        shown.act(sequence);
        takeScrolled(SCROLLED_AT_ONCE);
    }

    /// Goes up or down, not out of the rows that scroll when it begins there.
    void moveVertically(int rows) {
        Cursor cursor = shown.cursor();
        boolean above = cursor.row() < top;
        boolean below = cursor.row() >= bottom;
        int lowest = rows < 0 && !above ? top : 0;
        int highest = rows > 0 && !below ? bottom - 1 : shown.rows() - 1;
        shown.moveTo(Math.clamp(cursor.row() + (long) rows, lowest, highest), cursor.column());
    }

    void moveHorizontally(int columns) {
        Cursor cursor = shown.cursor();
        shown.moveTo(cursor.row(), (int) Math.clamp(cursor.column() + (long) columns, 0, shown.columns() - 1));
    }

    /// Goes to a row as the program counts them, from the top of those that scroll in origin mode.
    void moveTo(int row, int column) {
        if (modes.isOn(Modes.ORIGIN)) {
            shown.moveTo(Math.clamp(top + (long) row, top, bottom - 1), column);
        } else {
            shown.moveTo(row, column);
        }
    }

    /// The row of the cursor as the program counts them.
    int row() {
        return shown.cursor().row() - (modes.isOn(Modes.ORIGIN) ? top : 0);
    }

    int column() {
        return shown.cursor().column();
    }

    /// Sets which rows scroll; out of the usual: all of them.
    void scrolling(int first, int end) {
        int last = Math.min(end, shown.rows());
        if (first >= 0 && first < last - 1) {
            top = first;
            bottom = last;
            prepare(shown, Cursor.HOME);
            moveTo(0, 0);
        }
    }

    /// Gives a page what is common to both.
    private void prepare(Page page, Cursor cursor) {
        page.control("\033[4l\033[" + (top + 1) + ";" + bottom + "r");
        page.restore(cursor);
        page.control(modes.isOn(Modes.AUTOWRAP) ? "\033[?7h" : "\033[?7l");
        page.control(modes.insert() ? "\033[4h" : "\033[4l");
        page.control(Styles.select(styles.number(style)));
    }

    /// Autowrap or insert has changed.
    void noteModes() {
        shown.control(modes.isOn(Modes.AUTOWRAP) ? "\033[?7h" : "\033[?7l");
        shown.control(modes.insert() ? "\033[4h" : "\033[4l");
    }

    void save() {
        Saved saved = new Saved(shown.cursor(), style, charsets, modes.isOn(Modes.ORIGIN));
        if (isAlternate()) {
            savedOnAlternate = saved;
        } else {
            savedOnMain = saved;
        }
    }

    void restore() {
        Saved saved = savedHere();
        modes.set(Modes.ORIGIN, saved.origin());
        charsets = saved.charsets();
        Cursor cursor = saved.cursor();
        int row = saved.origin() ? Math.clamp(cursor.row(), top, bottom - 1) : cursor.row();
        shown.restore(new Cursor(row, cursor.column(), cursor.wrapPending()));
        style(saved.style());
    }

    /// Shows the other page; the cursor stays where it is.
    void show(boolean other) {
        if (other == isAlternate()) {
            return;
        }
        takeScrolled(1);
        Cursor cursor = shown.cursor();
        if (other && alternate.isEmpty()) {
            alternate = Optional.of(new Page(main.rows(), main.columns()));
        }
        shown = other ? alternate.get() : main;
        prepare(shown, cursor);
    }

    void clear() {
        shown.act("\033[2J");
    }

    void resize(int rows, int columns) {
        Cursor cursor = shown.cursor();
        Style before = style;
        for (Page page : alternate.map(other -> List.of(main, other)).orElse(List.of(main))) {
            page.control(Styles.select(0));
            page.resize(rows, columns);
        }
        top = 0;
        bottom = rows;
        style = before;
        Cursor now = shown.cursor();
        prepare(shown, new Cursor(now.row(), now.column(), cursor.wrapPending()));
        takeScrolled(1);
    }

    /// Takes over what has scrolled away, once it is so many rows.
    private void takeScrolled(int atLeast) {
        if (shown.scrolled() < atLeast) {
            return;
        }
        List<long[]> lines = shown.takeScrolled();
        if (!isAlternate()) {
            int from = Math.max(0, lines.size() - Scrollback.MOST_LINES);
            lines.subList(from, lines.size()).forEach(line -> scrollback.add(Drawing.line(line, styles)));
        }
    }

    private BitSet stylesInUse() {
        BitSet used = new BitSet();
        main.addStyles(used);
        alternate.ifPresent(page -> page.addStyles(used));
        // Those that have scrolled away and are not taken over yet are rare, and lose their colours.
        return used;
    }
}
