package org.taskmaster.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.taskmaster.model.Configuration;

/// Reads a configuration file.
///
/// Never throws because of what a file says, and never takes much memory or time: what a file may cost is
/// bounded (`Limits`).
public final class ConfigLoader {

    private ConfigLoader() {}

    /// Reads `file` and checks it against `surroundings`.
    public static LoadResult load(Path file, Surroundings surroundings) {
        return check(file, surroundings, Trial.NONE).result();
    }

    /// As above, and asks whether what it describes could start.
    public static Checked check(Path file, Surroundings surroundings, Trial trial) {
        Report report = new Report(file);
        Optional<String> text = SourceText.read(file, surroundings::open, report);
        if (text.isPresent()) {
            TreeReader.Tree tree = TreeReader.read(text.get(), report);
            Path directory = file.toAbsolutePath().getParent();
            Path here = directory == null ? Path.of("/") : directory;
            Configuration configuration = new DocumentReader(surroundings, here, report, trial).read(tree);
            if (report.isEmpty()) {
                return new Checked(new LoadResult.Loaded(configuration), report.obstacles());
            }
        }
        return new Checked(new LoadResult.Rejected(report.problems()), List.of());
    }
}
