package org.taskmaster.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Which known word was most likely meant.
public final class Suggestions {

    private Suggestions() {}

    private record Near(String word, int distance) {}

    /// The known word with the fewest typing errors between it and `word`.
    ///
    /// @return empty when even the nearest is too far away to be worth a guess
    public static Optional<String> nearest(String word, Collection<String> known) {
        int tolerated = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= tolerated)
                .map(candidate -> new Near(candidate, distance(word, candidate)))
                .filter(near -> near.distance() <= tolerated)
                .min(Comparator.comparingInt(Near::distance).thenComparing(Near::word))
                .map(Near::word);
    }

    /// How many characters have to be added, removed, replaced, or swapped with their neighbour
    /// (Damerau and Levenshtein).
    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, left, right, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int cheapest(int[][] cost, String left, String right, int i, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int best = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
