package org.taskmaster.screen;

import java.util.BitSet;

/// Where the tabulator stops.
final class TabStops {

    private static final int EVERY = 8;
    private static final int MOST_COLUMNS = 4_096;

    private final BitSet stops = new BitSet();
    private boolean usual;

    TabStops() {
        reset();
    }

    void reset() {
        for (int column = EVERY; column < MOST_COLUMNS; column += EVERY) {
            stops.set(column);
        }
        usual = true;
    }

    void set(int column, boolean stop) {
        stops.set(column, stop);
        usual = false;
    }

    void clear() {
        stops.clear();
        usual = false;
    }

    /// The stop after a column, not beyond the last.
    int after(int column, int last) {
        int stop = stops.nextSetBit(column + 1);
        return stop < 0 ? last : Math.min(stop, last);
    }

    int before(int column) {
        return column == 0 ? 0 : Math.max(0, stops.previousSetBit(column - 1));
    }

    /// The sequences that give a terminal these stops, when they are not the usual ones.
    String sequences(int columns) {
        if (usual) {
            return "";
        }
        StringBuilder text = new StringBuilder("\033[3g");
        for (int stop = stops.nextSetBit(0); stop >= 0 && stop < columns; stop = stops.nextSetBit(stop + 1)) {
            text.append("\033[").append(stop + 1).append("G\033H");
        }
        return text.toString();
    }
}
