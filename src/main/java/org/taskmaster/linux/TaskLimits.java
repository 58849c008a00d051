package org.taskmaster.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// How many more processes and threads the system allows us, as far as it can be read: by the limit of the
/// user, by that of the machine, and by those of all control groups we are in.
///
/// [cgroups(7)](https://man7.org/linux/man-pages/man7/cgroups.7.html)
public final class TaskLimits {

    /// What others may take before we do.
    private static final int SPARE = 100;

    /// The name of the namespace in which the root of control groups is the root.
    private static final String FIRST_NAMESPACE = "cgroup:[4026531835]";

    private static final String UNIFIED = "0::";

    private final Path proc;
    private final Path groups;

    TaskLimits(Path proc, Path groups) {
        this.proc = proc;
        this.groups = groups;
    }

    /// Those of this process.
    public static TaskLimits ours() {
        return new TaskLimits(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    /// Whether no limit is near that would forbid `more` threads.
    ///
    /// @return false also when that cannot be known
    public boolean areFarFrom(int more) {
        long needed = more + SPARE;
        // To whichever user they belong: ours has no more than that.
        long all = number(afterLast(read(proc, "loadavg").split(" ", 5), 3, '/'));
        return all > 0
                && leaves(softLimit(), all, needed)
                && leaves(read(proc, "sys/kernel/threads-max"), all, needed)
                && leaves(read(proc, "sys/kernel/pid_max"), all, needed)
                && groupsLeave(needed);
    }

    private static boolean leaves(String limit, long used, long needed) {
        return limit.equals("unlimited") || limit.equals("max") || number(limit) - used >= needed;
    }

    private String softLimit() {
        return read(proc, "self/limits")
                .lines()
                .filter(line -> line.startsWith("Max processes"))
                .map(line -> line.substring("Max processes".length()).strip().split(" ")[0])
                .findFirst()
                .orElse("");
    }

    private boolean groupsLeave(long needed) {
        Optional<Path> own = ownGroup();
        if (own.isEmpty() || !Files.exists(own.get().resolve("cgroup.procs"))) {
            return false;
        }
        boolean limited = false;
        for (Optional<Path> at = own; at.isPresent() && at.get().startsWith(groups); at = above(at.get())) {
            Path group = at.get();
            String most = read(group, "pids.max");
            if (!most.isEmpty() && !leaves(most, number(read(group, "pids.current")), needed)) {
                return false;
            }
            limited |= !most.isEmpty();
        }
        return limited || isInFirstNamespace();
    }

    private static Optional<Path> above(Path group) {
        return Optional.ofNullable(group.getParent());
    }

    /// The group that counts our processes.
    private Optional<Path> ownGroup() {
        Optional<Path> unified = Optional.empty();
        for (String line : read(proc, "self/cgroup").split("\n")) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && ("," + parts[1] + ",").contains(",pids,")) {
                return Optional.of(below(groups.resolve(parts[1]), parts[2]));
            }
            if (line.startsWith(UNIFIED)) {
                unified = Optional.of(below(groups, line.substring(UNIFIED.length())));
            }
        }
        return unified;
    }

    private static Path below(Path root, String path) {
        return root.resolve(path.substring(1));
    }

    /// Else, what we take for the root may be a group of another, with limits we do not see.
    private boolean isInFirstNamespace() {
        try {
            return Files.readSymbolicLink(proc.resolve("self/ns/cgroup"))
                    .toString()
                    .equals(FIRST_NAMESPACE);
        } catch (IOException _) {
            // A kernel without such namespaces, or one that does not let us look: it cannot be known.
            return false;
        }
    }

    private static String afterLast(String[] fields, int index, char mark) {
        String field = fields.length > index ? fields[index] : "";
        return field.substring(field.lastIndexOf(mark) + 1);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            // There is none; nothing is left by a limit that is not known.
            return 0;
        }
    }

    private static String read(Path directory, String name) {
        return ProcFiles.read(directory.resolve(name).toString()).strip();
    }
}
