package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.events.Event;
import org.taskmaster.events.Event.OfProcess.Over;

/// Which events a command in the foreground shows or answers with, so that they need not be shown beside it. The
/// command's thread writes it; the thread that shows events asks it about each, in the order in which they come.
///
/// No clock is asked, as that of the supervisor may show something else. The events of an order begin where the
/// supervisor tells that this client gave one, and end for each process with the event by which the order is carried
/// out. That may come before the answer or, by its own connection, after it.
public final class Focus {

    /// More orders are not under way: those are left of a stream of events that was lost.
    private static final int ORDERS = 16;
    /// No stream of events is further behind another.
    private static final int EVENTS = 10_000;

    private final List<Order> orders = new ArrayList<>();
    private @Nullable Following following;

    /// An order of this client.
    abstract class Order implements AutoCloseable {

        private boolean heard;
        private boolean answered;

        /// Whether `event` belongs to it.
        abstract boolean covers(Event event);

        /// Whether more of its events are to come, as far as the answer tells.
        abstract boolean awaitsMore();

        void answered() {
            answered = true;
        }

        /// There is an answer, or none is waited for any more. What the answer has told may still come.
        @Override
        public void close() {
            synchronized (Focus.this) {
                orders.removeIf(order -> order == this && !(answered && awaitsMore()));
            }
        }
    }

    /// An order to processes.
    final class ToProcesses extends Order {

        private final Action action;
        private final Selector selector;
        private final Set<String> done = new HashSet<>();
        private @Nullable Set<String> left;

        private ToProcesses(Action action, Selector selector) {
            this.action = action;
            this.selector = selector;
        }

        /// What became of it. Nothing more happens to processes of which it was not carried out.
        void answered(ActionReport report) {
            synchronized (Focus.this) {
                left = new HashSet<>();
                for (Outcome outcome : report.outcomes()) {
                    if (isChange(outcome) && !done.contains(outcome.name())) {
                        left.add(outcome.name());
                    }
                }
                answered();
            }
        }

        @Override
        boolean covers(Event event) {
            if (!(event instanceof Event.OfProcess of) || !concerns(of.process())) {
                return false;
            }
            if (of.over() == (action == Action.STOP ? Over.STOP : Over.START)) {
                done.add(of.process());
                if (left != null) {
                    left.remove(of.process());
                }
            }
            return true;
        }

        private boolean concerns(String process) {
            return !done.contains(process)
                    && (left == null ? selector.picks(FleetEvents.program(process), process) : left.contains(process));
        }

        @Override
        boolean awaitsMore() {
            return left == null || !left.isEmpty();
        }

        private static boolean isChange(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Started _, Outcome.Stopped _, Outcome.Restarted _ -> true;
                case Outcome.Begun _,
                        Outcome.Signalled _,
                        Outcome.Cleared _,
                        Outcome.NothingKept _,
                        Outcome.AlreadyStarted _,
                        Outcome.NotRunning _,
                        Outcome.NotSignalled _,
                        Outcome.Failed _ -> false;
            };
        }
    }

    /// A reload: what it begins with, or why it is refused, is told once.
    final class OfReload extends Order {

        private boolean told;
        private boolean willBe = true;

        /// @param isTold whether there is an event of what became of it
        void answered(boolean isTold) {
            synchronized (Focus.this) {
                willBe = isTold;
                answered();
            }
        }

        @Override
        boolean covers(Event event) {
            boolean first = !told && (event instanceof Event.Reloaded || event instanceof Event.ReloadRejected);
            told |= first;
            return first;
        }

        @Override
        boolean awaitsMore() {
            return willBe && !told;
        }
    }

    /// What a command shows of everything that happens.
    private static final class Following {

        private final Selector selector;
        private boolean goesOn = true;
        /// What the command has shown, and the other stream has not brought yet.
        private final List<Event> shown = new ArrayList<>();
        /// The other way round.
        private final List<Event> ahead = new ArrayList<>();

        Following(Selector selector) {
            this.selector = selector;
        }

        boolean picks(Event event) {
            return !(event instanceof Event.OfProcess of)
                    || selector.picks(FleetEvents.program(of.process()), of.process());
        }
    }

    /// An order is about to be given.
    synchronized ToProcesses begin(Action action, Selector selector) {
        return begun(new ToProcesses(action, selector));
    }

    /// A reload is about to be asked for.
    synchronized OfReload beginReload() {
        return begun(new OfReload());
    }

    private <T extends Order> T begun(T order) {
        orders.add(order);
        if (orders.size() > ORDERS) {
            orders.removeFirst();
        }
        return order;
    }

    /// From now on, what happens to `selector` is shown by a command.
    synchronized void beginFollowing(Selector selector) {
        following = new Following(selector);
    }

    /// The command that follows everything has shown `event`, or told the same in other words.
    synchronized void shown(Event event) {
        if (following != null && event.isTold() && following.picks(event)) {
            meet(event, following.ahead, following.shown);
        }
    }

    /// It is not shown any more.
    synchronized void endFollowing() {
        if (following != null) {
            following.goesOn = false;
        }
    }

    /// Whether a command shows the event, so that nobody else has to.
    public synchronized boolean follows(Event event) {
        return following != null
                && following.picks(event)
                && (meet(event, following.shown, following.goesOn ? following.ahead : new ArrayList<>())
                        || following.goesOn);
    }

    /// Two streams bring the same events in the same order: `event` is taken out of what the other one brought before,
    /// with all that it has skipped, or is put down for it.
    private static boolean meet(Event event, List<Event> other, List<Event> own) {
        int at = other.indexOf(event);
        if (at >= 0) {
            other.subList(0, at + 1).clear();
            return true;
        }
        own.add(event);
        if (own.size() > EVENTS) {
            own.removeFirst();
        }
        return false;
    }

    /// Whether an answer of this client's command tells the same as `event`.
    ///
    /// @param self as the supervisor names this client
    public synchronized boolean answers(Event event, Requester self) {
        return switch (event) {
            case Event.Ordered ordered -> ordered.who().equals(self.name()) && hear();
            case Event.OfProcess _, Event.Reloaded _, Event.ReloadRejected _ -> covers(event);
            case Event.Missed _ -> {
                // Perhaps the last ones of an order.
                orders.removeIf(order -> order.answered);
                yield false;
            }
            case Event.StateChanged _, Event.ProgramListed _, Event.Announced _, Event.OfSupervisor _ -> false;
        };
    }

    /// What follows may be the outcome of the first order that was not told of.
    private boolean hear() {
        for (Order order : orders) {
            if (!order.heard) {
                order.heard = true;
                break;
            }
        }
        return true;
    }

    private boolean covers(Event event) {
        boolean covered = false;
        for (Order order : orders) {
            covered |= order.heard && order.covers(event);
        }
        orders.removeIf(order -> order.answered && !order.awaitsMore());
        return covered;
    }
}
