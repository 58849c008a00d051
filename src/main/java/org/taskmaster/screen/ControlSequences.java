package org.taskmaster.screen;

/// What escape and control sequences do.
///
/// [xterm's list](https://invisible-island.net/xterm/ctlseqs/ctlseqs.html) says what each means.
final class ControlSequences {

    private static final int ALTERNATE_OF_OLD = 47;
    private static final int ALTERNATE = 1047;
    private static final int SAVED_CURSOR = 1048;
    private static final int ALTERNATE_AND_CURSOR = 1049;
    private static final int MOST = 10_000;

    private final Canvas canvas;
    private final Modes modes;

    ControlSequences(Canvas canvas, Modes modes) {
        this.canvas = canvas;
        this.modes = modes;
    }

    /// Does what a whole sequence says. Strings say nothing that is seen on the screen.
    void obey(String sequence) {
        if (sequence.startsWith("\033[")) {
            csi(Csi.of(sequence));
        } else {
            escape(sequence.substring(1));
        }
    }

    /// Goes to another tabulator stop.
    ///
    /// @param stops how many further; negative: back
    void tab(int stops) {
        int column = canvas.column();
        int last = canvas.shown().columns() - 1;
        for (int i = 0; i < Math.min(Math.abs(stops), last + 1); i++) {
            column = stops > 0
                    ? canvas.tabs().after(column, last)
                    : canvas.tabs().before(column);
        }
        canvas.shown().moveTo(canvas.shown().cursor().row(), column);
    }

    private void escape(String rest) {
        switch (rest) {
            case "7" -> canvas.save();
            case "8" -> canvas.restore();
            case "D" -> canvas.lineFeed();
            case "E" -> {
                canvas.moveHorizontally(-MOST);
                canvas.lineFeed();
            }
            case "M" -> canvas.act("\033M");
            case "H" -> canvas.tabs().set(canvas.column(), true);
            case "c" -> canvas.reset();
            case "=" -> modes.set(Modes.KEYPAD, true);
            case ">" -> modes.set(Modes.KEYPAD, false);
            case "#8" -> canvas.act("\033#8");
            default -> {
                if (rest.length() == 2) {
                    canvas.charsets(canvas.charsets().designated(rest.charAt(0), rest.charAt(1)));
                }
            }
        }
    }

    private void csi(Csi csi) {
        switch (csi.kind()) {
            case "@", "P", "X", "S" -> canvas.act(csi.plain());
            case "T" -> {
                if (csi.count() <= 1) {
                    canvas.act(csi.plain());
                }
            }
            case "L", "M" -> changeLines(csi);
            case "J", "?J" -> erase(csi);
            case "K", "?K" -> canvas.act("\033[" + csi.number(0, 0) + "K");
            case "A", "B", "C", "D", "E", "F", "G", "H", "`", "a", "d", "e", "f" -> move(csi);
            case "I" -> tab(csi.atLeastOne(0));
            case "Z" -> tab(-csi.atLeastOne(0));
            case "b" -> canvas.repeat(csi.atLeastOne(0));
            case "g" -> clearTabs(csi.number(0, 0));
            case "h", "l", "?h", "?l" -> setModes(csi);
            case "m" -> canvas.style(canvas.style().with(csi.parameters()));
            case ">m" -> modes.otherKeys(csi.whole());
            case " q" -> modes.cursorShape(csi.whole());
            case "r" -> canvas.scrolling(csi.atLeastOne(0) - 1, csi.number(1, MOST) == 0 ? MOST : csi.number(1, MOST));
            case "s" -> canvas.save();
            case "u" -> canvas.restore();
            case "!p" -> canvas.resetSoftly();
            default -> {
                // nothing that is seen on the screen, or that any terminal of today does
            }
        }
    }

    private void move(Csi csi) {
        int number = csi.atLeastOne(0);
        switch (csi.kind()) {
            case "A" -> canvas.moveVertically(-number);
            case "B", "e" -> canvas.moveVertically(number);
            case "C", "a" -> canvas.moveHorizontally(number);
            case "D" -> canvas.moveHorizontally(-number);
            case "E", "F" -> {
                canvas.moveVertically(csi.kind().equals("E") ? number : -number);
                canvas.moveHorizontally(-MOST);
            }
            case "G", "`" -> canvas.moveTo(canvas.row(), number - 1);
            case "d" -> canvas.moveTo(number - 1, canvas.column());
            default -> canvas.moveTo(number - 1, csi.atLeastOne(1) - 1);
        }
    }

    /// Lines are inserted and deleted only among those that scroll, and the cursor goes to the first column.
    private void changeLines(Csi csi) {
        int row = canvas.shown().cursor().row();
        if (row >= canvas.top() && row < canvas.bottom()) {
            canvas.act(csi.plain());
            canvas.shown().moveTo(row, 0);
        }
    }

    private void erase(Csi csi) {
        int what = csi.number(0, 0);
        if (what == 3) {
            canvas.scrollback().clear();
        } else {
            canvas.act("\033[" + what + "J");
        }
    }

    private void clearTabs(int what) {
        if (what == 0) {
            canvas.tabs().set(canvas.column(), false);
        } else if (what == 3) {
            canvas.tabs().clear();
        }
    }

    private void setModes(Csi csi) {
        boolean on = csi.kind().endsWith("h");
        for (int i = 0; i < csi.count(); i++) {
            int mode = csi.number(i, 0);
            if (csi.kind().startsWith("?")) {
                setPrivate(mode, on);
            } else if (mode == 4) {
                modes.insert(on);
                canvas.noteModes();
            } else if (mode == 20) {
                modes.newLine(on);
            }
        }
    }

    private void setPrivate(int mode, boolean on) {
        modes.set(mode, on);
        switch (mode) {
            case Modes.ORIGIN -> canvas.moveTo(0, 0);
            case Modes.AUTOWRAP -> canvas.noteModes();
            case ALTERNATE_OF_OLD -> canvas.show(on);
            case ALTERNATE -> {
                if (!on && canvas.isAlternate()) {
                    canvas.clear();
                }
                canvas.show(on);
            }
            case SAVED_CURSOR -> saveOrRestore(on);
            case ALTERNATE_AND_CURSOR -> {
                if (on != canvas.isAlternate()) {
                    switchWithCursor(on);
                } else if (!on) {
                    canvas.restore();
                }
            }
            default -> {
                // it is only remembered
            }
        }
    }

    private void switchWithCursor(boolean on) {
        if (on) {
            canvas.save();
            canvas.show(true);
            canvas.clear();
        } else {
            canvas.show(false);
            canvas.restore();
        }
    }

    private void saveOrRestore(boolean save) {
        if (save) {
            canvas.save();
        } else {
            canvas.restore();
        }
    }
}
