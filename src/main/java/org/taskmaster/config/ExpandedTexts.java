package org.taskmaster.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.config.Expansions.Unknown;
import org.taskmaster.config.Node.Broken;
import org.taskmaster.config.Node.Scalar;
import org.taskmaster.config.Node.Sequence;
import org.taskmaster.config.ShellWords.Unfinished;
import org.taskmaster.model.Shown;

/// Reads the settings that may hold expansions: commands and paths.
final class ExpandedTexts {

    /// A path that may hold the number of the process.
    ///
    /// @param here what a relative one is relative to
    record PathTemplate(Template text, Path here) {

        Path pathFor(int number) {
            Path path = here.resolve(text.textFor(number));
            // Behind a symbolic link, `..` is not the directory before it.
            return path.toString().contains("..") ? path : path.normalize();
        }

        /// As it is shown to people.
        String shownFor(int number) {
            return text.written().isPresent()
                    ? text.shownFor(number)
                    : pathFor(number).toString();
        }

        /// Takes note of what has to be hidden of it.
        void hide(int number, Shown.Builder shown) {
            if (text.written().isPresent()) {
                shown.path(pathFor(number), text.shownFor(number));
            }
        }
    }

    private final Settings settings;
    private final Expansions expansions;
    private final Path here;

    ExpandedTexts(Settings settings, Expansions expansions, Path here) {
        this.settings = settings;
        this.expansions = expansions;
        this.here = here;
    }

    /// A command; empty when there is none that can be used.
    Optional<CommandTemplate> command(KeySpec key) {
        Optional<Node> node = settings.node(key);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (node.get() instanceof Sequence words) {
            return words(key, words);
        }
        Optional<Scalar> scalar = settings.scalar(key);
        return scalar.isEmpty() ? Optional.empty() : line(key, scalar.get());
    }

    private Optional<CommandTemplate> line(KeySpec key, Scalar scalar) {
        Optional<Template> line = template(key, scalar);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<String> words = ShellWords.split(line.get().textFor(0));
            return checked(key, scalar, words, new CommandTemplate.Line(line.get()));
        } catch (Unfinished e) {
            String rest = line.get().textFor(0).substring(e.position());
            boolean quote = !rest.startsWith("\\");
            String where = line.get().written().isPresent() ? "`" + rest.charAt(0) + "`" : Report.quoted(rest);
            settings.refuse(
                    key,
                    scalar,
                    quote ? "the quote that opens at " + where + " is never closed" : "it ends with a backslash",
                    quote ? "close it, or write a backslash before it" : "remove it, or write it twice");
            return Optional.empty();
        }
    }

    private Optional<CommandTemplate> words(KeySpec key, Sequence list) {
        List<Template> templates = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Node item : list.items()) {
            Optional<Template> template = Optional.empty();
            if (item instanceof Scalar scalar && !scalar.isNull()) {
                template = template(key, scalar);
            } else if (!(item instanceof Broken)) {
                settings.refuse(
                        key, item, "each word of a command is one text", "write a text here, `\"\"` for an empty word");
            }
            if (template.isEmpty()) {
                continue;
            }
            templates.add(template.get());
            words.add(template.get().textFor(0));
        }
        boolean allRead = templates.size() == list.items().size();
        return allRead ? checked(key, list, words, new CommandTemplate.Words(templates)) : Optional.empty();
    }

    private Optional<CommandTemplate> checked(KeySpec key, Node node, List<String> words, CommandTemplate command) {
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            settings.refuse(key, node, "the command is empty", "write the program to run");
            return Optional.empty();
        }
        if (words.getFirst().startsWith("~/")) {
            refuseTilde(key, node, command.shownFor(0));
            return Optional.empty();
        }
        return Optional.of(command);
    }

    /// A path; empty when there is none that can be used.
    Optional<PathTemplate> path(KeySpec key) {
        Optional<Scalar> scalar = settings.scalar(key);
        return scalar.isEmpty() ? Optional.empty() : path(key, scalar.get());
    }

    /// The same of what stands behind the key.
    Optional<PathTemplate> path(KeySpec key, Scalar scalar) {
        Optional<String> instead = UnlikelyPath.remedy(key, scalar);
        if (instead.isPresent()) {
            settings.refuse(key, scalar, Report.quoted(scalar.text()) + " is no path", instead.get());
            return Optional.empty();
        }
        Optional<Template> text = template(key, scalar);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String sample = text.get().textFor(0);
        if (sample.isBlank()) {
            settings.refuse(key, scalar, "the path is empty", "write a path, or remove the line");
            return Optional.empty();
        }
        if (sample.equals("~") || sample.startsWith("~/")) {
            refuseTilde(key, scalar, text.get().shownFor(0));
            return Optional.empty();
        }
        PathTemplate path = new PathTemplate(text.get(), here);
        try {
            path.pathFor(0);
            return Optional.of(path);
        } catch (InvalidPathException _) {
            settings.refuse(
                    key,
                    scalar,
                    "the path " + Report.quoted(text.get().shownFor(0))
                            + " has characters that this locale cannot write",
                    "start taskmaster with LC_ALL=C.UTF-8");
            return Optional.empty();
        }
    }

    /// A text of one line that is not empty; empty when there is none that can be used.
    Optional<String> line(KeySpec key) {
        Optional<Scalar> scalar = settings.scalar(key);
        Optional<Template> template = scalar.isEmpty() ? Optional.empty() : template(key, scalar.get());
        if (template.isEmpty()) {
            return Optional.empty();
        }
        String text = template.get().textFor(0);
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            settings.refuse(
                    key,
                    scalar.get(),
                    Report.quoted(template.get().shownFor(0)) + " is not a text of one line",
                    "write a name");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /// A text with its expansions; empty after a report.
    Optional<Template> template(KeySpec key, Scalar scalar) {
        try {
            return Optional.of(expansions.read(scalar.text()));
        } catch (Unknown e) {
            Unknown problem = key == Keys.ENV ? e.ofSecret() : e;
            settings.refuse(key, scalar, problem.what(), problem.remedy());
            return Optional.empty();
        }
    }

    private void refuseTilde(KeySpec key, Node node, String text) {
        settings.refuse(
                key,
                node,
                "`~` is not expanded in " + Report.quoted(text),
                "write the whole path, or \"%(ENV_HOME)s" + (text.length() > 1 ? "/…\"" : "\""));
    }
}
