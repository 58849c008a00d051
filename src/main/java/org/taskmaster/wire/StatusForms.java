package org.taskmaster.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ProcessStatus.History;
import org.taskmaster.control.ProcessStatus.OutputHealth;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.Capture;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

/// The states of processes.
public final class StatusForms {

    private static final Moment UNKNOWN = new Moment(0);

    /// A word that fits no process.
    static final Form<UnknownName> UNKNOWN_NAME =
            Form.record("UnknownName", "A word that fits no process and no program.", shape -> {
                Field<String> word = shape.text("word", "The word.", UnknownName::word);
                Field<Optional<String>> suggestion = shape.optional(
                        "suggestion", Scalars.TEXT, "The nearest name that there is.", UnknownName::suggestion);
                return in -> new UnknownName(in.get(word), in.get(suggestion));
            });

    /// The words of a question that fit nothing.
    public static final Form<List<UnknownName>> UNKNOWN_NAMES = Form.list(UNKNOWN_NAME);

    /// How a process ended.
    static final KindsForm<ExitStatus> EXIT = Form.kinds("Exit", "How a process ended.", kinds -> {
        kinds.add("code", ExitStatus.Code.class, "It called exit.", shape -> {
            Field<Integer> code = shape.number("code", "0 to 255.", ExitStatus.Code::code);
            return in -> new ExitStatus.Code(in.get(code));
        });
        kinds.add("killed", ExitStatus.Killed.class, "A signal killed it.", shape -> {
            Field<Signal> signal = shape.field("signal", Scalars.SIGNAL, "Which.", ExitStatus.Killed::signal);
            Field<Boolean> core = shape.field(
                    "core_dumped", Scalars.FLAG, "Whether a core dump was written.", ExitStatus.Killed::coreDumped);
            return in -> new ExitStatus.Killed(in.get(signal), in.get(core));
        });
        kinds.add("never_ran", ExitStatus.NeverRan.class, "It ended before it became its program.", shape -> {
            Field<String> reason =
                    shape.field("reason", Scalars.TEXT, "What was in the way.", ExitStatus.NeverRan::reason);
            return in -> new ExitStatus.NeverRan(in.get(reason));
        });
        kinds.add("unknown", ExitStatus.Unknown.class, "Nobody could tell how.", ExitStatus.Unknown::new);
    });

    /// Where a stream of output goes.
    static final KindsForm<Output> OUTPUT = Form.kinds("Output", "Where a stream of output goes.", kinds -> {
        kinds.add("discard", Output.Discard.class, "Nowhere.", Output.Discard::new);
        kinds.add("file", Output.ToFile.class, "It is appended to a file.", shape -> {
            Field<java.nio.file.Path> path = shape.field("path", Scalars.PATH, "The file.", Output.ToFile::path);
            return in -> new Output.ToFile(in.get(path));
        });
        kinds.add("captured", Output.Captured.class, "It goes through the supervisor.", shape -> {
            Field<Capture> capture =
                    shape.field("capture", CaptureForms.CAPTURE, "What becomes of it there.", Output.Captured::capture);
            return in -> new Output.Captured(in.get(capture));
        });
    });

    /// The words of the states are those of supervisord, in capital letters.
    static final Form<StateName> STATE = Form.word(StateName.values(), StateName::name);

    private static final Form<History> HISTORY = Form.record("History", "What is known of a process's runs.", shape -> {
        Field<Optional<Instant>> started =
                shape.optional("started_at", Scalars.TIME, "When it was last started.", History::startedAt);
        Field<Optional<Instant>> ended =
                shape.optional("ended_at", Scalars.TIME, "When a run of it last ended.", History::endedAt);
        Field<Optional<ExitStatus>> exit = shape.optional("last_exit", EXIT, "How that run ended.", History::lastExit);
        return in -> new History(in.get(started), in.get(ended), in.get(exit));
    });

    /// A process.
    public static final Form<ProcessView> PROCESS =
            Form.record("Process", "A process: one running copy of a program.", StatusForms::process);

    /// All processes, or some.
    public static final Form<FleetView> FLEET = Form.record("Fleet", "Processes at one time.", shape -> {
        Field<Phase> phase = shape.field(
                "phase", Form.word(Phase.values()), "What the supervisor as a whole is doing.", FleetView::phase);
        Field<List<String>> programs = shape.field(
                "programs",
                Form.list(Scalars.TEXT),
                "The names of all programs, also of those without a process.",
                FleetView::programs);
        Field<List<ProcessView>> processes = shape.field(
                "processes",
                Form.list(PROCESS),
                "The processes that were asked for, sorted by program and number.",
                FleetView::processes);
        Field<List<UnknownName>> unknown = shape.field(
                "unknown",
                Form.list(UNKNOWN_NAME),
                "The words of the question that fit no process.",
                FleetView::unknown);
        Field<Optional<List<String>>> troubles = shape.optional(
                "troubles",
                Form.list(Scalars.TEXT),
                "What the supervisor itself lacks, as a file that it cannot write. Who may not act is told that there is"
                        + " something, and not what.",
                view -> Optional.of(view.troubles()).filter(all -> !all.isEmpty()));
        return in -> new FleetView(
                in.get(phase),
                in.get(programs),
                in.get(processes),
                in.get(unknown),
                in.get(troubles).orElse(List.of()));
    });

    private StatusForms() {}

    private static Form.Maker<ProcessView> process(Shape<ProcessView> shape) {
        Field<String> name = shape.text(
                "name",
                "As people type it: `web` for the only process of a program, `web:0` for one of several.",
                view -> view.process().name());
        Field<String> program = shape.text(
                "program",
                "The program it is a copy of.",
                view -> view.process().program());
        Field<Integer> number = shape.number(
                "number",
                "Which copy it is, from 0.",
                view -> view.process().key().number());
        Field<StateName> state = shape.field(
                "state",
                STATE,
                "Its state; the words are supervisord's.",
                view -> view.process().state());
        Field<OptionalInt> pid = shape.optionalNumber(
                "pid", "Only while it is up.", view -> view.process().pid());
        Field<Duration> age = shape.field(
                "age",
                Scalars.SECONDS,
                "How many seconds ago it was started, for a process that is up; else how long ago its state began.",
                ProcessView::age);
        Field<Instant> changedAt = shape.field(
                "changed_at",
                Scalars.TIME,
                "The time of day of that.",
                view -> view.process().changedAt());
        Field<String> detail = shape.text(
                "detail",
                "Why it is not up, or how it ended, or what it waits for; empty when there is nothing to tell.",
                view -> view.process().detail());
        Field<History> history = shape.field(
                "history",
                HISTORY,
                "What is known of its runs.",
                view -> view.process().history());
        Field<Output> stdout = shape.field(
                "stdout",
                OUTPUT,
                "Where its standard output goes.",
                view -> view.process().stdout());
        Field<Output> stderr = shape.field(
                "stderr",
                OUTPUT,
                "Where its standard error goes.",
                view -> view.process().stderr());
        Field<OutputHealth> health = shape.field(
                "output",
                CaptureForms.HEALTH,
                "How the keeping of its output goes.",
                view -> view.process().health());
        return in -> new ProcessView(
                new ProcessStatus(
                        new ProcessKey(in.get(program), in.get(number)),
                        in.get(name),
                        in.get(state),
                        in.get(pid),
                        UNKNOWN,
                        in.get(changedAt),
                        in.get(detail),
                        in.get(history),
                        in.get(stdout),
                        in.get(stderr),
                        in.get(health)),
                in.get(age));
    }
}
