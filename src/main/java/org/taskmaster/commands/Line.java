package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.control.UnknownName;

/// One line of an answer, in pieces of different tone. Nothing in it can move a terminal's cursor.
///
/// @param hang the column at which it goes on when it does not fit in a row; -1: a little further in than it begins
public record Line(List<Span> spans, int hang) {

    public Line {
        spans = List.copyOf(spans);
    }

    private Line(List<Span> spans) {
        this(spans, -1);
    }

    /// The same line, which goes on at this column when it does not fit in a row.
    public Line hanging(int column) {
        return new Line(spans, column);
    }

    /// A piece of one tone; control characters in it are made visible.
    public record Span(Tone tone, String text) {
        public Span {
            text = Visible.of(text);
        }
    }

    /// A line without colours.
    public static Line of(String text) {
        return of(Tone.PLAIN, text);
    }

    /// A line of one tone.
    public static Line of(Tone tone, String text) {
        return new Line(List.of(new Span(tone, text)));
    }

    /// `error: cannot ...`
    static Line error(String text) {
        return of(Tone.BAD, "error").with(": " + text);
    }

    /// What is wrong with something, in supervisorctl's form: `web: ERROR (no such process)`.
    static Line error(String name, String why) {
        return error(name, Tone.BAD, why);
    }

    /// As above, in another tone.
    static Line error(String name, Tone tone, String why) {
        return of(name + ": ").with(tone, "ERROR").with(" (" + why + ")");
    }

    /// A name that fits nothing, and the one that was meant.
    static Line unknown(UnknownName name) {
        return unknown(name.word(), "no such process", name.suggestion());
    }

    /// As above, of something that is no process.
    static Line unknown(String word, String why, Optional<String> suggestion) {
        Line line = error(word, why);
        return suggestion.isEmpty() ? line : line.with(", did you mean " + suggestion.get() + "?");
    }

    /// `1 process`, `2 processes`.
    public static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /// This line and one more piece.
    public Line with(Tone tone, String text) {
        List<Span> more = new ArrayList<>(spans);
        more.add(new Span(tone, text));
        return new Line(more, hang);
    }

    /// This line and one more piece without colour.
    public Line with(String text) {
        return with(Tone.PLAIN, text);
    }

    /// The text alone.
    public String plain() {
        StringBuilder text = new StringBuilder();
        spans.forEach(span -> text.append(span.text()));
        return text.toString();
    }

    /// The text with the escape sequences of its tones.
    public String coloured() {
        StringBuilder text = new StringBuilder();
        spans.forEach(span -> text.append(span.tone().paint(span.text())));
        return text.toString();
    }
}
