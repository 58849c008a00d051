package org.taskmaster.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.taskmaster.config.Node.Broken;
import org.taskmaster.config.Node.Entry;
import org.taskmaster.config.Node.Scalar;
import org.taskmaster.config.Node.Sequence;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.DurationText;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Suggestions;

/// The settings under one program or under `taskmaster:`, each read as what it is.
///
/// Every method answers with the setting's value, with the given fallback when it is not written, and
/// with the fallback after a report when it cannot be read.
final class Settings {

    private final String path;
    private final SequencedMap<String, Entry> fields;
    private final Report report;

    /// @param path what they are under, as `programs.web`
    Settings(String path, SequencedMap<String, Entry> fields, Report report) {
        this.path = path;
        this.fields = fields;
        this.report = report;
    }

    /// Whether the key is written at all.
    boolean has(KeySpec key) {
        return fields.containsKey(key.name());
    }

    /// Where the key stands, if it is written.
    Position placeOf(KeySpec key) {
        Entry entry = fields.get(key.name());
        return entry == null ? Position.WHOLE_FILE : entry.key().place();
    }

    /// What is written behind a key that may be left empty.
    Optional<Node> nodeOrNothing(KeySpec key) {
        Entry entry = fields.get(key.name());
        return entry == null || entry.value().isNothing() ? Optional.empty() : Optional.of(entry.value());
    }

    /// What is written behind a key, if anything that can be used is.
    Optional<Node> node(KeySpec key) {
        Entry entry = fields.get(key.name());
        if (entry == null || entry.value() instanceof Broken) {
            return Optional.empty();
        }
        if (entry.value().isNothing()) {
            report.add(
                    entry.key().place(),
                    pathOf(key),
                    "there is no value",
                    "write " + key.kind().form() + ", or remove the line");
            return Optional.empty();
        }
        return Optional.of(entry.value());
    }

