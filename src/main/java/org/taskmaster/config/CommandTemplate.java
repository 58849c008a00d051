package org.taskmaster.config;

import java.util.ArrayList;
import java.util.List;
import org.taskmaster.config.ShellWords.Unfinished;
import org.taskmaster.model.Shown;

/// A command whose expansions are done, but for the number of the process.
sealed interface CommandTemplate {

    /// One text, split after it is expanded, as supervisord does it: so `%(ENV_OPTIONS)s` may hold several
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

        @Override
        public String shownFor(int number) {
            return text.shownFor(number);
        }

        /// The words of what is written stand for those that are used, unless what came from the environment
        /// makes them more or fewer.
        @Override
        public void hide(int number, Shown.Builder shown) {
            if (text.written().isEmpty()) {
                return;
            }
            String line = shownFor(number);
            List<String> used = wordsFor(number);
            List<String> written = words(line);
            boolean alike = written.size() == used.size();
            for (int i = 0; i < used.size(); i++) {
                shown.text(used.get(i), alike ? written.get(i) : line);
            }
        }

        private static List<String> words(String line) {
            try {
                return ShellWords.split(line);
            } catch (Unfinished _) {
                return List.of();
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

        @Override
        public String shownFor(int number) {
            return Shown.line(words.stream().map(word -> word.shownFor(number)).toList());
        }

        @Override
        public void hide(int number, Shown.Builder shown) {
            for (Template word : words) {
                if (word.written().isPresent()) {
                    shown.text(word.textFor(number), word.shownFor(number));
                }
            }
        }
    }

    /// Whether it is the same for every process of a program.
    boolean isConstant();

    /// The words for one process.
    List<String> wordsFor(int number);

    /// The command of one process as one line, as it is shown to people.
    String shownFor(int number);

    /// Takes note of what has to be hidden of it.
    void hide(int number, Shown.Builder shown);
}
