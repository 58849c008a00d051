package org.taskmaster.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.taskmaster.config.Node.Broken;
import org.taskmaster.config.Node.Entry;
import org.taskmaster.config.Node.Mapping;
import org.taskmaster.config.Node.Scalar;
import org.taskmaster.config.Node.Sequence;
import org.taskmaster.config.OutputReader.Streams;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Obstacle;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StartPolicy;
import org.taskmaster.model.StopPolicy;
import org.taskmaster.model.Stream;
import org.taskmaster.model.SupervisorConfig;

/// Reads programs, and makes their processes.
final class ProgramReader {

    /// A name, a key, an entry in a table: what a process costs beside its launch.
    private static final int PER_PROCESS = 64;

    private final Report report;
    private final Merging merging;
    private final MachineInfo machine;
    private final Path here;
    private final SupervisorConfig supervisor;
    private final LogFiles logFiles;
    private final boolean complete;
    private final StartCheck startCheck;

    private long followed;
    private long processes;
    private long cost;

    /// @param supervisor the supervisor that the programs are for
    /// @param logFiles is given every file that a program's output goes to
    /// @param complete whether the whole file was read, so that a missing `cmd` is missing
    ProgramReader(
            Report report,
            Merging merging,
            MachineInfo machine,
            Path here,
            SupervisorConfig supervisor,
            LogFiles logFiles,
            boolean complete,
            StartCheck startCheck) {
        this.report = report;
        this.merging = merging;
        this.machine = machine;
        this.here = here;
        this.supervisor = supervisor;
        this.logFiles = logFiles;
        this.complete = complete;
        this.startCheck = startCheck;
    }

    /// @param name the program's name, as it stands in the file
    /// @return empty after a report
    Optional<ProgramConfig> read(Scalar name, Mapping body) {
        ProgramNames.check(name, report);
        String path = Keys.PROGRAMS + "." + name.text();
        SequencedMap<String, Entry> fields = lookup(body, path, name.place());
        if (followed > ConfigBounds.FOLLOWED || report.isFull()) {
            return Optional.empty();
        }
        Settings settings = new Settings(path, fields, report);
        settings.refuseOthers(Keys.OF_PROGRAM, Keys.OF_SUPERVISOR, "it belongs under `taskmaster:`");
        int numprocs = settings.number(Keys.NUMPROCS, 0, ConfigBounds.PROCESSES, 1);
        Policy policy = policy(settings);
        Expansions expansions =
                Expansions.ofSupervisor(machine.environment(), here).ofProgram(name.text());
        Map<String, Template> env = environment(settings, new ExpandedTexts(settings, expansions, here));
        ExpandedTexts texts = new ExpandedTexts(settings, expansions.with(env), here);
        Streams streams = new OutputReader(settings, texts, supervisor.statedir(), name, numprocs != 1)
                .read(new RunAs(machine).ofLogs(settings, supervisor.user()));
        Optional<LaunchTemplate> launch = launch(settings, name, env, texts, streams);
        if (launch.isEmpty() || !affordable(name, numprocs, launch.get())) {
            return Optional.empty();
        }
        logFiles.add(settings, streams, numprocs);
        List<ProcessConfig> copies = new ArrayList<>();
        for (int number = 0; report.isEmpty() && number < numprocs; number++) {
            copies.add(process(name.text(), number, numprocs, launch.get().launchFor(number), policy));
        }
        copies.forEach(copy -> tryOut(settings, name, copy));
        return Optional.of(new ProgramConfig(name.text(), copies));
    }

    /// Copies that are started in the same way are reported once.
    private void tryOut(Settings settings, Scalar name, ProcessConfig copy) {
        for (Obstacle obstacle : startCheck.of(supervisor.user(), copy.launch())) {
            KeySpec key = switch (obstacle.part()) {
                case COMMAND -> Keys.CMD;
                case WORKINGDIR -> Keys.WORKINGDIR;
                case STDOUT -> StreamOption.TARGET.of(Stream.STDOUT);
                case STDERR -> StreamOption.TARGET.of(Stream.STDERR);
            };
            report.addObstacle(
                    settings.node(key).map(Node::place).orElse(name.place()),
                    settings.pathOf(key),
                    copy.launch().shown().of(obstacle.why()));
        }
    }

    private static ProcessConfig process(String program, int number, int numprocs, Launch launch, Policy policy) {
        ProcessName name = numprocs == 1 ? ProcessName.only(program) : ProcessName.numbered(program, number);
        return new ProcessConfig(new ProcessKey(program, number), name, launch, policy);
    }

    private static Policy policy(Settings settings) {
        return new Policy(
                settings.number(Keys.PRIORITY, Integer.MIN_VALUE, Integer.MAX_VALUE, 999),
                settings.flag(Keys.AUTOSTART, true),
                settings.autorestart(Keys.AUTORESTART, Autorestart.UNEXPECTED),
                settings.exitcodes(Keys.EXITCODES, Set.of(0)),
                new StartPolicy(
                        settings.duration(Keys.STARTTIME, Duration.ofSeconds(1)),
                        settings.number(Keys.STARTRETRIES, 0, 1_000_000, 3)),
                new StopPolicy(
                        settings.signal(Keys.STOPSIGNAL, Signal.TERM),
                        settings.duration(Keys.STOPTIME, Duration.ofSeconds(10))));
    }

