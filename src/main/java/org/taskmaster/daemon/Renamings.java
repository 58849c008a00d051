package org.taskmaster.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.taskmaster.host.TrustedFiles;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Stream;
import org.taskmaster.rotation.LogFile;

/// Where the logs of names were when processes came to them that had been called something else. The file of a
/// name may hold what was written to it long before.
final class Renamings {

    /// Of so many names it is known.
    private static final int MOST = 1_000;

    private final SequencedMap<ProcessName, Map<Stream, Joined>> byName = new LinkedHashMap<>();

    /// How one log came behind another.
    ///
    /// @param former the log under the name before
    /// @param start where this one was then; empty: there was none, and all of it is new
    record Joined(Path former, Optional<LogFile.Place> start) {}

    /// A process gets a new name; nothing was written under it yet.
    synchronized void note(TrustedFiles files, ProcessConfig before, ProcessConfig now) {
        Map<Stream, Joined> joined = new EnumMap<>(Stream.class);
        for (Stream stream : Stream.values()) {
            Optional<Path> former = before.launch().output(stream).file();
            Optional<Path> present = now.launch().output(stream).file();
            if (former.isPresent() && present.isPresent() && !former.equals(present)) {
                joined.put(stream, new Joined(former.get(), endOf(files, present.get())));
            }
        }
        byName.putLast(now.name(), joined);
        if (byName.size() > MOST) {
            byName.pollFirstEntry();
        }
    }

    /// How the log of a name came behind that of the name which its process had before. Any thread may call this.
    synchronized Optional<Joined> of(ProcessName name, Stream stream) {
        return Optional.ofNullable(byName.getOrDefault(name, Map.of()).get(stream));
    }

    private static Optional<LogFile.Place> endOf(TrustedFiles files, Path file) {
        try {
            LogFile.Slice end = LogFile.read(files, file, Long.MAX_VALUE, 0);
            return Optional.of(new LogFile.Place(end.identity(), end.start(), end.mark()));
        } catch (IOException _) {
            // there is none yet, or whoever reads it is told why it cannot be read
            return Optional.empty();
        }
    }
}
