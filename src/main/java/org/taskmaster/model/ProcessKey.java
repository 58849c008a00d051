package org.taskmaster.model;

import java.util.Comparator;

/// Which copy of which program: what stays the same when a program is scaled or changed.
///
/// @param program the program's name in the configuration
/// @param number from 0 up to the number of copies, exclusive
public record ProcessKey(String program, int number) implements Comparable<ProcessKey> {

    private static final Comparator<ProcessKey> ORDER =
            Comparator.comparing(ProcessKey::program).thenComparingInt(ProcessKey::number);

    @Override
    public int compareTo(ProcessKey other) {
        return ORDER.compare(this, other);
    }
}