    /// The single text behind a key.
    Optional<Scalar> scalar(KeySpec key) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (node.get() instanceof Scalar scalar) {
            return Optional.of(scalar);
        }
        String kind = node.get() instanceof Sequence ? "a list" : "a mapping";
        report.add(node.get().place(), pathOf(key), kind + " cannot stand here", write(key));
        return Optional.empty();
    }

    int number(KeySpec key, int least, int most, int fallback) {
        return number(key, least, most).orElse(fallback);
    }

    OptionalInt number(KeySpec key, int least, int most) {
        Optional<Scalar> scalar = scalar(key);
        return scalar.isEmpty() ? OptionalInt.empty() : number(key, scalar.get(), least, most);
    }

    private OptionalInt number(KeySpec key, Scalar scalar, int least, int most) {
        try {
            int number = Integer.parseInt(scalar.text().strip());
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
            refuse(key, scalar, Report.quoted(scalar.text()) + " is out of bounds", write(key));
        } catch (NumberFormatException _) {
            refuse(key, scalar, "cannot read " + Report.quoted(scalar.text()) + " as a whole number", write(key));
        }
        return OptionalInt.empty();
    }

    boolean flag(KeySpec key, boolean fallback) {
        return flag(key).orElse(fallback);
    }

    Optional<Boolean> flag(KeySpec key) {
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        Optional<Boolean> flag = yesOrNo(scalar.get().text());
        if (flag.isEmpty()) {
            unreadable(key, scalar.get(), "yes or no", List.of("true", "false"));
        }
        return flag;
    }

    /// What the text means as yes or no, if it is one of their words.
    static Optional<Boolean> yesOrNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> Optional.of(true);
            case "false", "no", "off", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    Autorestart autorestart(KeySpec key, Autorestart fallback) {
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return fallback;
        }
        String text = scalar.get().text();
        for (Autorestart rule : Autorestart.values()) {
            if (rule.name().equalsIgnoreCase(text)) {
                return rule;
            }
        }
        Optional<Boolean> flag = yesOrNo(text);
        if (flag.isPresent()) {
            return flag.get() ? Autorestart.ALWAYS : Autorestart.NEVER;
        }
        unreadable(key, scalar.get(), "a restart rule", List.of("always", "never", "unexpected"));
        return fallback;
    }

    Set<Integer> exitcodes(KeySpec key, Set<Integer> fallback) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return fallback;
        }
        Set<Integer> codes = new TreeSet<>();
        for (Node item : node.get() instanceof Sequence list ? list.items() : List.of(node.get())) {
            if (item instanceof Scalar scalar) {
                addCodes(key, scalar, codes);
            } else if (!(item instanceof Broken)) {
                report.add(item.place(), pathOf(key), "an exit code must stand here", write(key));
            }
        }
        return codes;
    }

    /// Adds one code, or several with commas between them, as supervisord's users write them.
    private void addCodes(KeySpec key, Scalar scalar, Set<Integer> codes) {
        int start = 0;
        for (int comma = 0; comma >= 0; start = comma + 1) {
            comma = scalar.text().indexOf(',', start);
            String code =
                    comma < 0 ? scalar.text().substring(start) : scalar.text().substring(start, comma);
            OptionalInt number = number(key, new Scalar(scalar.place(), code, scalar.plain()), 0, 255);
            if (number.isPresent()) {
                codes.add(number.getAsInt());
            }
        }
    }

    Duration duration(KeySpec key, Duration fallback) {
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return fallback;
        }
        String text = scalar.get().text().strip();
        Optional<Duration> duration = DurationText.parse(text);
        if (duration.isPresent() && duration.get().compareTo(ConfigBounds.LONGEST) <= 0) {
            return duration.get();
        }
        String what = "cannot read " + Report.quoted(text) + " as a duration";
        if (duration.isPresent()) {
            what = Report.quoted(text) + " is longer than ten years";
        } else if (text.startsWith("-") && DurationText.parse(text.substring(1)).isPresent()) {
            what = Report.quoted(text) + " is negative, and a duration cannot be";
        }
        refuse(key, scalar.get(), what, "write 10, 10s, 1m30s or 250ms");
        return fallback;
    }

    Signal signal(KeySpec key, Signal fallback) {
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return fallback;
        }
        String text = scalar.get().text();
        Optional<Signal> signal = Signal.parse(text);
        if (signal.isEmpty()) {
            String word = text.toUpperCase(Locale.ROOT);
            String name = word.startsWith("SIG") ? word.substring(3) : word;
            Optional<String> nearest = Suggestions.nearest(name, Signal.known().values());
            refuse(
                    key,
                    scalar.get(),
                    "there is no signal " + Report.quoted(text),
                    nearest.isPresent() ? "did you mean " + nearest.get() + "?" : write(key));
        }
        return signal.orElse(fallback);
    }

    /// An octal number, as permissions are written.
    OptionalInt mode(KeySpec key) {
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt mask = octal(scalar.get().text().strip());
        if (mask.isPresent() && mask.getAsInt() <= 0777) {
            return mask;
        }
        String quoted = Report.quoted(scalar.get().text());
        refuse(
                key,
                scalar.get(),
                mask.isPresent() ? quoted + " is out of bounds" : "cannot read " + quoted + " as an octal number",
                "write three digits from 0 to 7, as 022");
        return OptionalInt.empty();
    }

    /// The octal number that `text` means, if it is one: `022` and `0o22` are 18.
    private static OptionalInt octal(String text) {
        String digits = text.startsWith("0o") || text.startsWith("0O") ? text.substring(2) : text;
        if (digits.isEmpty() || digits.length() > 6) {
            return OptionalInt.empty();
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 7) {
                return OptionalInt.empty();
            }
            value = value * 8 + digit;
        }
        return OptionalInt.of(value);
    }

    /// One of the constants of an enum, written in lower case.
    ///
    /// @param as what it is, as `a role`
    <T extends Enum<T>> Optional<T> word(KeySpec key, T[] constants, String as) {
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (T constant : constants) {
            if (constant.name().equalsIgnoreCase(scalar.get().text())) {
                return Optional.of(constant);
            }
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        unreadable(key, scalar.get(), as, names);
        return Optional.empty();
    }

    /// The texts of a list, or the only one where a list could stand.
    List<Scalar> texts(KeySpec key) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        List<Scalar> texts = new ArrayList<>();
        for (Node item : node.get() instanceof Sequence list ? list.items() : List.of(node.get())) {
            if (item instanceof Scalar scalar && !scalar.isNull()) {
                texts.add(scalar);
            } else if (!(item instanceof Broken)) {
                report.add(item.place(), pathOf(key), "a name must stand here", write(key));
            }
        }
        return texts;
    }

    Optional<ByteSize> size(KeySpec key) {
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        Optional<ByteSize> size = ByteSize.parse(scalar.get().text());
        if (size.isEmpty()) {
            String what = "cannot read " + Report.quoted(scalar.get().text()) + " as a size";
            refuse(key, scalar.get(), what, "write 50MB, 512KB, 1GB or a number of bytes");
        }
        return size;
    }

    LogLevel level(KeySpec key, LogLevel fallback) {
        return word(key, LogLevel.values(), "a log level").orElse(fallback);
    }

    /// Reports one of these settings.
    void refuse(KeySpec key, Node node, String what, String remedy) {
        report.add(node.place(), pathOf(key), what, remedy);
    }

    /// Reports one of these settings, at a place of its own.
    void refuse(KeySpec key, Position place, String what, String remedy) {
        report.add(place, pathOf(key), what, remedy);
    }

    /// The settings of a mapping below these.
    ///
    /// @param below its path, as `taskmaster.users.admin`
    Settings below(String below, SequencedMap<String, Entry> its) {
        return new Settings(below, its, report);
    }

    /// Reports every key that is not in `known`, with the one that was probably meant.
    void refuseOthers(List<KeySpec> known, List<KeySpec> elsewhere, String whereElse) {
        Collection<String> names = Keys.names(known);
        for (Entry entry : fields.values()) {
            String name = entry.key().text();
            String what = "there is no setting " + Report.named(name);
            if (names.contains(name) || report.said(entry.key().place(), what)) {
                continue;
            }
            Optional<String> nearest = Suggestions.nearest(name.toLowerCase(Locale.ROOT), names);
            Optional<KeySpec> other = Keys.otherwiseCalled(name.toLowerCase(Locale.ROOT), known);
            String remedy = "known are " + String.join(", ", names);
            Optional<String> translated = FromSupervisord.remedy(entry, known);
            if (Keys.named(name, elsewhere).isPresent()) {
                remedy = whereElse;
            } else if (translated.isPresent()) {
                remedy = translated.get();
            } else if (other.isPresent()
                    && (nearest.isEmpty() || other.get().otherNames().contains(name))) {
                remedy = "it is called " + Report.named(other.get().name()) + " here";
            } else if (nearest.isPresent()) {
                remedy = "did you mean " + Report.named(nearest.get()) + "?";
            }
            report.add(entry.key().place(), path, what, remedy);
        }
    }

    String pathOf(KeySpec key) {
        return path + "." + key.name();
    }

    private void unreadable(KeySpec key, Scalar scalar, String as, List<String> words) {
        Optional<String> nearest = Suggestions.nearest(scalar.text().toLowerCase(Locale.ROOT), words);
        String remedy = nearest.isPresent() ? "did you mean " + Report.named(nearest.get()) + "?" : write(key);
        refuse(key, scalar, "cannot read " + Report.quoted(scalar.text()) + " as " + as, remedy);
    }

    private static String write(KeySpec key) {
        return "write " + key.kind().form();
    }
}
