package org.taskmaster.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/// Why something that has to do with files or connections failed, in words.
public final class Reason {

    private Reason() {}

    /// As [#of], but in full when that is a sentence of ours, which names what it is about.
    public static String inFull(IOException failure) {
        return failure instanceof FileSystemException ? of(failure) : String.valueOf(failure.getMessage());
    }

    /// Without the name of the file, which the caller knows, and in lower case.
    public static String of(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "there is something of that name already";
        }
        if (failure instanceof FileSystemLoopException) {
            return "too many symbolic links, maybe in a circle";
        }
        if (failure instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "there is a directory of that name that is not empty";
        }
        String reason = failure instanceof FileSystemException inFile ? inFile.getReason() : failure.getMessage();
        if (reason == null || reason.isBlank()) {
            return "the system does not say why";
        }
        return reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }
}
