package org.taskmaster.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An option of `taskmasterctl`, as people type it and as it is explained to them. The usage, the manual
/// and the completions of shells are made from these.
public enum CtlOption {
    FILE("-c", "--configuration", "FILE", "ask the supervisor of this configuration file"),
    URL("-s", "--serverurl", "URL", "ask unix:///PATH or http://HOST:PORT"),
    USER("-u", "--username", "USER", "who you are, when you come by TCP"),
    PASSWORD_FILE("", "--password-file", "FILE", "a file whose first line is the password"),
    JSON("", "--json", "", "print the answer as JSON"),
    REASON("", "--reason", "TEXT", "why, for the activity log"),
    VERSION("-v", "--version", "", "print the version of this program"),
    HELP("-h", "--help", "", "print this");

    private final String brief;
    private final String word;
    private final String label;
    private final String meaning;

    CtlOption(String brief, String word, String label, String meaning) {
        this.brief = brief;
        this.word = word;
        this.label = label;
        this.meaning = meaning;
    }

    /// Its short word; empty when it has none.
    public String brief() {
        return brief;
    }

    /// Its long word.
    public String word() {
        return word;
    }

    /// What its value is; empty when it has none.
    public String label() {
        return label;
    }

    /// What it is for, in a line for people.
    public String meaning() {
        return meaning;
    }

    /// Whether the next word is its value.
    public boolean takesValue() {
        return !label.isEmpty();
    }

    /// The option that `typed` is.
    static Optional<CtlOption> of(String typed) {
        return Arrays.stream(values())
                .filter(option -> typed.equals(option.word) || typed.equals(option.brief))
                .findFirst();
    }

    /// All long words.
    static List<String> words() {
        return Arrays.stream(values()).map(CtlOption::word).toList();
    }

    /// `options` with this one.
    CtlOptions apply(CtlOptions options, String value) {
        return switch (this) {
            case FILE -> options.withFile(value);
            case URL -> options.withUrl(value);
            case USER -> options.withUser(value);
            case PASSWORD_FILE -> options.withPasswordFile(value);
            case JSON -> options.withJson(true);
            case REASON -> options.withReason(value);
            case VERSION, HELP -> options;
        };
    }
}
