package org.taskmaster.commands;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.taskmaster.commands.Answer.Awaited;
import org.taskmaster.commands.Answer.Awaited.Ending;
import org.taskmaster.commands.Answer.Awaited.Seen;
import org.taskmaster.control.Control;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;
import org.taskmaster.control.UnknownName;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event;
import org.taskmaster.model.DurationText;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Suggestions;

/// Waits for processes to be in a state. Nothing is asked again and again: it begins with a snapshot
/// and follows every change after it, so that no state is missed, however short.
final class StateWait {

    private static final int EVENTS = 10_000;
    private static final Duration LONG = Duration.ofDays(1);
    private static final int NAMED = 3;

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

    /// Does the command.
    static Answer run(Control control, Timekeeper time, Turn turn) {
        String states = turn.words().value("--until").orElse(StateName.RUNNING.name());
        Set<StateName> wanted = EnumSet.noneOf(StateName.class);
        for (String word : states.split(",", -1)) {
            Optional<StateName> state = state(word);
            if (state.isEmpty()) {
                return misused(noState(word));
            }
            wanted.add(state.get());
        }
        Duration limit = LONG.multipliedBy(36_500);
        if (turn.words().has("--timeout")) {
            String text = turn.words().value("--timeout").orElse("");
            Optional<Duration> timeout = DurationText.parse(text);
            if (timeout.isEmpty()) {
                return misused("cannot read \"" + text + "\" as a time; write 10s, 1m30s or 250ms");
            }
            limit = timeout.get();
        }
        Selector selector = new Selector(turn.words().operands());
        Selection atFirst = Selection.of(selector, control.status());
        return atFirst.unknown().isEmpty()
                ? new StateWait(control, selector, wanted, atFirst).await(time, turn, limit)
                : new Answer.NoSuchPrograms(atFirst.unknown());
    }

    private Answer await(Timekeeper time, Turn turn, Duration limit) {
        try (Aside<Ending> aside = Aside.begin(this::follow)) {
            Optional<Ending> ending =
                    new Waiting(time, turn.output()).await(aside.result(), turn.interruption(), this::pending, limit);
            if (ending.isEmpty()
                    && (turn.interruption().wasAsked() || Thread.currentThread().isInterrupted())) {
                return new Answer.NoLongerWaiting(Verb.WAIT);
            }
            return new Awaited(wanted, seen, gone, ending.orElse(Ending.TIMED_OUT));
        } catch (CancellationException _) {
            return Watches.ended();
        } catch (CompletionException e) {
            return Orders.failed(e);
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
        Map<String, Seen> now = new LinkedHashMap<>();
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
                    } else if (picks(changed.process())) {
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

    /// Whether it is meant, though the snapshot did not have it.
    private boolean picks(String process) {
        int colon = process.lastIndexOf(':');
        return selector.picks(colon < 0 ? process : process.substring(0, colon), process);
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

    private Optional<Ending> judged(Map<String, Seen> now) {
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
        List<String> pending = new ArrayList<>();
        for (Seen process : seen) {
            if (!wanted.contains(process.state())) {
                pending.add(process.name() + " (" + process.state() + ")");
            }
        }
        if (pending.isEmpty()) {
            return selector.toString();
        }
        String named = String.join(", ", pending.subList(0, Math.min(NAMED, pending.size())));
        return pending.size() > NAMED ? named + " and " + (pending.size() - NAMED) + " more" : named;
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

    private static Answer misused(String problem) {
        return new Answer.Misused(problem, Optional.of(CommandTable.of(Verb.WAIT)));
    }
}
