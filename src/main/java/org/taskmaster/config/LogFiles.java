package org.taskmaster.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.config.OutputReader.Streams;
import org.taskmaster.model.ActivityLogConfig;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.Capture;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.Output;
import org.taskmaster.model.Stream;

/// All files that output goes to, to find those that would get in each other's way: one file that is
/// kept in different ways, and one that the rotation of another would overwrite.
///
/// Files are distinguished by their names; nothing of the machine is asked.
final class LogFiles {

    /// Who named a file first.
    ///
    /// @param setting as `programs.web.stdout`
    /// @param place where that stands
    /// @param output empty: the supervisor's own log
    private record Use(String setting, Position place, Optional<Output> output) {

        /// For the problem of another setting: `programs.web.stdout in line 4`.
        String text() {
            return Report.named(setting) + (place.line() == 0 ? "" : " in line " + place.line());
        }
    }

    private static final String REMEDY = "give both the same settings, or each a file of its own";

    private final Report report;
    private final KeptFile own;
    private final Map<Path, Use> uses = new LinkedHashMap<>();

    /// @param settings those of the supervisor
    /// @param log its own
    LogFiles(Report report, Settings settings, ActivityLogConfig log) {
        this.report = report;
        this.own = new KeptFile(
                log.file(),
                log.maxBytes(),
                log.backups(),
                Optional.empty(),
                false,
                new ByteSize(0),
                Optional.empty(),
                OptionalInt.empty());
        uses.put(log.file(), new Use(settings.pathOf(Keys.LOGFILE), settings.placeOf(Keys.LOGFILE), Optional.empty()));
    }

    /// Takes note of the files of a program, and reports those that another one named and keeps
    /// differently.
    ///
    /// @param settings those of the program
    void add(Settings settings, Streams streams, int numprocs) {
        add(settings, Stream.STDOUT, streams.stdout(), numprocs);
        if (streams.stderr() != streams.stdout()) {
            add(settings, Stream.STDERR, streams.stderr(), numprocs);
        }
    }

    private void add(Settings settings, Stream stream, OutputTemplate template, int numprocs) {
        KeySpec key = StreamOption.TARGET.of(stream);
        int different = template.isConstant() ? Math.min(1, numprocs) : numprocs;
        for (int number = 0; number < different && !report.isFull(); number++) {
            Output output = template.outputFor(number);
            Optional<Path> file = output.file();
            if (file.isPresent()) {
                Use use = new Use(settings.pathOf(key), settings.placeOf(key), Optional.of(output));
                Use first = uses.putIfAbsent(file.get(), use);
                if (first != null) {
                    compare(first, use, output);
                }
            }
        }
    }

    private void compare(Use first, Use use, Output output) {
        if (first.output().isEmpty()) {
            report.add(
                    use.place(),
                    use.setting(),
                    "it is the file of " + first.text() + ", the supervisor's own log",
                    "name another file");
            return;
        }
        String what = difference(first.output().get(), output);
        if (!what.isEmpty()) {
            report.add(use.place(), use.setting(), "it is also the file of " + first.text() + ", " + what, REMEDY);
        }
    }

    /// What keeps two outputs from going to one file; empty: nothing.
    private static String difference(Output first, Output second) {
        if (first instanceof Output.Captured(Capture one) && second instanceof Output.Captured(Capture other)) {
            List<String> differing = new ArrayList<>();
            note(StreamOption.FORMAT, one.format(), other.format(), differing);
            KeptFile kept = one.file().orElseThrow();
            KeptFile also = other.file().orElseThrow();
            note(StreamOption.MAXBYTES, kept.maxBytes(), also.maxBytes(), differing);
            note(StreamOption.BACKUPS, kept.backups(), also.backups(), differing);
            note(StreamOption.ROTATE, kept.every(), also.every(), differing);
            note(StreamOption.COMPRESS, kept.compress(), also.compress(), differing);
            note(StreamOption.TOTAL, kept.total(), also.total(), differing);
            note(Keys.LOG_OWNER.name(), kept.owner(), also.owner(), differing);
            note(Keys.LOG_MODE.name(), kept.mode(), also.mode(), differing);
            return differing.isEmpty() ? "" : "which has another " + Report.listed(differing);
        }
        boolean bothDirect = first instanceof Output.ToFile && second instanceof Output.ToFile;
        return bothDirect ? "" : "and only one of them goes through the supervisor";
    }

    private static void note(StreamOption option, Object one, Object other, List<String> differing) {
        note(option.of(Stream.STDOUT).name(), one, other, differing);
    }

    private static void note(String name, Object one, Object other, List<String> differing) {
        if (!one.equals(other)) {
            differing.add(name);
        }
    }

    /// Reports every file that the rotation of another one would overwrite.
    void check() {
        for (Map.Entry<Path, Use> entry : uses.entrySet()) {
            if (report.isFull()) {
                return;
            }
            older(entry.getKey()).ifPresent(older -> {
                Use rotated = uses.get(older.of());
                if (rotated != null && makes(kept(rotated), older)) {
                    refuse(entry.getValue(), rotated);
                }
            });
        }
    }

    private void refuse(Use use, Use rotated) {
        report.add(
                use.place(),
                use.setting(),
                "the file has the name of an older one of " + rotated.text() + ", whose rotation would overwrite it",
                "name another file");
    }

    private KeptFile kept(Use use) {
        return use.output().isEmpty()
                ? own
                : switch (use.output().get()) {
                    case Output.Captured(Capture capture) -> capture.file().orElseThrow();
                    case Output.ToFile(Path path) -> KeptFile.unrotated(path);
                    case Output.Discard _ -> throw new IllegalStateException("what is discarded has no file");
                };
    }

    private static boolean makes(KeptFile kept, Older older) {
        return kept.rotates() && older.number() <= kept.backups() && (kept.compress() || !older.compressed());
    }

    /// What an older file is called.
    private record Older(Path of, int number, boolean compressed) {}

    /// Of which file, and which, a file of this name would be an older one.
    private static Optional<Older> older(Path path) {
        String text = path.toString();
        boolean compressed = text.endsWith(".gz");
        String name = compressed ? text.substring(0, text.length() - ".gz".length()) : text;
        int dot = name.lastIndexOf('.');
        String number = name.substring(dot + 1);
        boolean numbered = dot > 0 && number.matches("[1-9][0-9]{0,3}");
        return numbered
                ? Optional.of(new Older(Path.of(name.substring(0, dot)), Integer.parseInt(number), compressed))
                : Optional.empty();
    }
}
