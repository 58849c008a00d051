package org.taskmaster.json;

import static org.taskmaster.json.Member.field;
import static org.taskmaster.json.Member.number;
import static org.taskmaster.json.Member.optional;
import static org.taskmaster.json.Member.optionalNumber;
import static org.taskmaster.json.Member.text;
import static org.taskmaster.json.Scalars.FLAG;
import static org.taskmaster.json.Scalars.INT;
import static org.taskmaster.json.Scalars.PATH;
import static org.taskmaster.json.Scalars.SECONDS;
import static org.taskmaster.json.Scalars.SIGNAL;
import static org.taskmaster.json.Scalars.TEXT;
import static org.taskmaster.json.Scalars.TEXTS;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.StartPolicy;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.StopPolicy;

/// The configuration that was last read. The keys are those of the configuration file.
public final class ProgramForms {

    private static final Form<Launch> LAUNCH = Form.<Launch>record("Launch", "How a process is started.")
            .of(
                    Launch::new,
                    field("command", TEXTS, "The words of the command.", Launch::command),
                    field(
                            "environment",
                            Form.map(TEXT),
                            "What is added to the supervisor's own environment. A value that is not shown is `"
                                    + ConfiguredProcess.HIDDEN + "`.",
                            Launch::environment),
                    optional("workingdir", PATH, "Left out: the supervisor's own.", Launch::workingdir),
                    optionalNumber("umask", "A number: 18 is 022. Left out: the supervisor's own.", Launch::umask),
                    optional("user", TEXT, "Left out: the supervisor's own.", Launch::user),
                    field(
                            "stdin",
                            Form.word(Stdin.values()),
                            "What it has as its standard input: `/dev/null`, a pipe that bytes can be sent to, or a terminal of its"
                                    + " own.",
                            Launch::stdin),
                    field("stdout", StatusForms.OUTPUT, "Where its standard output goes.", Launch::stdout),
                    field("stderr", StatusForms.OUTPUT, "Where its standard error goes.", Launch::stderr));

    private static final Form<Policy> POLICY = Form.<Policy>record("Policy", "How a process is kept alive.")
            .of(
                    (priority, autostart, autorestart, exitcodes, starttime, startretries, stopsignal, stoptime) ->
                            new Policy(
                                    priority,
                                    autostart,
                                    autorestart,
                                    Set.copyOf(exitcodes),
                                    new StartPolicy(starttime, startretries),
                                    new StopPolicy(stopsignal, stoptime)),
                    number("priority", "Lower starts first and stops last.", Policy::priority),
                    field("autostart", FLAG, "Whether it starts with the supervisor.", Policy::autostart),
                    field(
                            "autorestart",
                            Form.word(Autorestart.values()),
                            "Whether it is started again when it ended by itself.",
                            Policy::autorestart),
                    field(
                            "exitcodes",
                            Form.list(INT),
                            "The exit codes that are expected.",
                            policy -> List.copyOf(new TreeSet<>(policy.exitcodes()))),
                    field(
                            "starttime",
                            SECONDS,
                            "How long it must stay up to count as started.",
                            policy -> policy.start().starttime()),
                    number(
                            "startretries",
                            "How many more tries follow the first failed one.",
                            policy -> policy.start().startretries()),
                    field(
                            "stopsignal",
                            SIGNAL,
                            "What asks it to end.",
                            policy -> policy.stop().stopsignal()),
                    field(
                            "stoptime",
                            SECONDS,
                            "How long that may take before it is killed.",
                            policy -> policy.stop().stoptime()));

    /// A configured process.
    static final Form<ConfiguredProcess> CONFIGURED = Form.<ConfiguredProcess>record(
                    "ConfiguredProcess", "A process and its settings.")
            .of(
                    (name, program, number, inUse, launch, policy) -> new ConfiguredProcess(
                            new ProcessConfig(new ProcessKey(program, number), name, launch, policy), inUse),
                    field(
                            "name",
                            Scalars.NAME,
                            "As people type it.",
                            one -> one.config().name()),
                    text("program", "Its program.", one -> one.config().key().program()),
                    number(
                            "number",
                            "Which copy it is, from 0.",
                            one -> one.config().key().number()),
                    field("in_use", FLAG, "Whether its program is supervised.", ConfiguredProcess::inUse),
                    field(
                            "launch",
                            LAUNCH,
                            "How it is started.",
                            one -> one.config().launch()),
                    field(
                            "policy",
                            POLICY,
                            "How it is kept alive.",
                            one -> one.config().policy()));

    /// All configured processes.
    public static final Form<Configured> PROGRAMS = Form.<Configured>record(
                    "Configured", "Processes and their settings.")
            .of(
                    Configured::new,
                    field("processes", Form.list(CONFIGURED), "Sorted by program and number.", Configured::processes));

    private ProgramForms() {}

    /// The configuration that was last read.
    public record Configured(List<ConfiguredProcess> processes) {}
}
