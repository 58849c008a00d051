package org.taskmaster.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.config.ConfigSearch;

/// The guardian of a supervisor that has died: it starts another one, and may pause before that. It is found among all
/// processes by its command line, which tells for which configuration it is; how long it pauses, by what it sleeps
/// with.
///
/// @param processes the directory of all processes
/// @param us whose guardian it can be, beside root's; root looks at those of all
record Guardian(Path processes, int us) {

    /// The last word before those that the supervisor was started with.
    private static final String BEGINNING = "--detached";

    /// What it sleeps with.
    private static final String PAUSE = "sleep [0-9]{1,4}";

    private static final int ROOT = 0;

    /// The words of its script: shell, file, and then its own.
    private static final int SCRIPT = 1;

    // proc(5): the fields of `stat` behind the name.
    private static final int PARENT = 1;
    private static final int STARTED = 19;
    private static final double TICKS_PER_SECOND = 100;

    static Guardian ofThisMachine() {
        Path processes = Path.of("/proc");
        try {
            return new Guardian(processes, uid(processes.resolve("self")));
        } catch (IOException _) {
            // Without /proc nothing is found either.
            return new Guardian(processes, ROOT);
        }
    }

    /// What to say about it; empty when none is seen, or when it is not known that it starts another one: that of a
    /// supervisor which has ended by itself may be there a moment longer.
    ///
    /// @param configuration of the supervisor
    /// @param died whether it has left its socket behind, as only one does that did not end by itself
    Optional<List<String>> lines(Path configuration, boolean died) {
        for (int pid : all()) {
            if (isFor(configuration, pid)) {
                Optional<String> next = next(pid, died);
                if (next.isPresent()) {
                    return Optional.of(List.of(
                            "the supervisor of "
                                    + configuration.toAbsolutePath().normalize() + " has died; its guardian (pid " + pid
                                    + ") " + next.get(),
                            "ask again then; if it does not come, crash.log in its state directory tells why"));
                }
            }
        }
        return Optional.empty();
    }

    /// What it is about to do.
    private Optional<String> next(int guardian, boolean died) {
        for (int child : all()) {
            List<String> stat = stat(child);
            if (stat.size() > STARTED && stat.get(PARENT).equals(Integer.toString(guardian))) {
                List<String> words = words(child);
                if (String.join(" ", words).matches(PAUSE)) {
                    return Optional.of("starts another one in " + rest(words.getLast(), stat.get(STARTED)) + " s");
                }
                if (died && words.contains("--again")) {
                    return Optional.of("is starting another one");
                }
            }
        }
        return Optional.empty();
    }

    /// How many seconds of a sleep are left, rounded up.
    private long rest(String seconds, String started) {
        double uptime = Double.parseDouble(text(processes.resolve("uptime")).split(" ")[0]);
        double slept = uptime - Long.parseLong(started) / TICKS_PER_SECOND;
        return (long) Math.ceil(Math.max(0, Long.parseLong(seconds) - slept));
    }

    private boolean isFor(Path configuration, int pid) {
        List<String> words = words(pid);
        int beginning = words.indexOf(BEGINNING);
        if (beginning <= SCRIPT || !words.get(SCRIPT).endsWith("/guardian")) {
            return false;
        }
        try {
            Path process = processes.resolve(Integer.toString(pid));
            Path directory = process.resolve("cwd");
            int owner = uid(process);
            if (owner != ROOT && owner != us && us != ROOT) {
                return false;
            }
            Optional<Path> file = named(words.subList(beginning + 1, words.size()))
                    .map(directory::resolve)
                    .or(() -> ConfigSearch.places(owner == ROOT).stream()
                            .map(directory::resolve)
                            .filter(Files::exists)
                            .findFirst());
            return file.isPresent() && Files.isSameFile(file.get(), configuration);
        } catch (IOException _) {
            // It is gone, or not ours to look at.
            return false;
        }
    }

    private static int uid(Path process) throws IOException {
        return (Integer) Files.getAttribute(process, "unix:uid");
    }

    /// The configuration that words of `taskmasterd` name.
    private static Optional<Path> named(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if ((word.equals("-c") || word.equals("--configuration")) && i + 1 < words.size()) {
                return Optional.of(Path.of(words.get(i + 1)));
            }
            if (!word.startsWith("-")) {
                return Optional.of(Path.of(word));
            }
        }
        return Optional.empty();
    }

    private List<Integer> all() {
        List<Integer> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(processes, "[0-9]*")) {
            entries.forEach(entry -> all.add(Integer.valueOf(entry.getFileName().toString())));
        } catch (IOException | DirectoryIteratorException _) {
            // Without /proc nothing is seen.
        }
        return all;
    }

    private List<String> words(int pid) {
        return List.of(text(processes.resolve(pid + "/cmdline")).split("\0"));
    }

    /// The fields behind the name, which can hold anything.
    private List<String> stat(int pid) {
        String stat = text(processes.resolve(pid + "/stat"));
        return List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            // The process is gone, is not ours to look at, or is called by what is no text.
            return "";
        }
    }
}
