package org.taskmaster.model;

import org.jspecify.annotations.Nullable;

/// Which copy of which program: what stays the same when a program is scaled or changed.
///
/// Equality and order are written out because they are asked at every step of every process, from the first
/// moment on, when the JVM runs what it would derive for a record many times slower.
///
/// @param program the program's name in the configuration
/// @param number from 0 up to the number of copies, exclusive
public record ProcessKey(String program, int number) implements Comparable<ProcessKey> {

    @Override
    public int compareTo(ProcessKey other) {
        int byProgram = program.compareTo(other.program);
        return byProgram != 0 ? byProgram : Integer.compare(number, other.number);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessKey key && number == key.number && program.equals(key.program);
    }

    @Override
    public int hashCode() {
        return 31 * program.hashCode() + number;
    }
}
