package org.taskmaster.json;

import static org.taskmaster.json.Member.field;
import static org.taskmaster.json.Member.number;
import static org.taskmaster.json.Member.optional;
import static org.taskmaster.json.Member.optionalNumber;
import static org.taskmaster.json.Member.text;
import static org.taskmaster.json.Scalars.LONG;
import static org.taskmaster.json.Scalars.SECONDS;
import static org.taskmaster.json.Scalars.SIGNAL;
import static org.taskmaster.json.Scalars.TEXT;
import static org.taskmaster.json.Scalars.TEXTS;
import static org.taskmaster.json.Scalars.TIME;

import java.time.Instant;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.events.Event;
import org.taskmaster.model.LogLevel;

/// What happens.
public final class EventForms {

    private static final Member<Event, Instant> AT = field("at", TIME, "When it happened.", Event::at);

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

    private static void events(KindsForm.Kinds<Event> kinds) {
        kinds.add("state_changed", Event.StateChanged.class, "A process has another state.")
                .of(
                        Event.StateChanged::new,
                        AT,
                        field("process", Scalars.NAME, "Its name.", Event.StateChanged::process),
                        field("from", StatusForms.STATE, "Before.", Event.StateChanged::from),
                        field("to", StatusForms.STATE, "Now.", Event.StateChanged::to),
                        optionalNumber("pid", "Only while it is up.", Event.StateChanged::pid),
                        text("detail", "Why it is not up, or how it ended.", Event.StateChanged::detail));
        kinds.add("process", Event.OfProcess.class, "Something happened to a process.")
                .of(
                        Event.OfProcess::new,
                        AT,
                        field("process", Scalars.NAME, "Its name.", Event.OfProcess::process),
                        field("what", PROCESS_EVENT, "What.", Event.OfProcess::what));
        kinds.add("ordered", Event.Ordered.class, "Someone asked for something.")
                .of(
                        Event.Ordered::new,
                        AT,
                        text("who", "Who.", Event.Ordered::who),
                        text("order", "What, as in `restart web:*`.", Event.Ordered::order),
                        optional("reason", TEXT, "Why, in their own words.", Event.Ordered::reason));
        ofPrograms(kinds);
        ofSupervisor(kinds);
    }

    private static void ofPrograms(KindsForm.Kinds<Event> kinds) {
        kinds.add("announced", Event.Announced.class, "A program outside had something to tell.")
                .of(
                        Event.Announced::new,
                        AT,
                        text("who", "Who.", Event.Announced::who),
                        text("type", "The sender's own word for what it is.", Event.Announced::type),
                        text("data", "What.", Event.Announced::data));
        kinds.add("program_listed", Event.ProgramListed.class, "A program came to the fleet or left it.")
                .of(
                        Event.ProgramListed::new,
                        AT,
                        text("program", "Which.", Event.ProgramListed::program),
                        field(
                                "listing",
                                Form.word(Event.Listing.values()),
                                "Whether it came or went.",
                                Event.ProgramListed::listing));
        kinds.add("reload_rejected", Event.ReloadRejected.class, "A reload was refused; nothing changed.")
                .of(
                        Event.ReloadRejected::new,
                        AT,
                        field(
                                "problems",
                                Form.list(ConfigForms.PROBLEM),
                                "All that is wrong.",
                                Event.ReloadRejected::problems));
        kinds.add("reloaded", Event.Reloaded.class, "A reload is being carried out.")
                .of(
                        Event.Reloaded::new,
                        AT,
                        field("steps", TEXTS, "As in `restart web:0: cmd changed`.", Event.Reloaded::steps));
    }

    private static void ofSupervisor(KindsForm.Kinds<Event> kinds) {
        kinds.add("supervisor", Event.OfSupervisor.class, "Something happened to the supervisor itself.")
                .of(
                        Event.OfSupervisor::new,
                        AT,
                        field("level", Form.word(LogLevel.values()), "How much it matters.", Event.OfSupervisor::level),
                        text("text", "What, for people.", Event.OfSupervisor::text));
        kinds.add(
                        "missed",
                        Event.Missed.class,
                        "You were too slow: events are missing here. Connect again for a new snapshot.")
                .of(Event.Missed::new, AT, field("count", LONG, "How many.", Event.Missed::count));
    }

    private static void processEvents(KindsForm.Kinds<ProcessEvent> kinds) {
        kinds.add("spawned", ProcessEvent.Spawned.class, "A new process is up.")
                .of(ProcessEvent.Spawned::new, number("pid", "Its process id.", ProcessEvent.Spawned::pid));
        kinds.add("spawn_failed", ProcessEvent.SpawnFailed.class, "No process could be made.")
                .of(ProcessEvent.SpawnFailed::new, text("reason", "Why.", ProcessEvent.SpawnFailed::reason));
        kinds.add("succeeded", ProcessEvent.Succeeded.class, "It was up for starttime.")
                .of(
                        ProcessEvent.Succeeded::new,
                        number("pid", "Its process id.", ProcessEvent.Succeeded::pid),
                        field("starttime", SECONDS, "In seconds.", ProcessEvent.Succeeded::starttime));
        kinds.add("backed_off", ProcessEvent.BackedOff.class, "The next try comes later.")
                .of(
                        ProcessEvent.BackedOff::new,
                        field("pause", SECONDS, "After how many seconds.", ProcessEvent.BackedOff::pause),
                        text("reason", "Why.", ProcessEvent.BackedOff::reason));
        kinds.add("gave_up", ProcessEvent.GaveUp.class, "It will not be tried again.")
                .of(ProcessEvent.GaveUp::new, text("reason", "Why.", ProcessEvent.GaveUp::reason));
        kinds.add("stop_sent", ProcessEvent.StopSent.class, "It was told to end.")
                .of(
                        ProcessEvent.StopSent::new,
                        number("pid", "Its process id.", ProcessEvent.StopSent::pid),
                        field("signal", SIGNAL, "By what.", ProcessEvent.StopSent::signal));
        kinds.add("kill_sent", ProcessEvent.KillSent.class, "It is being killed.")
                .of(ProcessEvent.KillSent::new, number("pid", "Its process id.", ProcessEvent.KillSent::pid));
        kinds.add("cancelled", ProcessEvent.Cancelled.class, "It was waiting for its next try and will not be tried.")
                .of(ProcessEvent.Cancelled::new);
        endings(kinds);
    }

    private static void endings(KindsForm.Kinds<ProcessEvent> kinds) {
        kinds.add("exited", ProcessEvent.Exited.class, "It ended by itself.")
                .of(
                        ProcessEvent.Exited::new,
                        field("exit", StatusForms.EXIT, "How.", ProcessEvent.Exited::exit),
                        field(
                                "verdict",
                                Form.word(ProcessEvent.Verdict.values()),
                                "How that is judged; `too_quick`: before its start counted as successful.",
                                ProcessEvent.Exited::verdict));
        kinds.add(
                        "left_group_behind",
                        ProcessEvent.LeftGroupBehind.class,
                        "It ended by itself and left others of its group behind, which are being stopped.")
                .of(
                        ProcessEvent.LeftGroupBehind::new,
                        number("pid", "Its process id.", ProcessEvent.LeftGroupBehind::pid),
                        field("exit", StatusForms.EXIT, "How.", ProcessEvent.LeftGroupBehind::exit));
        kinds.add("stopped", ProcessEvent.Stopped.class, "It ended because it was told to.")
                .of(ProcessEvent.Stopped::new, field("exit", StatusForms.EXIT, "How.", ProcessEvent.Stopped::exit));
    }
}
