package org.taskmaster.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.taskmaster.model.Configuration;

/// Reads a configuration file.
///
/// Never throws because of what a file says, and never takes much memory or time: what a file may cost is
/// bounded (`ConfigBounds`).
public final class ConfigLoader {

    private ConfigLoader() {}

    /// Reads `file` and checks it against `machine`.
    public static LoadResult load(Path file, MachineInfo machine) {
        return check(file, machine, StartCheck.NONE).result();
    }

    /// As above, and asks whether what it describes could start.
    public static CheckResult check(Path file, MachineInfo machine, StartCheck startCheck) {
        Report report = new Report(file);
        Optional<String> text = SourceText.read(file, machine::open, report);
        if (text.isPresent()) {
            TreeReader.Tree tree = TreeReader.read(text.get(), report);
            Path directory = file.toAbsolutePath().getParent();
            Path here = directory == null ? Path.of("/") : directory;
            Configuration configuration = new DocumentReader(machine, here, report, startCheck).read(tree);
            if (report.isEmpty()) {
                return new CheckResult(new LoadResult.Loaded(configuration), report.obstacles());
            }
        }
        return new CheckResult(new LoadResult.Rejected(report.problems()), List.of());
    }
}
