package org.taskmaster.config;

import java.util.ArrayList;
import java.util.List;

/// Splits a command line into words as a POSIX shell does, without its expansions.
///
/// Blanks and newlines separate words. A backslash takes the next character as it is; so do single quotes for
/// all they hold. In double quotes a backslash works before `$`, `` ` ``, `"`, `\` and a newline only. A
/// backslash before a newline joins the lines. A comment (`#`) means nothing here, as in supervisord.
final class ShellWords {

    /// A quote that is opened and never closed, or a backslash with nothing behind it.
    static final class Unfinished extends Exception {
        private static final long serialVersionUID = 1;

        private final int position;

        Unfinished(int position) {
            super(null, null, false, false);
            this.position = position;
        }

        /// Where it stands in the text, from 0.
        int position() {
            return position;
        }
    }

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    static List<String> split(String text) throws Unfinished {
        return new ShellWords(text).split();
    }

    private List<String> split() throws Unfinished {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case ' ', '\t', '\n', '\r' -> endWord();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> escaped();
                default -> add(c);
            }
            at++;
        }
        endWord();
        return words;
    }

    private void add(char c) {
        inWord = true;
        word.append(c);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void singleQuoted() throws Unfinished {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw new Unfinished(at);
        }
        inWord = true;
        word.append(text, at + 1, end);
        at = end;
    }

    private void doubleQuoted() throws Unfinished {
        int start = at;
        inWord = true;
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                return;
            }
            boolean escapes = c == '\\' && at + 1 < text.length() && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0;
            if (escapes) {
                at++;
                c = text.charAt(at);
            }
            if (!(escapes && c == '\n')) {
                word.append(c);
            }
        }
        throw new Unfinished(start);
    }

    private void escaped() throws Unfinished {
        at++;
        if (at == text.length()) {
            throw new Unfinished(at - 1);
        }
        if (text.charAt(at) != '\n') {
            add(text.charAt(at));
        }
    }
}
