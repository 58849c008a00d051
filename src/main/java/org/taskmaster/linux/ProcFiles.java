package org.taskmaster.linux;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The small text files in which the kernel describes processes.
///
/// [proc(5)](https://man7.org/linux/man-pages/man5/proc.5.html)
final class ProcFiles {

    /// More than there is in any of them but [#environment].
    private static final int MOST = 8 << 20;

    private static final int MOST_ENVIRONMENT = 1 << 20;

    private ProcFiles() {}

    /// The whole text; empty when there is no such file, or no longer.
    static String read(String path) {
        return read(path, MOST);
    }

    /// What a process was started with, each variable behind a zero byte. It is the process's own memory, and any
    /// process can have it begin and end anywhere: so it may say anything, and what is beyond the first MiB is not
    /// looked at.
    ///
    /// PR_SET_MM of [prctl(2)](https://man7.org/linux/man-pages/man2/prctl.2.html)
    static String environment(int pid) {
        String text = read("/proc/" + pid + "/environ", MOST_ENVIRONMENT);
        return text.isEmpty() ? text : '\0' + text;
    }

    private static String read(String path, int most) {
        try (FileInputStream file = new FileInputStream(path)) {
            return new String(file.readNBytes(most), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            // A process that is gone is the common case, and other failures cannot be reported from here.
            return "";
        }
    }
}
