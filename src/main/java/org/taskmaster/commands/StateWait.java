package org.taskmaster.commands;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.taskmaster.commands.Awaited.Ending;
import org.taskmaster.commands.Awaited.Seen;
import org.taskmaster.commands.Operand.Kind;
import org.taskmaster.commands.Operand.Times;
import org.taskmaster.control.Control;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;
import org.taskmaster.control.UnknownName;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event;
import org.taskmaster.model.DurationText;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Suggestions;

/// Waits for processes to be in a state. Nothing is asked again and again: it begins with a snapshot
/// and follows every change after it, so that no state is missed, however short.
final class StateWait {

    private static final int EVENTS = 10_000;
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Control control;
    private final Selector selector;
    private final Set<StateName> wanted;
    /// Also known before the first event, for a time that is over at once.
    private volatile List<Seen> seen;
    private volatile List<String> gone = List.of();

    private StateWait(Control control, Selector selector, Set<StateName> wanted, Selection atFirst) {
        this.control = control;
        this.selector = selector;
        this.wanted = wanted;
        this.seen = seen(atFirst);
    }

    static Command await() {
        return new Command("wait", "wait until processes are in a state", StateWait::run)
                .help(
                        "Waits for the moment at which all of the processes are in that state, and says so. No moment is too\n"
                                + "short: a process that ends and is started again at once has been EXITED. A process that is\n"
                                + "FATAL will not leave that state by itself, so that ends a waiting for any other one.\n"
                                + "So does a NAME that fits no process any more, because a reload took it away (status 4).\n"
                                + Operand.NAMES)
                .example("wait web --until RUNNING --timeout 10s")
                .flags(
                        Flag.with(
                                "--until", "STATE", Kind.STATE, "what to wait for: a state, or STATE,STATE (RUNNING)"),
                        Flag.with("--timeout", "TIME", Kind.TEXT, "how long at most: 10s, 1m30s (for ever)"))
                .operands(Operand.names(Times.AT_LEAST_ONCE, Kind.ANY_PROCESS));
    }

    private static Answer run(Turn turn) {
        Set<StateName> wanted = EnumSet.noneOf(StateName.class);
        for (String word :
                turn.value("--until").orElse(StateName.RUNNING.name()).split(",", -1)) {
            Optional<StateName> state = state(word);
            if (state.isEmpty()) {
                return turn.misused(noState(word));
            }
            wanted.add(state.get());
        }
        Optional<String> text = turn.value("--timeout");
        Optional<Duration> limit = text.isEmpty() ? Optional.of(FOR_EVER) : DurationText.parse(text.get());
        if (limit.isEmpty()) {
            return turn.misused("cannot read \"" + text.orElse("") + "\" as a time; write 10s, 1m30s or 250ms");
        }
        Selector selector = turn.selector();
        Selection atFirst = Selection.of(selector, turn.control().status());
        return atFirst.unknown().isEmpty()
                ? new StateWait(turn.control(), selector, wanted, atFirst).await(turn, limit.get())
                : new Answer.Unknown(atFirst.unknown());
    }

    private Answer await(Turn turn, Duration limit) {
        try (Aside<Ending> aside = Aside.begin(this::follow)) {
            Optional<Ending> ending = new Waiting(turn.time(), turn.output())
                    .await(aside.result(), turn.interruption(), this::pending, limit);
            if (ending.isEmpty()
                    && (turn.interruption().wasAsked() || Thread.currentThread().isInterrupted())) {
                return turn.noLongerWaiting();
            }
            return new Awaited(wanted, seen, gone, ending.orElse(Ending.TIMED_OUT));
        } catch (CancellationException _) {
            return Watches.ended();
        } catch (CompletionException e) {
            return Turn.failed(e);
        }
    }

    /// Follows the fleet until it can be said how the waiting ends.
    private Ending follow() throws InterruptedException {
        while (true) {
            try (Watching watching = Watches.open(control, EVENTS)) {
                Optional<Ending> ending = follow(watching);
                if (ending.isPresent()) {
                    return ending.get();
                }
            }
        }
    }

    /// @return empty when it has to begin anew: something is missing, or other processes are meant
    private Optional<Ending> follow(Watching watching) throws InterruptedException {
        Map<ProcessName, Seen> now = new LinkedHashMap<>();
        Selection selection = Selection.withoutGuesses(selector, watching.snapshot());
        seen(selection).forEach(process -> now.put(process.name(), process));
        gone = gone(selection);
        Optional<Ending> ending = judged(now);
        while (ending.isEmpty()) {
            Event event = Watches.next(watching);
            switch (event) {
                case Event.StateChanged changed -> {
                    if (now.containsKey(changed.process())) {
                        now.put(changed.process(), new Seen(changed.process(), changed.to(), changed.detail()));
                        ending = judged(now);
                    } else if (selector.picks(changed.process())) {
                        // It is meant, though the snapshot did not have it.
                        return Optional.empty();
                    }
                }
                case Event.Missed _, Event.ProgramListed _, Event.Reloaded _ -> {
                    return Optional.empty();
                }
                case Event.OfProcess _,
                        Event.Ordered _,
                        Event.Announced _,
                        Event.ReloadRejected _,
                        Event.OfSupervisor _ -> {}
            }
        }
        return ending;
    }

    private static List<Seen> seen(Selection selection) {
        return selection.processes().stream()
                .map(process -> new Seen(process.name(), process.state(), process.detail()))
                .toList();
    }

    /// The words that were meant and fit nothing: a reload may have taken away what they fitted.
    private List<String> gone(Selection selection) {
        if (!selection.unknown().isEmpty()) {
            return selection.unknown().stream().map(UnknownName::word).toList();
        }
        return selection.processes().isEmpty() ? selector.words() : List.of();
    }

    private Optional<Ending> judged(Map<ProcessName, Seen> now) {
        seen = List.copyOf(now.values());
        if (!gone.isEmpty()) {
            return Optional.of(Ending.GONE);
        }
        if (now.values().stream().allMatch(process -> wanted.contains(process.state()))) {
            return Optional.of(Ending.REACHED);
        }
        boolean hopeless = now.values().stream()
                .anyMatch(process -> process.state() == StateName.FATAL && !wanted.contains(StateName.FATAL));
        return hopeless ? Optional.of(Ending.HOPELESS) : Optional.empty();
    }

    private String pending() {
        List<String> pending = seen.stream()
                .filter(process -> !wanted.contains(process.state()))
                .map(process -> process.name() + " (" + process.state() + ")")
                .toList();
        return pending.isEmpty() ? selector.toString() : Waiting.few(pending);
    }

    private static Optional<StateName> state(String word) {
        for (StateName state : StateName.values()) {
            if (state.name().equals(word.toUpperCase(Locale.ROOT))) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    private static String noState(String word) {
        List<String> names =
                EnumSet.allOf(StateName.class).stream().map(StateName::name).toList();
        return "no state is called \"" + word + "\""
                + Suggestions.nearest(word.toUpperCase(Locale.ROOT), names)
                        .map(near -> ", did you mean " + near + "?")
                        .orElse("; they are " + String.join(", ", names));
    }
}
