package org.taskmaster.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.events.Event;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Problem;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

/// What happens.
public final class EventForms {

    /// What happened to a process.
    static final KindsForm<ProcessEvent> PROCESS_EVENT =
            Form.kinds("ProcessEvent", "What happened to a process.", EventForms::processEvents);

    private static final KindsForm<Event> EVENTS = Form.kinds("Event", "Something that happened.", EventForms::events);

    /// Anything that happens.
    public static final Form<Event> EVENT = EVENTS;

    private EventForms() {}

    /// The word for the kind of `event`.
    public static String kind(Event event) {
        return EVENTS.kindOf(event);
    }

    private static <V extends Event> Field<Instant> at(Shape<V> shape) {
        return shape.field("at", Scalars.TIME, "When it happened.", Event::at);
    }

    private static void events(KindsForm.Kinds<Event> kinds) {
        kinds.add("state_changed", Event.StateChanged.class, "A process has another state.", shape -> {
            Field<Instant> at = at(shape);
            Field<String> process = shape.text("process", "Its name.", Event.StateChanged::process);
            Field<StateName> from = shape.field("from", StatusForms.STATE, "Before.", Event.StateChanged::from);
            Field<StateName> to = shape.field("to", StatusForms.STATE, "Now.", Event.StateChanged::to);
            Field<OptionalInt> pid = shape.optionalNumber("pid", "Only while it is up.", Event.StateChanged::pid);
            Field<String> detail =
                    shape.text("detail", "Why it is not up, or how it ended.", Event.StateChanged::detail);
            return in -> new Event.StateChanged(
                    in.get(at), in.get(process), in.get(from), in.get(to), in.get(pid), in.get(detail));
        });
        kinds.add("process", Event.OfProcess.class, "Something happened to a process.", shape -> {
            Field<Instant> at = at(shape);
            Field<String> process = shape.text("process", "Its name.", Event.OfProcess::process);
            Field<ProcessEvent> what = shape.field("what", PROCESS_EVENT, "What.", Event.OfProcess::what);
            return in -> new Event.OfProcess(in.get(at), in.get(process), in.get(what));
        });
        kinds.add("ordered", Event.Ordered.class, "Someone asked for something.", shape -> {
            Field<Instant> at = at(shape);
            Field<String> who = shape.text("who", "Who.", Event.Ordered::who);
            Field<String> order = shape.text("order", "What, as in `restart web:*`.", Event.Ordered::order);
            Field<Optional<String>> reason =
                    shape.optional("reason", Scalars.TEXT, "Why, in their own words.", Event.Ordered::reason);
            return in -> new Event.Ordered(in.get(at), in.get(who), in.get(order), in.get(reason));
        });
        ofPrograms(kinds);
        ofSupervisor(kinds);
    }

    private static void ofPrograms(KindsForm.Kinds<Event> kinds) {
        kinds.add("announced", Event.Announced.class, "A program outside had something to tell.", shape -> {
            Field<Instant> at = at(shape);
            Field<String> who = shape.text("who", "Who.", Event.Announced::who);
            Field<String> type = shape.text("type", "The sender's own word for what it is.", Event.Announced::type);
            Field<String> data = shape.text("data", "What.", Event.Announced::data);
            return in -> new Event.Announced(in.get(at), in.get(who), in.get(type), in.get(data));
        });
        kinds.add("program_listed", Event.ProgramListed.class, "A program came to the fleet or left it.", shape -> {
            Field<Instant> at = at(shape);
            Field<String> program = shape.text("program", "Which.", Event.ProgramListed::program);
            Field<Event.Listing> listing = shape.field(
                    "listing",
                    Form.word(Event.Listing.values()),
                    "Whether it came or went.",
                    Event.ProgramListed::listing);
            return in -> new Event.ProgramListed(in.get(at), in.get(program), in.get(listing));
        });
        kinds.add("reload_rejected", Event.ReloadRejected.class, "A reload was refused; nothing changed.", shape -> {
            Field<Instant> at = at(shape);
            Field<List<Problem>> problems = shape.field(
                    "problems", Form.list(ConfigForms.PROBLEM), "All that is wrong.", Event.ReloadRejected::problems);
            return in -> new Event.ReloadRejected(in.get(at), in.get(problems));
        });
        kinds.add("reloaded", Event.Reloaded.class, "A reload is being carried out.", shape -> {
            Field<Instant> at = at(shape);
            Field<List<String>> steps = shape.field(
                    "steps", Form.list(Scalars.TEXT), "As in `restart web:0: cmd changed`.", Event.Reloaded::steps);
            return in -> new Event.Reloaded(in.get(at), in.get(steps));
        });
    }

