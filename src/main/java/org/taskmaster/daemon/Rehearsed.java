package org.taskmaster.daemon;

/// Whether another build of the supervisor can go on in this process.
public sealed interface Rehearsed {

    /// It can.
    record Ready(Successor successor) implements Rehearsed {}

    /// It cannot, or is not there.
    ///
    /// @param why in words for people
    record Refused(String why) implements Rehearsed {}
}
