package org.taskmaster.json;

import static org.taskmaster.json.Member.defaulted;
import static org.taskmaster.json.Member.field;
import static org.taskmaster.json.Member.number;
import static org.taskmaster.json.Member.optional;
import static org.taskmaster.json.Member.optionalNumber;
import static org.taskmaster.json.Member.text;
import static org.taskmaster.json.Scalars.FLAG;
import static org.taskmaster.json.Scalars.SECONDS;
import static org.taskmaster.json.Scalars.SIGNAL;
import static org.taskmaster.json.Scalars.TEXT;
import static org.taskmaster.json.Scalars.TEXTS;

import java.util.List;
import java.util.Optional;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Patience;
import org.taskmaster.control.Outcome;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;

/// Orders to processes, and what became of them.
public final class OrderForms {

    static final String REASON = "Why, in your own words, for the activity log.";

    private static final String NAMES =
            "Which processes: names (`web:0`), programs (`web`), globs (`w*`) or `all`; at least one word.";

    private static final String TOOK = "How many seconds it took.";

    private static final String STILL_DISABLED =
            "Whether it is disabled, so that it will not be started by itself all the same.";

    private static final Member<Outcome, ProcessName> NAME = field("name", Scalars.NAME, "The process.", Outcome::name);

    /// What became of an order for one process.
    static final KindsForm<Outcome> OUTCOME =
            Form.kinds("Outcome", "What became of an order for one process.", OrderForms::outcomes);

    /// What became of an order.
    public static final Form<ActionReport> REPORT = Form.<ActionReport>record(
                    "ActionReport", "What became of an order, process by process.")
            .tells("good", "Whether everything that was asked for came true, or was true already.", ActionReport::good)
            .of(
                    ActionReport::new,
                    field("outcomes", Form.list(OUTCOME), "One for each selected process.", ActionReport::outcomes),
                    field(
                            "unknown",
                            Form.list(StatusForms.UNKNOWN_NAME),
                            "The words that fit no process.",
                            ActionReport::unknown));

    /// An order to processes.
    public static final Form<Order> ORDER = Form.<Order>record("Order", "An order to processes.")
            .of(
                    Order::new,
                    field("names", TEXTS, NAMES, Order::names),
                    defaulted(
                            "wait",
                            Form.word(Patience.values(), OrderForms::word),
                            Patience.SETTLED,
                            "How much of it is waited for: `settled` (the default) until it is done or will not be; `first` until"
                                    + " the first try is over, though more may follow; `none` not at all.",
                            Order::patience),
                    optional("reason", TEXT, REASON, Order::reason));

    /// An order to send a signal.
    public static final Form<SignalOrder> SIGNAL_ORDER = Form.<SignalOrder>record(
                    "SignalOrder", "A signal for processes.")
            .of(
                    SignalOrder::new,
                    field("signal", SIGNAL, "As in `TERM`, `SIGHUP` or `10`.", SignalOrder::signal),
                    field("names", TEXTS, NAMES, SignalOrder::names),
                    optional("reason", TEXT, REASON, SignalOrder::reason));

    /// An order to processes that needs no waiting.
    public static final Form<NamesOrder> NAMES_ORDER = Form.<NamesOrder>record(
                    "NamesOrder", "An order to processes that is done at once.")
            .of(
                    NamesOrder::new,
                    field("names", TEXTS, NAMES, NamesOrder::names),
                    optional("reason", TEXT, REASON, NamesOrder::reason));

    private OrderForms() {}

    /// An order to processes.
    public record Order(List<String> names, Patience patience, Optional<String> reason) {}

    /// A signal for processes.
    public record SignalOrder(Signal signal, List<String> names, Optional<String> reason) {}

    /// An order to processes that needs no waiting.
    public record NamesOrder(List<String> names, Optional<String> reason) {}

    private static String word(Patience patience) {
        return switch (patience) {
            case GIVEN -> "none";
            case FIRST_TRY -> "first";
            case SETTLED -> "settled";
        };
    }

