package org.taskmaster.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// Says in our words what the YAML parser says in its own: where the text stops being YAML, why, and
/// what
/// to write.
final class SyntaxProblem {

    private SyntaxProblem() {}

    static void report(RuntimeException failure, String text, Report report) {
        if (!(failure instanceof MarkedYamlEngineException marked)) {
            report.add(Place.WHOLE_FILE, "this is not YAML: " + failure.getMessage(), "");
            return;
        }
        Place place = place(marked.getProblemMark());
        Place context = place(marked.getContextMark());
        String problem = String.valueOf(marked.getProblem());
        String about = String.valueOf(marked.getContext());
        if (problem.startsWith("found character")) {
            badStart(place, text, report);
        } else if (problem.startsWith("mapping values are not allowed")) {
            report.add(
                    place,
                    "a `key: value` cannot begin in the middle of another value",
                    "indent this line exactly like the setting above it, or put quotes around a value that"
                            + " contains `: `");
        } else if (about.contains("quoted scalar") && problem.contains("end of stream")) {
            report.add(context, "the quote that opens here is never closed", "add the closing quote");
        } else if (about.contains("double-quoted scalar")) {
            report.add(
                    place,
                    "a backslash and this character mean nothing in double quotes",
                    "use single quotes, or write `\\\\` for a backslash");
        } else if (about.contains("flow") && !problem.contains("end of stream")) {
            report.add(
                    place,
                    "the list or mapping in brackets that begins in line " + context.line() + " is not closed or lacks"
                            + " a comma before here",
                    "separate its items with commas and close it with `]` or `}`");
        } else if (about.contains("flow")) {
            report.add(context, "the bracket that opens here is never closed", "close it with `]` or `}`");
        } else if (problem.contains("block mapping start") || problem.contains("<block end>")) {
            indentation(place, context, about, report);
        } else if (about.contains("simple key") || problem.contains("could not find expected ':'")) {
            report.add(
                    context.line() > 0 ? context : place,
                    "this line is neither `key: value` nor a list item",
                    "write a colon and a blank after the key");
        } else {
            report.add(place, "this is not YAML: " + problem, "check the indentation and the quotes of this line");
        }
    }

    private static void badStart(Place place, String text, Report report) {
        char c = charAt(place, text);
        if (c == '\t') {
            report.add(place, "a tab stands where YAML wants spaces", "replace each tab with spaces");
        } else {
            report.add(place, "a value cannot begin with `" + c + "`", "put quotes around the value: \"" + c + "…\"");
        }
    }

    private static void indentation(Place place, Place context, String about, Report report) {
        String what = about.contains("collection") ? "the list" : "the settings";
        report.add(
                place,
                "the indentation of this line (" + spaces(place.column() - 1) + ") fits neither " + what
                        + " that begin" + (about.contains("collection") ? "s" : "") + " in line " + context.line()
                        + " (" + spaces(context.column() - 1) + ") nor anything around them",
                "give all settings of one program the same indentation");
    }

    private static String spaces(int count) {
        return count == 1 ? "1 space" : count + " spaces";
    }

    private static Place place(Optional<Mark> mark) {
        return mark.isEmpty()
                ? Place.WHOLE_FILE
                : new Place(mark.get().getLine() + 1, mark.get().getColumn() + 1);
    }

    private static char charAt(Place place, String text) {
        int start = 0;
        for (int line = 1; line < place.line() && start >= 0; line++) {
            start = text.indexOf('\n', start) + 1;
        }
        int index = start + place.column() - 1;
        return index >= 0 && index < text.length() ? text.charAt(index) : '?';
    }
}
