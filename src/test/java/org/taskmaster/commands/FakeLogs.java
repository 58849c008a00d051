package org.taskmaster.commands;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.taskmaster.control.LogPlace;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;

/// The logs of a [FakeControl], which are all set aside at the same time.
final class FakeLogs {

    private static final String FILE = "inode-";

    private final Map<LogSource, byte[]> logs = new HashMap<>();
    /// What was left of each log in files that were set aside, by their names.
    private final Map<String, Map<LogSource, byte[]>> asideLogs = new HashMap<>();

    /// Logs in files of their own, and where they were when a process came to them from another one.
    private final Map<LogSource, Integer> joined = new HashMap<>();

    private int files = 1;
    private Instant modified = FakeControl.THEN;

    void write(LogSource source, byte[] bytes) {
        logs.put(source, bytes);
    }

    /// Has a log in a file of its own; who comes from another log goes on behind what is in it now.
    void apart(LogSource source) {
        joined.put(source, logs.getOrDefault(source, new byte[0]).length);
    }

    boolean isApart(LogSource source) {
        return joined.containsKey(source);
    }

    void rotate() {
        asideLogs.put(file(), new HashMap<>(logs));
        files++;
        logs.replaceAll((_, _) -> new byte[0]);
    }

    void forgetOldFiles() {
        asideLogs.clear();
    }

    void modified(Instant when) {
        modified = when;
    }

    LogSlice read(LogSource source, long offset, int length) {
        byte[] log = logs.get(source);
        if (log == null) {
            return new LogSlice.Unavailable("nothing has been written yet");
        }
        int start = (int) (offset < 0 ? Math.max(0, log.length + offset) : Math.min(offset, log.length));
        return slice(log, start, length, file(source), LogSlice.Join.CONTINUOUS);
    }

    LogSlice readOn(LogSource source, LogPlace place, int length) {
        byte[] log = logs.get(source);
        if (log == null) {
            return new LogSlice.Unavailable("nothing has been written yet");
        }
        int offset = (int) place.offset();
        if (joined.containsKey(source)) {
            boolean own = place.file().equals(file(source));
            return slice(log, own ? offset : joined.get(source), length, file(source), LogSlice.Join.CONTINUOUS);
        }
        if (place.file().equals(file())) {
            return offset <= log.length
                    ? slice(log, offset, length, file(), LogSlice.Join.CONTINUOUS)
                    : slice(log, 0, length, file(), LogSlice.Join.EMPTIED);
        }
        byte[] rest = asideLogs.getOrDefault(place.file(), Map.of()).get(source);
        if (rest != null && offset < rest.length) {
            return slice(rest, offset, length, place.file(), LogSlice.Join.CONTINUOUS);
        }
        for (int next = Integer.parseInt(place.file().substring(FILE.length())) + 1; next < files; next++) {
            byte[] newer = asideLogs.getOrDefault(FILE + next, Map.of()).getOrDefault(source, new byte[0]);
            if (newer.length > 0) {
                return slice(newer, 0, length, FILE + next, LogSlice.Join.CONTINUOUS);
            }
        }
        return rest != null && log.length == 0
                ? slice(rest, offset, length, place.file(), LogSlice.Join.CONTINUOUS)
                : slice(log, 0, length, file(), rest == null ? LogSlice.Join.LOST : LogSlice.Join.CONTINUOUS);
    }

    private LogSlice slice(byte[] log, int start, int length, String file, LogSlice.Join join) {
        byte[] bytes = Arrays.copyOfRange(log, start, Math.min(log.length, start + length));
        return new LogSlice.Bytes(bytes, start, log.length, file, modified, "", join);
    }

    private String file(LogSource source) {
        return joined.containsKey(source) ? FILE + "of-" + source : file();
    }

    private String file() {
        return FILE + files;
    }
}
