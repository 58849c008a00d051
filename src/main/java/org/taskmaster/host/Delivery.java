package org.taskmaster.host;

/// What became of a signal.
public sealed interface Delivery {

    /// The kernel took it.
    record Delivered() implements Delivery {}

    /// There is no process left to take it.
    record NoSuchProcess() implements Delivery {}

    /// The kernel would not have it.
    ///
    /// @param reason in words for people
    record Refused(String reason) implements Delivery {}
}
