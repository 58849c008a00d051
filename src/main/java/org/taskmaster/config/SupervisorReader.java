package org.taskmaster.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.taskmaster.config.ExpandedTexts.PathTemplate;
import org.taskmaster.config.Node.Scalar;
import org.taskmaster.model.ActivityLogConfig;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.DetachKeys;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Shown;
import org.taskmaster.model.SupervisorConfig;

/// Reads the `taskmaster:` section.
final class SupervisorReader {

    private static final ByteSize MAXBYTES = new ByteSize(50L << 20);
    private static final String LOGFILE = "taskmaster.log";
    private static final String PIDFILE = "taskmaster.pid";

    private final MachineInfo machine;
    private final Path here;
    private final Merging merging;

    SupervisorReader(MachineInfo machine, Path here, Merging merging) {
        this.machine = machine;
        this.here = here;
        this.merging = merging;
    }

    /// @param settings none when the section is not there: then everything is as by default
    SupervisorConfig read(Settings settings) {
        settings.refuseOthers(
                Keys.OF_SUPERVISOR, Keys.OF_PROGRAM, "it belongs to a program, under its name in `programs:`");
        ExpandedTexts texts = new ExpandedTexts(settings, Expansions.ofSupervisor(machine.environment(), here), here);
        Optional<PathTemplate> stated = texts.path(Keys.STATEDIR);
        Path statedir = statedir(settings, stated);
        Optional<PathTemplate> pidfile = texts.path(Keys.PIDFILE);
        Optional<PathTemplate> logfile = texts.path(Keys.LOGFILE);
        Optional<PathTemplate> socket = texts.path(Keys.SOCKET);
        Shown.Builder shown = new Shown.Builder();
        Stream.of(stated, pidfile, logfile, socket).flatMap(Optional::stream).forEach(path -> path.hide(0, shown));
        ActivityLogConfig log = new ActivityLogConfig(
                logfile.isEmpty() ? statedir.resolve(LOGFILE) : logfile.get().pathFor(0),
                settings.size(Keys.LOGFILE_MAXBYTES).orElse(MAXBYTES),
                settings.number(Keys.LOGFILE_BACKUPS, 0, ConfigBounds.BACKUPS, 10),
                settings.level(Keys.LOGLEVEL, LogLevel.INFO));
        Shown hidden = shown.build("");
        return new SupervisorConfig(
                log,
                new RunAs(machine).ofSupervisor(settings),
                statedir,
                pidfile.isEmpty() ? statedir.resolve(PIDFILE) : pidfile.get().pathFor(0),
                texts.line(Keys.IDENTIFIER).orElse(SupervisorConfig.DEFAULT_IDENTIFIER),
                detachKeys(settings),
                new ServerReader(machine, merging).read(settings, socket, statedir, hidden),
                hidden);
    }

    private Path statedir(Settings settings, Optional<PathTemplate> configured) {
        if (configured.isPresent()) {
            return configured.get().pathFor(0);
        }
        Optional<Path> usual = machine.defaultStatedir();
        if (usual.isEmpty() && !settings.has(Keys.STATEDIR)) {
            settings.refuse(
                    Keys.STATEDIR,
                    Position.WHOLE_FILE,
                    "it is not known where the supervisor keeps its state: user " + machine.currentUser()
                            + " has no home directory, and HOME names none",
                    "write statedir: PATH in the taskmaster: section, or set HOME");
        }
        return usual.orElse(here);
    }

    static DetachKeys detachKeys(Settings settings) {
        Optional<Scalar> scalar = settings.scalar(Keys.DETACH_KEYS);
        if (scalar.isEmpty()) {
            return DetachKeys.USUAL;
        }
        Optional<DetachKeys> keys = DetachKeys.parse(scalar.get().text());
        if (keys.isEmpty()) {
            settings.refuse(
                    Keys.DETACH_KEYS,
                    scalar.get(),
                    "cannot read " + Report.quoted(scalar.get().text()) + " as keys that lead out of a terminal",
                    "write at most 8 with blanks between them, the first with ctrl-, as `ctrl-] d` or `ctrl-p ctrl-q`");
        }
        return keys.orElse(DetachKeys.USUAL);
    }
}
