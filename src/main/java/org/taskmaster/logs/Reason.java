package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/// Why something failed, in words.
final class Reason {

    private Reason() {}

    /// Without the name of the file, which whoever tells it knows, and in lower case.
    static String of(IOException failure) {
        String reason = failure instanceof FileSystemException inFile ? inFile.getReason() : failure.getMessage();
        if (reason == null || reason.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }
}
