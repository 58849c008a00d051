package org.taskmaster.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StartPolicy;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.StopPolicy;

/// The configuration that was last read. The keys are those of the configuration file.
public final class ProgramForms {

    private static final Form<Launch> LAUNCH = Form.record("Launch", "How a process is started.", ProgramForms::launch);

    private static final Form<Policy> POLICY =
            Form.record("Policy", "How a process is kept alive.", ProgramForms::policy);

    /// A configured process.
    static final Form<ConfiguredProcess> CONFIGURED =
            Form.record("ConfiguredProcess", "A process and its settings.", shape -> {
                Field<String> name = shape.text(
                        "name", "As people type it.", one -> one.config().name());
                Field<String> program = shape.text(
                        "program", "Its program.", one -> one.config().key().program());
                Field<Integer> number = shape.number(
                        "number",
                        "Which copy it is, from 0.",
                        one -> one.config().key().number());
                Field<Boolean> inUse = shape.field(
                        "in_use", Scalars.FLAG, "Whether its program is supervised.", ConfiguredProcess::inUse);
                Field<Launch> launch = shape.field(
                        "launch",
                        LAUNCH,
                        "How it is started.",
                        one -> one.config().launch());
                Field<Policy> policy = shape.field(
                        "policy",
                        POLICY,
                        "How it is kept alive.",
                        one -> one.config().policy());
                return in -> new ConfiguredProcess(
                        new ProcessConfig(
                                new ProcessKey(in.get(program), in.get(number)),
                                in.get(name),
                                in.get(launch),
                                in.get(policy)),
                        in.get(inUse));
            });

    /// All configured processes.
    public static final Form<Configured> PROGRAMS =
            Form.record("Configured", "Processes and their settings.", shape -> {
                Field<List<ConfiguredProcess>> processes = shape.field(
                        "processes", Form.list(CONFIGURED), "Sorted by program and number.", Configured::processes);
                return in -> new Configured(in.get(processes));
            });

    private ProgramForms() {}

    /// The configuration that was last read.
    public record Configured(List<ConfiguredProcess> processes) {}

    private static Form.Maker<Launch> launch(Shape<Launch> shape) {
        Field<List<String>> command =
                shape.field("command", Form.list(Scalars.TEXT), "The words of the command.", Launch::command);
        Field<Map<String, String>> environment = shape.field(
                "environment",
                Form.map(Scalars.TEXT),
                "What is added to the supervisor's own environment. A value that is not shown is `"
                        + ConfiguredProcess.HIDDEN + "`.",
                Launch::environment);
        Field<Optional<Path>> workingdir =
                shape.optional("workingdir", Scalars.PATH, "Left out: the supervisor's own.", Launch::workingdir);
        Field<OptionalInt> umask =
                shape.optionalNumber("umask", "A number: 18 is 022. Left out: the supervisor's own.", Launch::umask);
        Field<Optional<String>> user =
                shape.optional("user", Scalars.TEXT, "Left out: the supervisor's own.", Launch::user);
        Field<Stdin> stdin = shape.field(
                "stdin",
                Form.word(Stdin.values()),
                "What it has as its standard input: `/dev/null`, a pipe that bytes can be sent to, or a terminal of its"
                        + " own.",
                Launch::stdin);
        Field<Output> stdout =
                shape.field("stdout", StatusForms.OUTPUT, "Where its standard output goes.", Launch::stdout);
        Field<Output> stderr =
                shape.field("stderr", StatusForms.OUTPUT, "Where its standard error goes.", Launch::stderr);
        return in -> new Launch(
                in.get(command),
                in.get(environment),
                in.get(workingdir),
                in.get(umask),
                in.get(user),
                in.get(stdin),
                in.get(stdout),
                in.get(stderr));
    }

    private static Form.Maker<Policy> policy(Shape<Policy> shape) {
        Field<Integer> priority = shape.number("priority", "Lower starts first and stops last.", Policy::priority);
        Field<Boolean> autostart =
                shape.field("autostart", Scalars.FLAG, "Whether it starts with the supervisor.", Policy::autostart);
        Field<Autorestart> autorestart = shape.field(
                "autorestart",
                Form.word(Autorestart.values()),
                "Whether it is started again when it ended by itself.",
                Policy::autorestart);
        Field<List<Integer>> exitcodes = shape.field(
                "exitcodes",
                Form.list(Scalars.INT),
                "The exit codes that are expected.",
                policy -> List.copyOf(new TreeSet<>(policy.exitcodes())));
        Field<Duration> starttime = shape.field(
                "starttime",
                Scalars.SECONDS,
                "How long it must stay up to count as started.",
                policy -> policy.start().starttime());
        Field<Integer> startretries = shape.number(
                "startretries",
                "How many more tries follow the first failed one.",
                policy -> policy.start().startretries());
        Field<Signal> stopsignal = shape.field(
                "stopsignal",
                Scalars.SIGNAL,
                "What asks it to end.",
                policy -> policy.stop().stopsignal());
        Field<Duration> stoptime = shape.field(
                "stoptime",
                Scalars.SECONDS,
                "How long that may take before it is killed.",
                policy -> policy.stop().stoptime());
        return in -> new Policy(
                in.get(priority),
                in.get(autostart),
                in.get(autorestart),
                Set.copyOf(in.get(exitcodes)),
                new StartPolicy(in.get(starttime), in.get(startretries)),
                new StopPolicy(in.get(stopsignal), in.get(stoptime)));
    }
}
