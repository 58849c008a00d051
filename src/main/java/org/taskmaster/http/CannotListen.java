package org.taskmaster.http;

/// A listener could not be opened; the message says which, why, and what to do.
public final class CannotListen extends Exception {

    private static final long serialVersionUID = 1L;

    CannotListen(String message) {
        super(message);
    }
}
