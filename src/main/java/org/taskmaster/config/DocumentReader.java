package org.taskmaster.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.taskmaster.config.Node.Broken;
import org.taskmaster.config.Node.Entry;
import org.taskmaster.config.Node.Mapping;
import org.taskmaster.config.Node.Scalar;
import org.taskmaster.config.TreeReader.Tree;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Suggestions;
import org.taskmaster.model.SupervisorConfig;

/// Reads a whole document: its sections, and the programs in them.
final class DocumentReader {

    private static final String EXAMPLE = "write `programs:`, and under it a name and its settings";

    private final MachineInfo machine;
    private final Path here;
    private final Report report;
    private final Merging merging;
    private final StartCheck startCheck;

    /// @param here the directory of the file
    DocumentReader(MachineInfo machine, Path here, Report report, StartCheck startCheck) {
        this.machine = machine;
        this.here = here;
        this.report = report;
        this.merging = new Merging(report);
        this.startCheck = startCheck;
    }

    /// What the document says; only to be used when nothing was reported.
    Configuration read(Tree tree) {
        Sections sections = sections(tree);
        Settings own = new Settings(
                Keys.TASKMASTER,
                sections.supervisor.isEmpty()
                        ? new LinkedHashMap<>()
                        : merging.fieldsOf(sections.supervisor.get(), Keys.TASKMASTER),
                report);
        SupervisorConfig supervisor = new SupervisorReader(machine, here, merging).read(own);
        LogFiles logFiles = new LogFiles(report, own, supervisor.log());
        ProgramReader reader =
                new ProgramReader(report, merging, machine, here, supervisor, logFiles, tree.complete(), startCheck);
        List<ProgramConfig> programs = new ArrayList<>();
        for (Entry entry : sections.programs) {
            if (entry.value() instanceof Mapping body) {
                Optional<ProgramConfig> program = reader.read(entry.key(), body);
                if (program.isPresent()) {
                    programs.add(program.get());
                }
            } else {
                refuseProgram(entry, tree.complete());
            }
        }
        logFiles.check();
        return new Configuration(supervisor, programs);
    }

    /// @param programs names and bodies
    private record Sections(Optional<Mapping> supervisor, List<Entry> programs) {}

    private Sections sections(Tree tree) {
        List<Entry> programs = new ArrayList<>();
        if (tree.root().isEmpty() || tree.root().get().isNothing()) {
            if (tree.complete()) {
                report.add(Position.WHOLE_FILE, "the file is empty", EXAMPLE);
            }
            return new Sections(Optional.empty(), programs);
        }
        if (!(tree.root().get() instanceof Mapping root)) {
            if (tree.complete() && !(tree.root().get() instanceof Broken)) {
                report.add(tree.root().get().place(), "the file is not made of `key: value` lines", EXAMPLE);
            }
            return new Sections(Optional.empty(), programs);
        }
        Indentation indentation = new Indentation(root, report);
        Mapping mended = indentation.mendedTop();
        var fields = merging.fieldsOf(mended, "");
        Entry section = fields.get(Keys.PROGRAMS);
        boolean found = section != null;
        if (section != null) {
            addPrograms(section, indentation, programs);
        }
        for (Entry entry : fields.values()) {
            found |= takeStray(entry, indentation, programs);
        }
        if (!found && tree.complete()) {
            report.add(Position.WHOLE_FILE, "there is no `programs:`", EXAMPLE);
        }
        return new Sections(supervisorSection(fields.get(Keys.TASKMASTER)), programs);
    }

    private void addPrograms(Entry section, Indentation indentation, List<Entry> programs) {
        if (section.value() instanceof Mapping mapping) {
            programs.addAll(merging.fieldsOf(indentation.mendedPrograms(mapping), Keys.PROGRAMS)
                    .values());
        } else if (!(section.value() instanceof Broken) && !section.value().isNothing()) {
            report.add(
                    section.value().place(),
                    "`programs:` is followed by something that is not a name with settings under it",
                    "write `NAME:` on a line of its own, indented, and its settings under it, indented further");
        }
    }

    /// Takes an entry of the top level that is no section.
    ///
    /// @return whether it says something about programs
    private boolean takeStray(Entry entry, Indentation indentation, List<Entry> programs) {
        String name = entry.key().text();
        if (name.equals(Keys.PROGRAMS) || name.equals(Keys.TASKMASTER) || name.startsWith(Keys.EXTENSION)) {
            return false;
        }
        Optional<String> nearest = Suggestions.nearest(name, List.of(Keys.PROGRAMS, Keys.TASKMASTER));
        if (nearest.isEmpty() && indentation.isProgramOutside(entry)) {
            programs.add(entry);
            return true;
        }
        String remedy = "known are `programs` and `taskmaster`; a name that begins with `x-` is yours";
        if (nearest.isPresent()) {
            remedy = "did you mean " + Report.named(nearest.get()) + "?";
        } else if (Keys.isSetting(name)) {
            remedy = "it is a setting of a program: put it under the program's name in `programs:`";
        } else if (Keys.named(name, Keys.OF_SUPERVISOR).isPresent()) {
            remedy = "it belongs under `taskmaster:`";
        }
        report.add(entry.key().place(), "there is no section " + Report.named(name), remedy);
        return nearest.isPresent() && nearest.get().equals(Keys.PROGRAMS);
    }

    private Optional<Mapping> supervisorSection(@Nullable Entry section) {
        if (section == null || section.value().isNothing() || section.value() instanceof Broken) {
            return Optional.empty();
        }
        if (section.value() instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        report.add(
                section.value().place(),
                "`taskmaster:` is followed by something that is not a setting",
                "write `key: value` lines under it, indented");
        return Optional.empty();
    }

    private void refuseProgram(Entry entry, boolean complete) {
        String path = Keys.PROGRAMS + "." + entry.key().text();
        if (entry.value() instanceof Broken) {
            return;
        }
        ProgramNames.check(entry.key(), report);
        if (!entry.value().isNothing()) {
            boolean glued =
                    entry.value() instanceof Scalar scalar && scalar.text().indexOf(':') > 0;
            report.add(
                    entry.value().place(),
                    path,
                    "here should be the settings of a program, as `cmd: …`",
                    glued
                            ? "put a blank behind the colon of each setting"
                            : "write them on lines under the name, indented, with a colon and a blank behind each key");
        } else if (complete) {
            report.add(
                    entry.key().place(), path, "it has no settings", "write under it, indented, what to run: `cmd: …`");
        }
    }
}