    private Optional<LaunchTemplate> launch(
            Settings settings, Scalar name, Map<String, Template> env, ExpandedTexts texts, Streams streams) {
        Optional<CommandTemplate> command = texts.command(Keys.CMD);
        if (command.isEmpty() && complete && !settings.has(Keys.CMD)) {
            report.add(
                    name.place(),
                    Keys.PROGRAMS + "." + name.text(),
                    "there is no `cmd`",
                    "write under it what to run, as `cmd: /usr/bin/sleep 60`");
        }
        var workingdir = texts.path(Keys.WORKINGDIR);
        var umask = settings.mode(Keys.UMASK);
        var user = new RunAs(machine).ofProgram(settings, supervisor.user());
        return command.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new LaunchTemplate(command.get(), env, workingdir, umask, user, streams, supervisor.shown()));
    }

    private Map<String, Template> environment(Settings settings, ExpandedTexts texts) {
        SequencedMap<String, Template> env = new LinkedHashMap<>();
        Optional<Node> node = settings.nodeOrNothing(Keys.ENV);
        if (node.isEmpty() || node.get() instanceof Broken) {
            return env;
        }
        if (!(node.get() instanceof Mapping mapping)) {
            settings.refuse(
                    Keys.ENV, node.get(), "the environment is a mapping", "write `NAME: value` lines under `env:`");
            return env;
        }
        for (Entry entry :
                lookup(mapping, settings.pathOf(Keys.ENV), mapping.place()).values()) {
            Optional<Template> value = variable(settings, entry, texts);
            if (value.isPresent()) {
                env.put(entry.key().text(), value.get());
            }
        }
        return env;
    }

    private Optional<Template> variable(Settings settings, Entry entry, ExpandedTexts texts) {
        String name = entry.key().text();
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            settings.refuse(
                    Keys.ENV,
                    entry.key(),
                    Report.quoted(name.isEmpty() ? "" : name.substring(0, name.indexOf('=') + 1) + "…")
                            + " cannot be the name of a variable",
                    "write `NAME: value`, with a name that is not empty and has no `=`");
        }
        if (entry.value() instanceof Broken) {
            return Optional.empty();
        }
        if (entry.value() instanceof Scalar scalar && !scalar.isNull()) {
            return texts.template(Keys.ENV, scalar);
        }
        boolean nothing = entry.value().isNothing();
        settings.refuse(
                Keys.ENV,
                nothing ? entry.key() : entry.value(),
                Report.named(name) + (nothing ? " has no value" : " can only have one text as its value"),
                nothing ? "write " + Report.named(name + ": \"\"") + " for an empty one" : "write a text");
        return Optional.empty();
    }

    /// The fields of a mapping, none when aliases have multiplied the file beyond what we are ready to
    /// read.
    private SequencedMap<String, Entry> lookup(Mapping mapping, String path, Position place) {
        boolean before = followed > ConfigBounds.FOLLOWED;
        followed += mapping.entries().size();
        SequencedMap<String, Entry> fields = new LinkedHashMap<>();
        if (followed <= ConfigBounds.FOLLOWED) {
            fields = merging.fieldsOf(mapping, path);
            for (Entry entry : fields.values()) {
                follow(entry.value());
            }
        }
        if (followed <= ConfigBounds.FOLLOWED) {
            return fields;
        }
        if (!before) {
            report.add(
                    place,
                    path,
                    "the aliases up to here stand for more than " + (ConfigBounds.FOLLOWED >> 20) + " MiB of settings",
                    "use fewer or smaller aliases; the programs behind this one were not checked");
        }
        return new LinkedHashMap<>();
    }

    private void follow(Node value) {
        if (value instanceof Scalar scalar) {
            followed += scalar.text().length();
        } else if (value instanceof Sequence list) {
            followed += list.items().size();
            for (Node item : list.items()) {
                if (followed > ConfigBounds.FOLLOWED) {
                    return;
                }
                followed += item instanceof Scalar scalar ? scalar.text().length() : 0;
            }
        }
    }

    /// Whether the supervisor's memory can hold another program: this also bounds what aliases
    /// multiply.
    private boolean affordable(Scalar name, int numprocs, LaunchTemplate launch) {
        boolean before = processes > ConfigBounds.PROCESSES || cost > ConfigBounds.EXPANDED;
        processes += numprocs;
        long copies = Math.max(0, numprocs - 1);
        cost += launch.costOfFirst() + copies * launch.costOfAnother();
        cost += numprocs * (long) (PER_PROCESS + name.text().length());
        if (processes <= ConfigBounds.PROCESSES && cost <= ConfigBounds.EXPANDED) {
            return true;
        }
        if (before) {
            return false;
        }
        boolean many = processes > ConfigBounds.PROCESSES;
        report.add(
                name.place(),
                Keys.PROGRAMS + "." + name.text(),
                many
                        ? "with it, there are more than " + ConfigBounds.PROCESSES + " processes"
                        : "with it, all commands and environments together are larger than "
                                + (ConfigBounds.EXPANDED >> 20) + " MiB",
                many ? "lower `numprocs`" : "lower `numprocs`, or shorten `cmd` and `env`");
        return false;
    }
}
