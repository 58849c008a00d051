package org.taskmaster.commands;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.taskmaster.control.Selector;
import org.taskmaster.events.Event;

/// Which processes the command in the foreground is about, and from when to when: what happens to them
/// then is its outcome and needs not be told twice. The command's thread writes it, the one that shows
/// events reads it.
public final class Focus {

    private volatile @Nullable Span latest;
    private volatile @Nullable Span followed;

    /// @param selector empty: a reload
    private record Span(Optional<Selector> selector, Instant from, Optional<Instant> until) {

        boolean holds(Instant at) {
            return !at.isBefore(from) && until.filter(at::isAfter).isEmpty();
        }
    }

    /// An order on `selector` is given now.
    void begin(Selector selector) {
        latest = new Span(Optional.of(selector), Instant.now(), Optional.empty());
    }

    /// A reload is asked for now.
    void beginReload() {
        latest = new Span(Optional.empty(), Instant.now(), Optional.empty());
    }

    /// The outcome was told.
    void end() {
        Span span = latest;
        if (span != null) {
            latest = new Span(span.selector(), span.from(), Optional.of(Instant.now()));
        }
    }

    /// From now on, what happens to `selector` is shown by a command.
    void beginFollowing(Selector selector) {
        followed = new Span(Optional.of(selector), Instant.now(), Optional.empty());
    }

    /// It is not shown any more.
    void endFollowing() {
        Span span = followed;
        if (span != null) {
            followed = new Span(span.selector(), span.from(), Optional.of(Instant.now()));
        }
    }

    /// Whether a command shows the event, so that nobody else has to.
    public boolean follows(Event event) {
        Span span = followed;
        if (span == null || !span.holds(event.at())) {
            return false;
        }
        return !(event instanceof Event.OfProcess of)
                || span.selector()
                        .filter(selector -> selector.picks(FleetEvents.program(of.process()), of.process()))
                        .isPresent();
    }

    /// Whether what happened to `process` at that time belongs to the outcome of an order.
    public boolean covers(String process, Instant at) {
        int colon = process.lastIndexOf(':');
        String program = colon < 0 ? process : process.substring(0, colon);
        Span span = latest;
        return span != null
                && span.holds(at)
                && span.selector()
                        .filter(selector -> selector.picks(program, process))
                        .isPresent();
    }

    /// Whether the plan or the refusal of a reload at that time is its outcome.
    public boolean coversReload(Instant at) {
        Span span = latest;
        return span != null && span.selector().isEmpty() && span.holds(at);
    }
}
