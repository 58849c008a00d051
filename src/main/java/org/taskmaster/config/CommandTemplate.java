package org.taskmaster.config;

import java.util.ArrayList;
import java.util.List;
import org.taskmaster.config.ShellWords.Unfinished;

/// A command whose expansions are done, but for the number of the process.
sealed interface CommandTemplate {

    /// One text, split after it is expanded, as supervisord does it: so `%(ENV_OPTIONS)s` may hold
    /// several
    /// words.
    ///
    /// @param text can be split for every number, since digits and blanks change no quotes
    record Line(Template text) implements CommandTemplate {
        @Override
        public boolean isConstant() {
            return text.isConstant();
        }

        @Override
        public List<String> wordsFor(int number) {
            try {
                return ShellWords.split(text.textFor(number));
            } catch (Unfinished e) {
                throw new IllegalStateException("a command that was split once cannot be split again", e);
            }
        }
    }

    /// Words that are taken as they are.
    record Words(List<Template> words) implements CommandTemplate {
        public Words {
            words = List.copyOf(words);
        }

        @Override
        public boolean isConstant() {
            for (Template word : words) {
                if (!word.isConstant()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public List<String> wordsFor(int number) {
            List<String> texts = new ArrayList<>(words.size());
            for (Template word : words) {
                texts.add(word.textFor(number));
            }
            return texts;
        }
    }

    /// Whether it is the same for every process of a program.
    boolean isConstant();

    /// The words for one process.
    List<String> wordsFor(int number);
}
