package org.taskmaster.cli;

import org.taskmaster.control.ControlFailure;

/// The supervisor could not be asked: nothing more can be done here.
final class Unreached extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ControlFailure failure;

    Unreached(ControlFailure failure) {
        super(failure);
        this.failure = failure;
    }

    ControlFailure failure() {
        return failure;
    }
}
