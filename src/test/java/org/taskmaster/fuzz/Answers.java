package org.taskmaster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/// What must never be in an answer, and what makes two answers alike.
final class Answers {

    /// A frame of a stack trace, or a class by its full name, as exceptions tell them.
    private static final Pattern INSIDE =
            Pattern.compile("\\bat [\\w.$/@<>]+\\((\\w+\\.java(:\\d+)?|Native Method|Unknown Source)\\)"
                    + "|\\b(java|javax|jdk|sun|io\\.netty|io\\.avaje|org\\.taskmaster)\\.[\\w.]*[A-Z]\\w+"
                    + "|\\b[A-Z]\\w*Exception\\b");

    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|`[^`]*`");
    private static final Pattern PARTICULAR = Pattern.compile("[0-9]+|[^\\x20-\\x7e]+");
    private static final int LOOKED_AT = 400;
    private static final int TELLING = 80;

    private Answers() {}

    /// Fails when an answer shows something of our insides.
    static void check(String answer) {
        assertThat(INSIDE.matcher(answer).results().map(found -> found.group()).toList())
                .as("insides in: %s", answer)
                .isEmpty();
    }

    /// What is left of an answer without what it is about.
    static String kind(String answer) {
        String beginning = beginning(answer);
        String general =
                PARTICULAR.matcher(QUOTED.matcher(beginning).replaceAll("Q")).replaceAll("N");
        return general.substring(0, Math.min(TELLING, general.length()));
    }

    /// As much as kinds are told by.
    static String beginning(String answer) {
        return answer.substring(0, Math.min(LOOKED_AT, answer.length()));
    }
}