    private static void ofSupervisor(KindsForm.Kinds<Event> kinds) {
        kinds.add("supervisor", Event.OfSupervisor.class, "Something happened to the supervisor itself.", shape -> {
            Field<Instant> at = at(shape);
            Field<LogLevel> level = shape.field(
                    "level", Form.word(LogLevel.values()), "How much it matters.", Event.OfSupervisor::level);
            Field<String> text = shape.text("text", "What, for people.", Event.OfSupervisor::text);
            return in -> new Event.OfSupervisor(in.get(at), in.get(level), in.get(text));
        });
        kinds.add(
                "missed",
                Event.Missed.class,
                "You were too slow: events are missing here. Connect again for a new snapshot.",
                shape -> {
                    Field<Instant> at = at(shape);
                    Field<Long> count = shape.field("count", Scalars.LONG, "How many.", Event.Missed::count);
                    return in -> new Event.Missed(in.get(at), in.get(count));
                });
    }

    private static void processEvents(KindsForm.Kinds<ProcessEvent> kinds) {
        kinds.add("spawned", ProcessEvent.Spawned.class, "A new process is up.", shape -> {
            Field<Integer> pid = shape.number("pid", "Its process id.", ProcessEvent.Spawned::pid);
            return in -> new ProcessEvent.Spawned(in.get(pid));
        });
        kinds.add("spawn_failed", ProcessEvent.SpawnFailed.class, "No process could be made.", shape -> {
            Field<String> reason = shape.text("reason", "Why.", ProcessEvent.SpawnFailed::reason);
            return in -> new ProcessEvent.SpawnFailed(in.get(reason));
        });
        kinds.add("succeeded", ProcessEvent.Succeeded.class, "It was up for starttime.", shape -> {
            Field<Integer> pid = shape.number("pid", "Its process id.", ProcessEvent.Succeeded::pid);
            Field<Duration> starttime =
                    shape.field("starttime", Scalars.SECONDS, "In seconds.", ProcessEvent.Succeeded::starttime);
            return in -> new ProcessEvent.Succeeded(in.get(pid), in.get(starttime));
        });
        kinds.add("backed_off", ProcessEvent.BackedOff.class, "The next try comes later.", shape -> {
            Field<Duration> pause =
                    shape.field("pause", Scalars.SECONDS, "After how many seconds.", ProcessEvent.BackedOff::pause);
            Field<String> reason = shape.text("reason", "Why.", ProcessEvent.BackedOff::reason);
            return in -> new ProcessEvent.BackedOff(in.get(pause), in.get(reason));
        });
        kinds.add("gave_up", ProcessEvent.GaveUp.class, "It will not be tried again.", shape -> {
            Field<String> reason = shape.text("reason", "Why.", ProcessEvent.GaveUp::reason);
            return in -> new ProcessEvent.GaveUp(in.get(reason));
        });
        kinds.add("stop_sent", ProcessEvent.StopSent.class, "It was told to end.", shape -> {
            Field<Integer> pid = shape.number("pid", "Its process id.", ProcessEvent.StopSent::pid);
            Field<Signal> signal = shape.field("signal", Scalars.SIGNAL, "By what.", ProcessEvent.StopSent::signal);
            return in -> new ProcessEvent.StopSent(in.get(pid), in.get(signal));
        });
        kinds.add("kill_sent", ProcessEvent.KillSent.class, "It is being killed.", shape -> {
            Field<Integer> pid = shape.number("pid", "Its process id.", ProcessEvent.KillSent::pid);
            return in -> new ProcessEvent.KillSent(in.get(pid));
        });
        kinds.add(
                "cancelled",
                ProcessEvent.Cancelled.class,
                "It was waiting for its next try and will not be tried.",
                ProcessEvent.Cancelled::new);
        endings(kinds);
    }

    private static void endings(KindsForm.Kinds<ProcessEvent> kinds) {
        kinds.add("exited", ProcessEvent.Exited.class, "It ended by itself.", shape -> {
            Field<ExitStatus> exit = shape.field("exit", StatusForms.EXIT, "How.", ProcessEvent.Exited::exit);
            Field<ProcessEvent.Verdict> verdict = shape.field(
                    "verdict",
                    Form.word(ProcessEvent.Verdict.values()),
                    "How that is judged; `too_quick`: before its start counted as successful.",
                    ProcessEvent.Exited::verdict);
            return in -> new ProcessEvent.Exited(in.get(exit), in.get(verdict));
        });
        kinds.add(
                "left_group_behind",
                ProcessEvent.LeftGroupBehind.class,
                "It ended by itself and left others of its group behind, which are being stopped.",
                shape -> {
                    Field<Integer> pid = shape.number("pid", "Its process id.", ProcessEvent.LeftGroupBehind::pid);
                    Field<ExitStatus> exit =
                            shape.field("exit", StatusForms.EXIT, "How.", ProcessEvent.LeftGroupBehind::exit);
                    return in -> new ProcessEvent.LeftGroupBehind(in.get(pid), in.get(exit));
                });
        kinds.add("stopped", ProcessEvent.Stopped.class, "It ended because it was told to.", shape -> {
            Field<ExitStatus> exit = shape.field("exit", StatusForms.EXIT, "How.", ProcessEvent.Stopped::exit);
            return in -> new ProcessEvent.Stopped(in.get(exit));
        });
    }
}
