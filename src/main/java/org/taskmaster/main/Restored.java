package org.taskmaster.main;

/// What came of looking whether a file of ours is still in its place.
sealed interface Restored {

    /// It is.
    record InPlace() implements Restored {}

    /// It was not, and is again.
    ///
    /// @param words what was the matter, for the activity log
    record Anew(String words) implements Restored {}

    /// It is not, and cannot be put back.
    ///
    /// @param words what is in the way, and what to do
    record Refused(String words) implements Restored {}
}