    private static void outcomes(KindsForm.Kinds<Outcome> kinds) {
        add(kinds, "begun", Outcome.Begun.class, "The order was given, and not waited for.")
                .of(Outcome.Begun::new, NAME);
        add(kinds, "started", Outcome.Started.class, "It is RUNNING.")
                .of(
                        Outcome.Started::new,
                        NAME,
                        number("pid", "Its process id.", Outcome.Started::pid),
                        field("took", SECONDS, TOOK, Outcome.Started::took),
                        defaulted("disabled", FLAG, false, STILL_DISABLED, Outcome.Started::disabled));
        add(kinds, "stopped", Outcome.Stopped.class, "It is down.")
                .of(
                        Outcome.Stopped::new,
                        NAME,
                        text("how", "As in `exit status 0`.", Outcome.Stopped::how),
                        field("took", SECONDS, TOOK, Outcome.Stopped::took));
        add(kinds, "restarted", Outcome.Restarted.class, "It is RUNNING as a new process.")
                .of(
                        Outcome.Restarted::new,
                        NAME,
                        optionalNumber("before", "Its process id before, when it was up.", Outcome.Restarted::before),
                        number("after", "Its process id now.", Outcome.Restarted::after),
                        field("took", SECONDS, TOOK, Outcome.Restarted::took),
                        defaulted("disabled", FLAG, false, STILL_DISABLED, Outcome.Restarted::disabled));
        add(kinds, "disabled", Outcome.Disabled.class, "It is down, and not started by itself any more.")
                .of(
                        Outcome.Disabled::new,
                        NAME,
                        optional(
                                "stopped",
                                TEXT,
                                "How its process was stopped, as in `exit status 0`; left out when it was not up.",
                                Outcome.Disabled::stopped));
        add(kinds, "enabled", Outcome.Enabled.class, "It is started by itself again.")
                .of(
                        Outcome.Enabled::new,
                        NAME,
                        optionalNumber("pid", "Of the process that was started now.", Outcome.Enabled::pid),
                        text("note", "Why none was started, for people; else empty.", Outcome.Enabled::note));
        add(
                        kinds,
                        "left_down",
                        Outcome.LeftDown.class,
                        "It is disabled and was not named, and `all` does not start such.")
                .of(Outcome.LeftDown::new, NAME);
        atOnce(kinds);
    }

    private static void atOnce(KindsForm.Kinds<Outcome> kinds) {
        add(kinds, "signalled", Outcome.Signalled.class, "The signal was sent.").of(Outcome.Signalled::new, NAME);
        add(kinds, "cleared", Outcome.Cleared.class, "Its output files are empty.")
                .of(Outcome.Cleared::new, NAME);
        add(kinds, "nothing_kept", Outcome.NothingKept.class, "Its output is kept in no file.")
                .of(Outcome.NothingKept::new, NAME);
        add(kinds, "already_started", Outcome.AlreadyStarted.class, "It was up already.")
                .of(Outcome.AlreadyStarted::new, NAME);
        add(kinds, "not_running", Outcome.NotRunning.class, "It was not up.").of(Outcome.NotRunning::new, NAME);
        add(kinds, "not_signalled", Outcome.NotSignalled.class, "It was not up, so no signal was sent.")
                .of(Outcome.NotSignalled::new, NAME);
        add(kinds, "failed", Outcome.Failed.class, "It could not be done.")
                .of(
                        Outcome.Failed::new,
                        NAME,
                        field(
                                "cause",
                                Form.word(Outcome.Cause.values()),
                                "What stood in the way, for programs to decide by.",
                                Outcome.Failed::cause),
                        text("reason", "Why, for people.", Outcome.Failed::reason));
    }

    private static <V extends Outcome> Draft<V, ?> add(
            KindsForm.Kinds<Outcome> kinds, String word, Class<V> type, String doc) {
        return kinds.add(word, type, doc)
                .tells("good", "Whether what was asked for came true, or was true already.", Outcome::good);
    }
}
