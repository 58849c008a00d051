package org.taskmaster.model;

/// A word of a command line that a message suggests, so that it can be typed as it is shown: a path, or the
/// name of a process. Our own prompt reads words as a shell does, so it holds there as well.
public final class ShellWord {

    private ShellWord() {}

    /// The word, in quotes when a shell would take it for something else.
    public static String of(Object word) {
        String text = word.toString();
        return text.matches("[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*")
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }
}
