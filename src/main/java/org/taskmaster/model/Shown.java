package org.taskmaster.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How settings are shown to people who may not see the values of the environment: what came from there
/// stands as it was written, `%(ENV_X)s`.
///
/// @param command the command as one line, as it was written but for what is no secret
/// @param texts each whole text of the settings that holds a value of the environment, the longest first, and
///     what stands for it
public record Shown(String command, SequencedMap<String, String> texts) {

    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private static final SequencedMap<String, String> NONE =
            Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

    /// How a reference to the environment begins.
    public static final String VARIABLE = "%(ENV_";

    /// Nothing that could be hidden, of a command that is not there.
    public static final Shown NOTHING = asItIs(List.of());

    public Shown {
        texts = texts.isEmpty() ? NONE : longestFirst(texts);
    }

    private static SequencedMap<String, String> longestFirst(SequencedMap<String, String> texts) {
        SequencedMap<String, String> sorted = new LinkedHashMap<>();
        texts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparingInt(String::length).reversed()))
                .forEachOrdered(text -> sorted.put(text.getKey(), text.getValue()));
        return Collections.unmodifiableSequencedMap(sorted);
    }

    /// Settings that hold nothing of the environment.
    public static Shown asItIs(List<String> command) {
        return new Shown(line(command), NONE);
    }

    /// Whether there is anything that not every client may see.
    public boolean hides() {
        return !texts.isEmpty();
    }

    /// A text for people, about these settings, without the values.
    public String of(String text) {
        if (texts.isEmpty()) {
            return text;
        }
        String discreet = text;
        for (Map.Entry<String, String> each : texts.entrySet()) {
            discreet = replaced(discreet, each.getKey(), each.getValue());
        }
        return discreet;
    }

    /// A path, without the values.
    public Path of(Path path) {
        return texts.isEmpty() ? path : Path.of(of(path.toString()));
    }

    /// Where output goes, without the values.
    public Output of(Output output) {
        return switch (output) {
            case Output.Discard _ -> output;
            case Output.ToFile(Path path) -> new Output.ToFile(of(path));
            case Output.Captured(Capture capture) -> new Output.Captured(of(capture));
        };
    }

    private Capture of(Capture capture) {
        return new Capture(
                capture.file().map(file -> file.at(of(file.path()))),
                capture.format(),
                capture.stripAnsi(),
                capture.console(),
                capture.syslog()
                        .map(target -> new SyslogTarget(
                                target.server(), target.facility(), target.tag().map(this::of))),
                capture.onError());
    }

    /// How a process is started, without the values. The names of its variables stay, not what they hold.
    ///
    /// @param hidden what stands for what a variable holds
    public Launch of(Launch launch, String hidden) {
        SequencedMap<String, String> names = new LinkedHashMap<>();
        launch.environment().keySet().forEach(name -> names.put(name, hidden));
        return new Launch(
                launch.command().stream().map(this::of).toList(),
                names,
                launch.workingdir().map(this::of),
                launch.umask(),
                launch.user(),
                launch.stdin(),
                of(launch.stdout()),
                of(launch.stderr()),
                new Shown(command, new LinkedHashMap<>()));
    }

    /// One line that a shell would split into these words.
    public static String line(List<String> words) {
        return words.stream().map(Shown::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\"'\"'") + "'";
    }

    /// Replaces a text where it stands by itself: a short one is part of many words.
    private static String replaced(String text, String secret, String written) {
        if (secret.isEmpty()) {
            return text;
        }
        StringBuilder result = new StringBuilder();
        int done = 0;
        for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
            if (at >= done && isApart(text, at, at + secret.length())) {
                result.append(text, done, at).append(written);
                done = at + secret.length();
            }
        }
        return result.append(text, done, text.length()).toString();
    }

    private static boolean isApart(String text, int start, int end) {
        boolean before = start == 0
                || !Character.isLetterOrDigit(text.charAt(start - 1))
                || !Character.isLetterOrDigit(text.charAt(start));
        boolean after = end == text.length()
                || !Character.isLetterOrDigit(text.charAt(end))
                || !Character.isLetterOrDigit(text.charAt(end - 1));
        return before && after;
    }

    /// Gathers what is to be hidden.
    public static final class Builder {

        private final SequencedMap<String, String> texts = new LinkedHashMap<>();

        /// A text that holds a value of the environment.
        ///
        /// @param written what stands for it
        public Builder text(String secret, String written) {
            if (!secret.equals(written)) {
                texts.putIfAbsent(secret, written);
            }
            return this;
        }

        /// A path that holds one, and the directories above it that do.
        public Builder path(Path secret, String written) {
            text(secret.toString(), written);
            Optional<Path> directory = Optional.ofNullable(secret.getParent());
            int slash = written.lastIndexOf('/');
            while (directory.isPresent() && slash > 0) {
                String above = written.substring(0, slash);
                if (!above.contains(VARIABLE)) {
                    break;
                }
                text(directory.get().toString(), above);
                directory = Optional.ofNullable(directory.get().getParent());
                slash = above.lastIndexOf('/');
            }
            return this;
        }

        /// What else is hidden.
        public Builder all(Shown others) {
            others.texts().forEach(this::text);
            return this;
        }

        /// All of it, for this command.
        public Shown build(String command) {
            return new Shown(command, texts);
        }
    }
}
