package org.taskmaster.daemon;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.taskmaster.model.Moment;

/// What is going to happen in virtual time; of two things at one moment, what was planned first.
final class Agenda {

    private final Queue<Planned> planned =
            new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparing(Planned::order));
    private long order;

    /// Something that will happen.
    record Planned(Moment at, long order, Runnable deed) {}

    void plan(Moment at, Runnable deed) {
        planned.add(new Planned(at, order++, deed));
    }

    /// Whether something is planned for `moment` or before.
    boolean hasUpTo(Moment moment) {
        return !planned.isEmpty() && moment.reached(planned.peek().at());
    }

    /// The earliest, if there is one up to `moment`; else that.
    Moment earliestUpTo(Moment moment) {
        return hasUpTo(moment) ? planned.element().at() : moment;
    }

    /// Takes what comes first.
    Planned take() {
        return planned.remove();
    }
}
