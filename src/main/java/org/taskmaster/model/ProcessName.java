package org.taskmaster.model;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What a process is called, as people see and type it: `web`, the only one of its program, or `web:0`, one of
/// several. Such names are made and taken apart here and nowhere else.
///
/// It is no record, since its text is asked for far more often than it is made.
public final class ProcessName implements Comparable<ProcessName> {

    private static final char SEPARATOR = ':';

    private final String group;
    private final String program;
    private final OptionalInt number;
    private final String text;

    private ProcessName(String group, String program, OptionalInt number, String text) {
        this.group = group;
        this.program = program;
        this.number = number;
        this.text = text;
    }

    /// Of the only process of `program`.
    public static ProcessName only(String program) {
        return new ProcessName(program, program, OptionalInt.empty(), program);
    }

    /// Of one of several processes of `program`.
    public static ProcessName numbered(String program, int number) {
        return new ProcessName(program, program, OptionalInt.of(number), program + SEPARATOR + number);
    }

    /// Of the process that is called `within` in `group`.
    public static ProcessName in(String group, String within) {
        return within.equals(group) ? only(group) : of(group + SEPARATOR + within);
    }

    /// The name that is written so. Any text is one, though perhaps of no process that there can be.
    public static ProcessName of(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            return only(text);
        }
        String program = text.substring(0, separator);
        return new ProcessName(program, program, number(text, separator + 1), text);
    }

    /// As it is written when numbers are printed; empty for anything else, as `00`.
    private static OptionalInt number(String text, int start) {
        int digits = text.length() - start;
        if (digits < 1 || digits > 9 || digits > 1 && text.charAt(start) == '0') {
            return OptionalInt.empty();
        }
        int number = 0;
        for (int i = start; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return OptionalInt.empty();
            }
            number = number * 10 + digit - '0';
        }
        return OptionalInt.of(number);
    }

    /// What it belongs to. Each program is a group of its own.
    public String group() {
        return group;
    }

    public String program() {
        return program;
    }

    /// Which of several; empty for the only process of its program.
    public OptionalInt number() {
        return number;
    }

    /// As people write it.
    public String text() {
        return text;
    }

    /// What it is called in its group, as supervisord's clients write it behind the colon: the only process of `web`
    /// as well `web`, one of several by its number.
    public String within() {
        return text.length() == group.length() ? program : text.substring(group.length() + 1);
    }

    /// The other name that this process has when its program has another number of processes: `web:0` for `web`, and
    /// the other way round; empty: it has none.
    public Optional<ProcessName> otherwise() {
        if (text.length() == program.length()) {
            return Optional.of(numbered(program, 0));
        }
        return number.isPresent() && number.getAsInt() == 0 ? Optional.of(only(program)) : Optional.empty();
    }

    @Override
    public int compareTo(ProcessName other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessName name && text.equals(name.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
