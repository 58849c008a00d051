package org.taskmaster.model;

import java.util.Optional;

/// One of the two streams that a process writes to.
public enum Stream {
    STDOUT("stdout", 1),
    STDERR("stderr", 2);

    private final String word;
    private final int descriptor;

    Stream(String word, int descriptor) {
        this.word = word;
        this.descriptor = descriptor;
    }

    /// As the configuration calls it, and everything that is read by programs.
    public String word() {
        return word;
    }

    /// The number by which a process has it open.
    public int descriptor() {
        return descriptor;
    }

    public Stream other() {
        return this == STDOUT ? STDERR : STDOUT;
    }

    /// The one that is called so.
    public static Optional<Stream> named(String word) {
        for (Stream stream : values()) {
            if (stream.word.equals(word)) {
                return Optional.of(stream);
            }
        }
        return Optional.empty();
    }
}
