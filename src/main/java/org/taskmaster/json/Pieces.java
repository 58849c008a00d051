package org.taskmaster.json;

/// Takes a text piece by piece, so that no more than a piece of it has to be kept.
@FunctionalInterface
public interface Pieces {

    /// About how many bytes a piece has.
    int LENGTH = 32 * 1024;

    /// Takes the next piece, and may wait before it does.
    ///
    /// @return false when no more is wanted
    boolean take(byte[] piece) throws InterruptedException;
}
