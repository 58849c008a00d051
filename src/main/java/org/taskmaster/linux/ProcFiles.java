package org.taskmaster.linux;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The small text files in which the kernel tells about processes.
///
/// [proc(5)](https://man7.org/linux/man-pages/man5/proc.5.html)
final class ProcFiles {

    private ProcFiles() {}

    /// The whole text; empty when there is no such file, or no longer.
    static String read(String path) {
        try (FileInputStream file = new FileInputStream(path)) {
            return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            // A process that is gone is the common case, and there is nobody to tell of another.
            return "";
        }
    }
}
