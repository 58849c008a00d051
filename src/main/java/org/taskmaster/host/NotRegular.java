package org.taskmaster.host;

import java.io.IOException;

/// What was to be read is no regular file.
public final class NotRegular extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean directory;

    public NotRegular(boolean directory) {
        super(directory ? "it is a directory" : "it is a device, a pipe or a socket");
        this.directory = directory;
    }

    public boolean isDirectory() {
        return directory;
    }
}
