package org.taskmaster.control;

import java.util.List;

/// Which processes are meant, in the words a person typed: process names (`web:0`), program names
/// (`web`, all of its
/// processes), globs (`web:*`, `w?b*`), or `all`.
///
/// @param words at least one
public record Selector(List<String> words) {

    public Selector {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a selector needs at least one word");
        }
    }

    /// Every process.
    public static Selector all() {
        return new Selector(List.of("all"));
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
