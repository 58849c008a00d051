package org.taskmaster.control;

/// A question or an order that could not be brought to the supervisor, or whose answer could not be
/// brought back: what happened and what to do, in words for people.
///
/// A [Control] within the supervisor's own process never throws it.
public class ControlFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// @param message what happened and what to do
    protected ControlFailure(String message) {
        super(message);
    }
}
