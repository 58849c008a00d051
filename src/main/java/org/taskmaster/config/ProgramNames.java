package org.taskmaster.config;

import org.taskmaster.config.Node.Scalar;

/// Decides what a program may be called: what people can type, and what selects nothing else.
final class ProgramNames {

    private static final String SPECIAL = ":/*?[]";
    private static final String EVERY_PROGRAM = "all";

    private ProgramNames() {}

    static void check(Scalar name, Report report) {
        String why = objection(name.text());
        if (!why.isEmpty()) {
            report.add(
                    name.place(),
                    "a program cannot be called " + Report.quoted(name.text()) + ": " + why,
                    "use letters, digits, `-`, `_` and `.`");
        }
    }

    private static String objection(String name) {
        if (name.isEmpty()) {
            return "the name is empty";
        }
        if (name.equals(EVERY_PROGRAM)) {
            return "`all` means every program";
        }
        if (name.startsWith("-")) {
            return "it looks like an option";
        }
        if (name.length() > ConfigBounds.NAME_LENGTH) {
            return "it is longer than " + ConfigBounds.NAME_LENGTH + " characters";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                return "it has a blank in it";
            }
            if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                return "it has a character in it that cannot be shown";
            }
            if (SPECIAL.indexOf(c) >= 0) {
                return "it has a `" + c + "` in it";
            }
        }
        return "";
    }
}
