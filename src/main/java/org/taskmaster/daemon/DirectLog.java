package org.taskmaster.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Stream;

/// A log that a process writes by itself, and where its writing goes when the file was moved or removed
/// meanwhile: on into that file, until the process is started again. The kernel tells by what name a process
/// has a file open ([proc_pid_fd(5)](https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html)); a process that
/// has put something else in the place of its log is nobody's concern.
///
/// @param file the name of the log
/// @param pid who has it open
/// @param descriptor which of theirs it is
record DirectLog(Path file, int pid, int descriptor) {

    private static final String DELETED = " (deleted)";

    /// The log of a process that is up and writes by itself; empty for others.
    static Optional<DirectLog> of(ProcessStatus process, Stream stream) {
        Output output = process.output(stream);
        return output instanceof Output.ToFile(Path file) && process.pid().isPresent()
                ? Optional.of(new DirectLog(file.toAbsolutePath(), process.pid().getAsInt(), stream.descriptor()))
                : Optional.empty();
    }

    /// Those of some processes that are written where nobody finds them by their names, in words for people.
    static List<String> strayed(List<ProcessStatus> processes) {
        List<String> strayed = new ArrayList<>();
        for (ProcessStatus process : processes) {
            for (Stream stream : Stream.values()) {
                boolean told = stream == Stream.STDERR && process.stderr().equals(process.stdout());
                Optional<DirectLog> log = told ? Optional.empty() : of(process, stream);
                log.flatMap(direct -> direct.strayed(process.name(), true).map(why -> direct.file() + ": " + why))
                        .ifPresent(strayed::add);
            }
        }
        return strayed;
    }

    /// What has become of the file that the process has open; empty when it has its name, or nothing is known of it.
    ///
    /// @param tellsPaths whether whoever asks may see the names of files
    Optional<String> strayed(ProcessName process, boolean tellsPaths) {
        Path open = Path.of("/proc/" + pid + "/fd/" + descriptor);
        try {
            String now = Files.readSymbolicLink(open).toString();
            boolean removed = now.endsWith(DELETED);
            Path name = Path.of(removed ? now.substring(0, now.length() - DELETED.length()) : now);
            if (!isOurs(name) || !Files.isRegularFile(open) || Files.exists(file) && Files.isSameFile(open, file)) {
                return Optional.empty();
            }
            String who = process + " (pid " + pid + ")";
            String remedy = "; restart it to have a new one made";
            if (removed) {
                return Optional.of(
                        "it was removed, and what " + who + " writes goes on into the removed file" + remedy);
            }
            return Optional.of("it was moved" + (tellsPaths ? " to " + name : "") + ", and what " + who
                    + " writes goes on there" + remedy);
        } catch (IOException _) {
            // the process is gone, or not ours to look at
            return Optional.empty();
        }
    }

    /// Whether it is the log, or the log as it was called when it was set aside.
    private boolean isOurs(Path name) {
        return String.valueOf(name.getFileName()).startsWith(String.valueOf(file.getFileName()));
    }
}
