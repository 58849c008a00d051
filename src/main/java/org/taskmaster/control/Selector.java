package org.taskmaster.control;

import java.util.List;
import org.taskmaster.model.ProcessName;

/// Which processes are meant, in the words a person typed: process names (`web:0`), program names
/// (`web` or `web:`, all of its processes), globs (`web:*`, `w?b*`), or `all`.
///
/// @param words at least one
public record Selector(List<String> words) {

    /// The word for every process.
    public static final String ALL = "all";

    public Selector {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a selector needs at least one word");
        }
    }

    /// Every process.
    public static Selector all() {
        return new Selector(List.of(ALL));
    }

    /// Whether a word may fit other names than itself, so that it has to be held against each.
    public static boolean isPattern(String word) {
        return word.indexOf('*') >= 0 || word.indexOf('?') >= 0 || word.endsWith(":");
    }

    /// Whether a process is meant.
    public boolean picks(ProcessName name) {
        return words.stream().anyMatch(word -> picks(word, name.group(), name.text()));
    }

    /// Whether a program is meant that has no process.
    public boolean picksProgram(String program) {
        return picks(ProcessName.only(program));
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }

    /// `web:*` means every process of `web`, also when its only one is called `web`.
    private static boolean picks(String word, String group, String name) {
        if (word.equals(ALL) || word.equals(name) || word.equals(group)) {
            return true;
        }
        boolean wholeGroup = word.endsWith(":*") || word.endsWith(":");
        return matches(word, name) || (wholeGroup && matches(word.substring(0, word.lastIndexOf(':')), group));
    }

    /// A glob of `*` and `?` against a whole name, in time proportional to the product of their
    /// lengths: on a mismatch only the latest `*` takes one more character.
    private static boolean matches(String glob, String name) {
        int g = 0;
        int n = 0;
        int star = -1;
        int taken = 0;
        while (n < name.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                taken = n;
            } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == name.charAt(n))) {
                g++;
                n++;
            } else if (star >= 0) {
                g = star + 1;
                n = ++taken;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
