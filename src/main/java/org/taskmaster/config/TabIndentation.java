package org.taskmaster.config;

import java.util.BitSet;

/// Finds lines that are indented with tabs, which YAML does not count as indentation.
///
/// Looked for in the text itself, since the parser takes some of them for a continuation of the line
/// above and stumbles over others far away.
final class TabIndentation {

    private final String text;
    private final BitSet allowed = new BitSet();

    TabIndentation(String text) {
        this.text = text;
    }

    /// Lines inside quotes, brackets and block texts, where indentation means nothing.
    ///
    /// @param first the line where it begins, which itself has an indentation
    void allow(int first, int last) {
        if (last > first) {
            allowed.set(first + 1, last + 1);
        }
    }

    /// @return whether there is such a line
    boolean report(Report report) {
        int line = 1;
        int found = 0;
        Position first = Position.WHOLE_FILE;
        for (int start = 0; start < text.length(); line++) {
            int column = tabIn(start);
            if (column > 0 && !allowed.get(line)) {
                found++;
                first = found == 1 ? new Position(line, column) : first;
            }
            int end = text.indexOf('\n', start);
            start = end < 0 ? text.length() : end + 1;
        }
        if (found > 0) {
            String more = found == 1 ? "" : " (as " + (found - 1) + (found == 2 ? " other does)" : " others do)");
            report.add(
                    first,
                    "line " + first.line() + " indents with a tab" + more + "; YAML wants spaces",
                    "replace each tab with spaces");
        }
        return found > 0;
    }

    /// The column of a tab before the first word of the line, counted from 1; 0 when there is none.
    private int tabIn(int start) {
        int tab = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                tab = tab == 0 ? i - start + 1 : tab;
            } else if (c != ' ') {
                return c == '\n' || c == '\r' || c == '#' ? 0 : tab;
            }
        }
        return 0;
    }
}
