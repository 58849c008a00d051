package org.taskmaster.model;

/// Which copy of which program: what stays the same when a program is scaled or changed.
///
/// @param program the program's name in the configuration
/// @param number from 0 up to the number of copies, exclusive
public record ProcessKey(String program, int number) implements Comparable<ProcessKey> {

    @Override
    public int compareTo(ProcessKey other) {
        int byProgram = program.compareTo(other.program);
        return byProgram != 0 ? byProgram : Integer.compare(number, other.number);
    }
}
