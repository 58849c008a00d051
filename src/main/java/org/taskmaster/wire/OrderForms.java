package org.taskmaster.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Patience;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.Signal;

/// Orders to processes, and what became of them.
public final class OrderForms {

    static final String REASON = "Why, in your own words, for the activity log.";

    private static final String NAMES =
            "Which processes: names (`web:0`), programs (`web`), globs (`w*`) or `all`; at least one word.";

    private static final String TOOK = "How many seconds it took.";

    /// What became of an order for one process.
    static final KindsForm<Outcome> OUTCOME =
            Form.kinds("Outcome", "What became of an order for one process.", OrderForms::outcomes);

    /// What became of an order.
    public static final Form<ActionReport> REPORT =
            Form.record("ActionReport", "What became of an order, process by process.", shape -> {
                shape.derived(
                        "good",
                        "Whether everything that was asked for came true, or was true already.",
                        ActionReport::good);
                Field<List<Outcome>> outcomes = shape.field(
                        "outcomes", Form.list(OUTCOME), "One for each selected process.", ActionReport::outcomes);
                Field<List<UnknownName>> unknown = shape.field(
                        "unknown",
                        Form.list(StatusForms.UNKNOWN_NAME),
                        "The words that fit no process.",
                        ActionReport::unknown);
                return in -> new ActionReport(in.get(outcomes), in.get(unknown));
            });

    /// An order to processes.
    public static final Form<Order> ORDER = Form.record("Order", "An order to processes.", shape -> {
        Field<List<String>> names = shape.field("names", Form.list(Scalars.TEXT), NAMES, Order::names);
        Field<Patience> patience = shape.defaulted(
                "wait",
                Form.word(Patience.values(), OrderForms::word),
                Patience.SETTLED,
                "How much of it is waited for: `settled` (the default) until it is done or will not be; `first` until"
                        + " the first try is over, though more may follow; `none` not at all.",
                Order::patience);
        Field<Optional<String>> reason = shape.optional("reason", Scalars.TEXT, REASON, Order::reason);
        return in -> new Order(in.get(names), in.get(patience), in.get(reason));
    });

    /// An order to send a signal.
    public static final Form<SignalOrder> SIGNAL_ORDER =
            Form.record("SignalOrder", "A signal for processes.", shape -> {
                Field<Signal> signal =
                        shape.field("signal", Scalars.SIGNAL, "As in `TERM`, `SIGHUP` or `10`.", SignalOrder::signal);
                Field<List<String>> names = shape.field("names", Form.list(Scalars.TEXT), NAMES, SignalOrder::names);
                Field<Optional<String>> reason = shape.optional("reason", Scalars.TEXT, REASON, SignalOrder::reason);
                return in -> new SignalOrder(in.get(signal), in.get(names), in.get(reason));
            });

    /// An order to processes that needs no waiting.
    public static final Form<NamesOrder> NAMES_ORDER =
            Form.record("NamesOrder", "An order to processes that is done at once.", shape -> {
                Field<List<String>> names = shape.field("names", Form.list(Scalars.TEXT), NAMES, NamesOrder::names);
                Field<Optional<String>> reason = shape.optional("reason", Scalars.TEXT, REASON, NamesOrder::reason);
                return in -> new NamesOrder(in.get(names), in.get(reason));
            });

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
        kinds.add("begun", Outcome.Begun.class, "The order was given, and not waited for.", shape -> {
            Field<String> name = name(shape);
            return in -> new Outcome.Begun(in.get(name));
        });
        kinds.add("started", Outcome.Started.class, "It is RUNNING.", shape -> {
            Field<String> name = name(shape);
            Field<Integer> pid = shape.number("pid", "Its process id.", Outcome.Started::pid);
            Field<Duration> took = shape.field("took", Scalars.SECONDS, TOOK, Outcome.Started::took);
            return in -> new Outcome.Started(in.get(name), in.get(pid), in.get(took));
        });
        kinds.add("stopped", Outcome.Stopped.class, "It is down.", shape -> {
            Field<String> name = name(shape);
            Field<String> how = shape.text("how", "As in `exit status 0`.", Outcome.Stopped::how);
            Field<Duration> took = shape.field("took", Scalars.SECONDS, TOOK, Outcome.Stopped::took);
            return in -> new Outcome.Stopped(in.get(name), in.get(how), in.get(took));
        });
        kinds.add("restarted", Outcome.Restarted.class, "It is RUNNING as a new process.", shape -> {
            Field<String> name = name(shape);
            Field<OptionalInt> before =
                    shape.optionalNumber("before", "Its process id before, when it was up.", Outcome.Restarted::before);
            Field<Integer> after = shape.number("after", "Its process id now.", Outcome.Restarted::after);
            Field<Duration> took = shape.field("took", Scalars.SECONDS, TOOK, Outcome.Restarted::took);
            return in -> new Outcome.Restarted(in.get(name), in.get(before), in.get(after), in.get(took));
        });
        atOnce(kinds);
    }

    private static void atOnce(KindsForm.Kinds<Outcome> kinds) {
        kinds.add("signalled", Outcome.Signalled.class, "The signal was sent.", shape -> {
            Field<String> name = name(shape);
            return in -> new Outcome.Signalled(in.get(name));
        });
        kinds.add("cleared", Outcome.Cleared.class, "Its output files are empty.", shape -> {
            Field<String> name = name(shape);
            return in -> new Outcome.Cleared(in.get(name));
        });
        kinds.add("nothing_kept", Outcome.NothingKept.class, "Its output is kept in no file.", shape -> {
            Field<String> name = name(shape);
            return in -> new Outcome.NothingKept(in.get(name));
        });
        kinds.add("already_started", Outcome.AlreadyStarted.class, "It was up already.", shape -> {
            Field<String> name = name(shape);
            return in -> new Outcome.AlreadyStarted(in.get(name));
        });
        kinds.add("not_running", Outcome.NotRunning.class, "It was not up.", shape -> {
            Field<String> name = name(shape);
            return in -> new Outcome.NotRunning(in.get(name));
        });
        kinds.add("not_signalled", Outcome.NotSignalled.class, "It was not up, so no signal was sent.", shape -> {
            Field<String> name = name(shape);
            return in -> new Outcome.NotSignalled(in.get(name));
        });
        kinds.add("failed", Outcome.Failed.class, "It could not be done.", shape -> {
            Field<String> name = name(shape);
            Field<Outcome.Cause> cause = shape.field(
                    "cause",
                    Form.word(Outcome.Cause.values()),
                    "What stood in the way, for programs to decide by.",
                    Outcome.Failed::cause);
            Field<String> reason = shape.text("reason", "Why, for people.", Outcome.Failed::reason);
            return in -> new Outcome.Failed(in.get(name), in.get(cause), in.get(reason));
        });
    }

    /// What every outcome begins with.
    private static <V extends Outcome> Field<String> name(Shape<V> shape) {
        shape.derived("good", "Whether what was asked for came true, or was true already.", Outcome::good);
        return shape.text("name", "The process.", Outcome::name);
    }
}
