package org.taskmaster.host;

import java.io.IOException;

/// A file is not used because of what it is or whose it is. The message says so, with its path and what to do.
public final class Untrusted extends IOException {

    private static final long serialVersionUID = 1L;

    public Untrusted(String message) {
        super(message);
    }
}
