package org.taskmaster.screen;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Numbers for styles, which are what the cells of the screen model hold.
///
/// `ScreenTerminal` rounds colours, forgets some attributes, and mixes up others (49). But it keeps two
/// colours of 12 bits in each cell exactly, wherever the cell moves: enough for the number of a style,
/// which is set as if it were a pair of colours.
final class Styles {

    /// So many can be on a screen at once. What would be more is shown plainly.
    private static final int MOST = 1 << 15;

    /// How many new styles come at least between two searches for those that are not needed any more.
    private static final int BETWEEN_SEARCHES = MOST / 4;

    private static final int LOW = 0xFFF;
    private static final int LOW_BITS = 12;

    private final Map<Style, Integer> numbers = new HashMap<>();
    private final Map<Integer, Style> styles = new HashMap<>();
    private final Supplier<BitSet> inUse;
    private final BitSet taken = new BitSet();
    private int sinceSearch;

    /// @param inUse finds the numbers that are on the screen
    Styles(Supplier<BitSet> inUse) {
        this.inUse = inUse;
        add(0, Style.PLAIN);
    }

    /// The number of a style.
    int number(Style style) {
        Integer known = numbers.get(style);
        if (known != null) {
            return known;
        }
        if (numbers.size() >= MOST && sinceSearch >= BETWEEN_SEARCHES) {
            forgetUnused();
        }
        sinceSearch++;
        if (numbers.size() >= MOST) {
            return 0;
        }
        int number = taken.nextClearBit(0);
        add(number, style);
        return number;
    }

    Style style(int number) {
        return styles.getOrDefault(number, Style.PLAIN);
    }

    /// The sequence that gives what is written from then on this number.
    static String select(int number) {
        return "\033[0;38;" + colour(number >> LOW_BITS) + ";48;" + colour(number & LOW) + "m";
    }

    /// The number in a cell's two colours.
    static int numberOf(int foreground, int background) {
        return foreground << LOW_BITS | background;
    }

    int size() {
        return numbers.size();
    }

    /// The upper four bits of each of red, green and blue are what is kept.
    private static String colour(int twelveBits) {
        return "2;" + (twelveBits >> 8 << 4) + ";" + ((twelveBits >> 4 & 0xF) << 4) + ";" + ((twelveBits & 0xF) << 4);
    }

    private void add(int number, Style style) {
        numbers.put(style, number);
        styles.put(number, style);
        taken.set(number);
    }

    private void forgetUnused() {
        BitSet used = inUse.get();
        used.set(0);
        numbers.values().removeIf(number -> !used.get(number));
        styles.keySet().removeIf(number -> !used.get(number));
        taken.and(used);
        sinceSearch = 0;
    }
}
