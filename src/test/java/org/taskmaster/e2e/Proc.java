package org.taskmaster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.taskmaster.Waiting;

/// What the kernel tells of processes, see proc(5).
final class Proc {

    private static final Path ROOT = Path.of("/proc");

    private Proc() {}

    /// Who belongs to whom.
    ///
    /// @param state one letter: `S` sleeping, `Z` a zombie
    record Stat(long pid, char state, long parent, long group, long session, long threads) {}

    /// Whether a process of this number exists and is no zombie: one of which only the first thread has ended lives, as
    /// one does that is about to become another program.
    static boolean lives(long pid) {
        return stat(pid)
                .filter(stat -> stat.state() != 'Z' || stat.threads() > 1)
                .isPresent();
    }

    /// Empty when there is no such process.
    static Optional<Stat> stat(long pid) {
        return read(pid, "stat").map(text -> {
            // The name in parentheses may hold anything.
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return new Stat(
                    pid,
                    fields[0].charAt(0),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]),
                    Long.parseLong(fields[3]),
                    Long.parseLong(fields[17]));
        });
    }

    /// A line of `/proc/PID/status`, as `Umask` or `SigBlk`.
    static String status(long pid, String key) {
        return readNow(pid, "status")
                .lines()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("/proc/" + pid + "/status has no " + key));
    }

    /// The soft limit on open files.
    static String softLimitOfFiles(long pid) {
        return readNow(pid, "limits")
                .lines()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.substring("Max open files".length()).strip().split(" +")[0])
                .findFirst()
                .orElseThrow();
    }

    /// All of its limits, a line each.
    static String limits(long pid) {
        return readNow(pid, "limits");
    }

    /// The environment it was started with.
    static Map<String, String> environment(long pid) {
        Map<String, String> environment = new HashMap<>();
        for (String entry : readStarted(pid, "environ").split("\0")) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                environment.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return environment;
    }

    /// The words it was started with.
    static List<String> command(long pid) {
        return List.of(readStarted(pid, "cmdline").split("\0"));
    }

    /// The same in one text; empty for a zombie, and when there is no such process.
    static String commandLine(long pid) {
        return read(pid, "cmdline").orElse("");
    }

    static Path workingDirectory(long pid) {
        return link(ROOT.resolve(Path.of(Long.toString(pid), "cwd")));
    }

    /// What its descriptors are, by their numbers; without those that are closed at this moment.
    static Map<Integer, Path> descriptors(long pid) {
        Map<Integer, Path> descriptors = new TreeMap<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(ROOT.resolve(Path.of(Long.toString(pid), "fd")))) {
            for (Path link : links) {
                target(link)
                        .ifPresent(target -> descriptors.put(
                                Integer.parseInt(link.getFileName().toString()), target));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return descriptors;
    }

    /// All processes, zombies too.
    static List<Stat> all() {
        List<Stat> all = new ArrayList<>();
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(ROOT, "[0-9]*")) {
            for (Path number : numbers) {
                stat(Long.parseLong(number.getFileName().toString())).ifPresent(all::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /// The children of a process, zombies too.
    static List<Stat> children(long parent) {
        return all().stream().filter(stat -> stat.parent() == parent).toList();
    }

    /// The processes that were started with `entry` in their environment, as far as we may look.
    static List<Long> withEnvironment(String entry) {
        List<Long> found = new ArrayList<>();
        for (Stat stat : all()) {
            String environment = "\0" + read(stat.pid(), "environ").orElse("");
            if (environment.contains("\0" + entry + "\0")) {
                found.add(stat.pid());
            }
        }
        return found;
    }

    /// What the kernel tells of a program; for a moment while it becomes another one, that is nothing.
    private static String readStarted(long pid, String name) {
        return Waiting.forSome(
                name + " of process " + pid,
                () -> Optional.of(readNow(pid, name)).filter(text -> !text.isEmpty()));
    }

    private static Optional<Path> target(Path link) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static Path link(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String readNow(long pid, String file) {
        return read(pid, file).orElseThrow(() -> new AssertionError("/proc/" + pid + "/" + file + " cannot be read"));
    }

    private static Optional<String> read(long pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(ROOT.resolve(Path.of(Long.toString(pid), file)));
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
