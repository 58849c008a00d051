package org.taskmaster.screen;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The lines that have left the screen at the top, as text with its styles; the oldest are forgotten.
final class Scrollback {

    static final int MOST_LINES = 1_000;
    private static final int MOST_CHARACTERS = 256 * 1024;

    private final Deque<String> lines = new ArrayDeque<>();
    private int characters;

    void add(String line) {
        lines.addLast(line);
        characters += line.length();
        while (lines.size() > MOST_LINES || characters > MOST_CHARACTERS) {
            characters -= lines.removeFirst().length();
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    void clear() {
        lines.clear();
        characters = 0;
    }
}
