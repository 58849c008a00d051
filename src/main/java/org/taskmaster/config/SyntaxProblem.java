package org.taskmaster.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// Says in our words what the YAML parser says in its own: where the text stops being YAML, why, and what to
/// write.
///
/// @param from the first line to leave out so that the lines behind can be read; 0: none helps
/// @param to the last one
/// @param spreads whether the next line probably fails for the same reason
record SyntaxProblem(Position place, String what, String remedy, int from, int to, boolean spreads) {

    /// @param innermost where the list or mapping begins that was being read
    static SyntaxProblem of(RuntimeException failure, String text, Position innermost) {
        if (!(failure instanceof MarkedYamlEngineException marked)) {
            return new SyntaxProblem(Position.WHOLE_FILE, "this is not YAML: " + failure.getMessage(), "", 0, 0, false);
        }
        Position place = place(marked.getProblemMark());
        Position context = place(marked.getContextMark());
        String problem = String.valueOf(marked.getProblem());
        String about = String.valueOf(marked.getContext());
        if (problem.startsWith("found character")) {
            return badStart(place, text);
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return spreading(
                    place,
                    "a `key: value` cannot begin in the middle of another value",
                    "indent this line exactly like the setting above it, end the line above with a colon if it is a"
                            + " name, or put quotes around a value that contains `: `");
        }
        if (about.contains("quoted scalar")) {
            return quotes(place, context, problem);
        }
        if (about.contains("flow")) {
            // Of a bracket with nothing behind it, the parser names the end of the file as the context.
            return brackets(place, about.contains("flow node") ? innermost : context, problem);
        }
        if (problem.contains("block mapping start") || problem.contains("<block end>")) {
            return indentation(place, context, about);
        }
        if (problem.contains("could not find expected ':'")) {
            return single(
                    context,
                    "this line is neither `key: value` nor a list item",
                    "write a colon and a blank after the key");
        }
        return single(place, "this is not YAML" + words(problem), "check the indentation and the quotes of this line");
    }

    /// What the parser says, without what it found: that may be a secret.
    private static String words(String problem) {
        int found = problem.indexOf("found ");
        String words = (found < 0 ? problem : problem.substring(0, found)).replaceAll("[^A-Za-z]*(but )?$", "");
        return words.isBlank() ? "" : ": " + words;
    }

    private static SyntaxProblem single(Position place, String what, String remedy) {
        return new SyntaxProblem(place, what, remedy, place.line(), place.line(), false);
    }

    private static SyntaxProblem spreading(Position place, String what, String remedy) {
        return new SyntaxProblem(place, what, remedy, place.line(), place.line(), true);
    }

    private static SyntaxProblem quotes(Position place, Position context, String problem) {
        if (problem.contains("end of stream") || problem.contains("document separator")) {
            return single(context, "the quote that opens here is never closed", "add the closing quote");
        }
        return single(
                place,
                "a backslash and this character mean nothing in double quotes",
                "use single quotes, or write `\\\\` for a backslash");
    }

    private static SyntaxProblem brackets(Position place, Position context, String problem) {
        if (problem.contains("end of stream") || problem.contains("<stream end>")) {
            return single(context, "the bracket that opens here is never closed", "close it with `]` or `}`");
        }
        return new SyntaxProblem(
                place,
                "the list or mapping in brackets that begins in line " + context.line()
                        + " is not closed or lacks a comma before here",
                "separate its items with commas and close it with `]` or `}`",
                context.line(),
                Math.max(context.line(), place.line() - 1),
                false);
    }

    /// The text without the lines to leave out; the others keep their numbers.
    String cutFrom(String text) {
        int start = startOf(from, text);
        int end = startOf(to + 1, text);
        StringBuilder kept = new StringBuilder(text.length());
        kept.append(text, 0, start);
        for (int line = from; line <= to; line++) {
            kept.append('\n');
        }
        return kept.append(text, end, text.length()).toString();
    }

    private static SyntaxProblem badStart(Position place, String text) {
        int index = startOf(place.line(), text) + place.column() - 1;
        char c = index >= 0 && index < text.length() ? text.charAt(index) : '?';
        return c == '\t'
                ? single(place, "a tab stands where YAML wants spaces", "replace each tab with spaces")
                : single(place, "a value cannot begin with `" + c + "`", "put quotes around the value: \"" + c + "…\"");
    }

    private static SyntaxProblem indentation(Position place, Position context, String about) {
        boolean list = about.contains("collection");
        return spreading(
                place,
                "the indentation of this line (" + spaces(place.column() - 1) + ") fits neither "
                        + (list ? "the list that begins" : "the settings that begin") + " in line " + context.line()
                        + " (" + spaces(context.column() - 1) + ") nor anything around them",
                "give all settings of one program the same indentation");
    }

    private static String spaces(int count) {
        return count == 1 ? "1 space" : count + " spaces";
    }

    private static Position place(Optional<Mark> mark) {
        return mark.isEmpty()
                ? Position.WHOLE_FILE
                : new Position(mark.get().getLine() + 1, mark.get().getColumn() + 1);
    }

    /// Where a line begins; the end of the text when it has no such line.
    private static int startOf(int line, String text) {
        int start = 0;
        for (int current = 1; current < line; current++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return text.length();
            }
            start = end + 1;
        }
        return start;
    }
}
