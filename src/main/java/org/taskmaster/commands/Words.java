package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.List;

/// A typed line taken apart into words, as a shell does it: blanks separate, quotes of either kind
/// hold together, a backslash takes the next character as it is, `#` at the start of a word begins a
/// comment.
sealed interface Words {

    /// It could be taken apart; no words when the line is empty or a comment.
    record Split(List<String> words) implements Words {
        public Split {
            words = List.copyOf(words);
        }
    }

    /// A quote was opened and not closed.
    record OpenQuote(char quote) implements Words {}

    /// Takes `line` apart.
    static Words of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                inWord = true;
            } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
                quote = quote == 0 ? c : 0;
                inWord = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else if (quote == 0 && !inWord && c == '#') {
                break;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            return new OpenQuote(quote);
        }
        if (inWord) {
            words.add(word.toString());
        }
        return new Split(words);
    }
}
