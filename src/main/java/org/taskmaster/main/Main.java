package org.taskmaster.main;

import java.nio.file.Path;
import java.util.List;
import org.taskmaster.commands.HelpText;
import org.taskmaster.config.CheckResult;
import org.taskmaster.config.ConfigLoader;
import org.taskmaster.config.ConfigSearch;
import org.taskmaster.config.LoadResult;
import org.taskmaster.linux.Environment;
import org.taskmaster.linux.LinuxError;
import org.taskmaster.linux.Rehearsal;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ThreadLimit;

/// The programs `taskmaster` and `taskmasterd`. See [CommandLine#USAGE] and [Taskmasterd#USAGE] for what they
/// can be asked.
public final class Main {

    /// The configuration that is shown to those who have none.
    static final String BEGINNING = """
            programs:
              hello:
                cmd: sleep 1000""";

    private static final int OK = 0;

    /// Nothing was started, and why was said.
    static final int REFUSED = 2;

    /// It was to go on as another build, had handed over what runs, and did not become it: another start finds it.
    static final int NOT_UPGRADED = 70;

    private final String program;
    private final Launcher launcher;
    private final Preparation preparation;

    /// @param program the name it is called by
    Main(String program, Launcher launcher, Preparation preparation) {
        this.program = program;
        this.launcher = launcher;
        this.preparation = preparation;
    }

    /// Runs and exits; the exit statuses are those of [CommandLine#USAGE] and of [Taskmasterd#USAGE].
    public static void main(String[] words) {
        System.exit(Build.program().equals(Taskmasterd.NAME) ? Taskmasterd.run(words) : run(words));
    }

    private static int run(String[] words) {
        if (RehearsedStart.isAsked(words)) {
            return RehearsedStart.run(CommandLine.parse(RehearsedStart.start(words)));
        }
        CommandLine asked = CommandLine.parse(words);
        Preparation preparation = Preparation.of(asked);
        return new Main("taskmaster", Launcher.inForeground(), preparation).run(asked);
    }

    /// Does what is asked.
    ///
    /// @return the exit status
    int run(CommandLine arguments) {
        try {
            return switch (arguments) {
                case CommandLine.Run run ->
                    new Foreground(program, locate(run.file()), launcher, preparation).run(run.face());
                case CommandLine.Check(var file) -> check(locate(file));
                case CommandLine.DryRun(var file) -> {
                    new DryRun(locate(file)).run();
                    yield OK;
                }
                case CommandLine.Version _ -> {
                    Console.say(program + " " + Build.version());
                    yield OK;
                }
                case CommandLine.Help(String usage) -> {
                    HelpText.usage(usage, Console.output());
                    yield OK;
                }
                case CommandLine.Wrong(String reason) -> {
                    complain(List.of(reason, program + " --help shows how it is used"));
                    yield REFUSED;
                }
            };
        } catch (StartRefused refused) {
            complain(refused.lines());
            launcher.refusedFor(refused);
            return REFUSED;
        } catch (LinuxError error) {
            complain(List.of("the system does not allow a start: " + error.getMessage()));
            return REFUSED;
        } catch (OutOfMemoryError error) {
            complain(List.of("the system does not allow a start: " + ThreadLimit.words(error)));
            return REFUSED;
        }
    }

    private static int check(Path file) {
        Machine machine = Machine.atStart(file);
        CheckResult checked = checked(file, machine);
        return switch (checked.result()) {
            case LoadResult.Loaded(Configuration configuration) -> {
                Console.say(file + " is valid: programs: "
                        + configuration.programs().size() + ", processes: "
                        + configuration.processes().size());
                new ConfigurationFile(file).doubts(machine, configuration).forEach(Console::complain);
                checked.obstacles().forEach(problem -> Console.complain(problem.text()));
                yield OK;
            }
            case LoadResult.Rejected(List<Problem> problems) -> {
                problems.forEach(problem -> Console.complain(problem.text()));
                yield REFUSED;
            }
        };
    }

    /// With the rights of the user who would start it, and those of the users of its programs as far as we
    /// can know them.
    private static CheckResult checked(Path file, Machine machine) {
        try (Rehearsal rehearsal = new Rehearsal(Environment.ofThisProcess())) {
            return ConfigLoader.check(
                    file,
                    machine,
                    (supervisor, launch) -> rehearsal.of(
                            Identity.decide(machine.account(), supervisor).user(), launch));
        }
    }

    private Path locate(java.util.Optional<Path> named) {
        boolean asRoot = org.taskmaster.linux.UserDatabase.currentUid() == 0;
        return named.or(() -> ConfigSearch.find(asRoot)).orElseThrow(() -> notFound(asRoot));
    }

    private StartRefused notFound(boolean asRoot) {
        StringBuilder looked = new StringBuilder("no configuration file was named and none was found. Looked for:");
        ConfigSearch.places(asRoot).forEach(place -> looked.append("\n  ").append(place.toAbsolutePath()));
        return new StartRefused(
                looked + "\nName one: " + program + " -c FILE. This is one to begin with:\n" + BEGINNING);
    }

    private void complain(List<String> lines) {
        lines.forEach(line -> launcher.say(program + ": " + line));
    }
}
