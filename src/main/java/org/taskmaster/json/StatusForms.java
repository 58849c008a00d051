package org.taskmaster.json;

import static org.taskmaster.json.Member.defaulted;
import static org.taskmaster.json.Member.field;
import static org.taskmaster.json.Member.number;
import static org.taskmaster.json.Member.optional;
import static org.taskmaster.json.Member.optionalNumber;
import static org.taskmaster.json.Member.text;
import static org.taskmaster.json.Scalars.FLAG;
import static org.taskmaster.json.Scalars.PATH;
import static org.taskmaster.json.Scalars.SECONDS;
import static org.taskmaster.json.Scalars.SIGNAL;
import static org.taskmaster.json.Scalars.TEXT;
import static org.taskmaster.json.Scalars.TEXTS;
import static org.taskmaster.json.Scalars.TIME;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ProcessStatus.History;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.Shown;
import org.taskmaster.model.StateName;

/// The states of processes.
public final class StatusForms {

    private static final Moment UNKNOWN = new Moment(0);

    /// A word that fits no process.
    static final Form<UnknownName> UNKNOWN_NAME = Form.<UnknownName>record(
                    "UnknownName", "A word that fits no process and no program.")
            .of(
                    UnknownName::new,
                    text("word", "The word.", UnknownName::word),
                    optional("suggestion", TEXT, "The nearest name that there is.", UnknownName::suggestion));

    /// The words of a question that fit nothing.
    public static final Form<List<UnknownName>> UNKNOWN_NAMES = Form.list(UNKNOWN_NAME);

    /// How a process ended.
    static final KindsForm<ExitStatus> EXIT = Form.kinds("Exit", "How a process ended.", kinds -> {
        kinds.add("code", ExitStatus.Code.class, "It called exit.")
                .of(ExitStatus.Code::new, number("code", "0 to 255.", ExitStatus.Code::code));
        kinds.add("killed", ExitStatus.Killed.class, "A signal killed it.")
                .of(
                        ExitStatus.Killed::new,
                        field("signal", SIGNAL, "Which.", ExitStatus.Killed::signal),
                        field("core_dumped", FLAG, "Whether a core dump was written.", ExitStatus.Killed::coreDumped));
        kinds.add("never_ran", ExitStatus.NeverRan.class, "It ended before it became its program.")
                .of(
                        ExitStatus.NeverRan::new,
                        field("reason", TEXT, "What was in the way.", ExitStatus.NeverRan::reason));
        kinds.add("unknown", ExitStatus.Unknown.class, "Nobody could tell how.").of(ExitStatus.Unknown::new);
    });

    /// Where a stream of output goes.
    static final KindsForm<Output> OUTPUT = Form.kinds("Output", "Where a stream of output goes.", kinds -> {
        kinds.add("discard", Output.Discard.class, "Nowhere.").of(Output.Discard::new);
        kinds.add("file", Output.ToFile.class, "It is appended to a file.")
                .of(Output.ToFile::new, field("path", PATH, "The file.", Output.ToFile::path));
        kinds.add("captured", Output.Captured.class, "It goes through the supervisor.")
                .of(
                        Output.Captured::new,
                        field("capture", CaptureForms.CAPTURE, "What becomes of it there.", Output.Captured::capture));
    });

    /// The words of the states are those of supervisord, in capital letters.
    static final Form<StateName> STATE = Form.word(StateName.values(), StateName::name);

    private static final Form<History> HISTORY = Form.<History>record("History", "What is known of a process's runs.")
            .of(
                    History::new,
                    optional("started_at", TIME, "When it was last started.", History::startedAt),
                    optional("ended_at", TIME, "When a run of it last ended.", History::endedAt),
                    optional("last_exit", EXIT, "How that run ended.", History::lastExit));

    /// A process.
    public static final Form<ProcessView> PROCESS = Form.<ProcessView>record(
                    "Process", "A process: one running copy of a program.")
            .of(
                    (name,
                            program,
                            number,
                            state,
                            pid,
                            age,
                            changedAt,
                            detail,
                            history,
                            stdout,
                            stderr,
                            health,
                            disabled) -> new ProcessView(
                            new ProcessStatus(
                                    new ProcessKey(program, number),
                                    name,
                                    state,
                                    pid,
                                    UNKNOWN,
                                    changedAt,
                                    detail,
                                    history,
                                    stdout,
                                    stderr,
                                    health,
                                    disabled,
                                    Shown.NOTHING),
                            age),
                    field(
                            "name",
                            Scalars.NAME,
                            "As people type it: `web` for the only process of a program, `web:0` for one of several.",
                            process(ProcessStatus::name)),
                    text("program", "The program it is a copy of.", process(ProcessStatus::program)),
                    number(
                            "number",
                            "Which copy it is, from 0.",
                            view -> view.process().key().number()),
                    field("state", STATE, "Its state; the words are supervisord's.", process(ProcessStatus::state)),
                    optionalNumber("pid", "Only while it is up.", process(ProcessStatus::pid)),
                    field(
                            "age",
                            SECONDS,
                            "How many seconds ago it was started, for a process that is up; else how long ago its state began.",
                            ProcessView::age),
                    field("changed_at", TIME, "The time of day of that.", process(ProcessStatus::changedAt)),
                    text(
                            "detail",
                            "Why it is not up, or how it ended, or what it waits for; empty when there is nothing to tell.",
                            process(ProcessStatus::detail)),
                    field("history", HISTORY, "What is known of its runs.", process(ProcessStatus::history)),
                    field("stdout", OUTPUT, "Where its standard output goes.", process(ProcessStatus::stdout)),
                    field("stderr", OUTPUT, "Where its standard error goes.", process(ProcessStatus::stderr)),
                    field(
                            "output",
                            CaptureForms.HEALTH,
                            "How the keeping of its output goes.",
                            process(ProcessStatus::health)),
                    defaulted(
                            "disabled",
                            FLAG,
                            false,
                            "Whether it is disabled: then it is not started by itself, whatever its `autostart` says.",
                            process(ProcessStatus::disabled)));

    /// All processes, or some.
    public static final Form<FleetView> FLEET = Form.<FleetView>record("Fleet", "Processes at one time.")
            .of(
                    (phase, programs, processes, unknown, troubles) ->
                            new FleetView(phase, programs, processes, unknown, troubles.orElse(List.of())),
                    field(
                            "phase",
                            Form.word(Phase.values()),
                            "What the supervisor as a whole is doing.",
                            FleetView::phase),
                    field(
                            "programs",
                            TEXTS,
                            "The names of all programs, also of those without a process.",
                            FleetView::programs),
                    field(
                            "processes",
                            Form.list(PROCESS),
                            "The processes that were asked for, sorted by program and number.",
                            FleetView::processes),
                    field(
                            "unknown",
                            Form.list(UNKNOWN_NAME),
                            "The words of the question that fit no process.",
                            FleetView::unknown),
                    optional(
                            "troubles",
                            TEXTS,
                            "What the supervisor itself lacks, as a file that it cannot write. Who may not act is told that there is"
                                    + " something, and not what.",
                            view -> Optional.of(view.troubles()).filter(all -> !all.isEmpty())));

    private StatusForms() {}

    private static <V> Function<ProcessView, V> process(Function<ProcessStatus, V> getter) {
        return view -> getter.apply(view.process());
    }
}
