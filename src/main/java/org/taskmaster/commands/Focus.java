package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.events.Event;
import org.taskmaster.events.Event.OfProcess.Over;
import org.taskmaster.model.ProcessName;

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

    /// Stands for a reload where others have the names of processes.
    static final ProcessName RELOAD = ProcessName.of("");

    /// An order of this client.
    final class Order implements AutoCloseable {

        private final Optional<Selector> selector;
        private final Over last;
        private final Set<ProcessName> done = new HashSet<>();
        /// What is still to come, once the answer tells.
        private @Nullable Set<ProcessName> left;
        private boolean heard;

        /// @param selector empty: it is a reload
        private Order(Optional<Selector> selector, Over last) {
            this.selector = selector;
            this.last = last;
        }

        /// It was answered: nothing more happens but to these, to which what was asked for has happened.
        void answered(Collection<ProcessName> changed) {
            synchronized (Focus.this) {
                left = new HashSet<>(changed);
                left.removeAll(done);
            }
        }

        /// There is an answer, or none is waited for any more. What the answer has told may still come.
        @Override
        public void close() {
            synchronized (Focus.this) {
                orders.removeIf(order -> order == this && (left == null || left.isEmpty()));
            }
        }

        private boolean covers(ProcessName name, boolean isLast) {
            if (done.contains(name) || !(left == null ? picks(name) : left.contains(name))) {
                return false;
            }
            if (isLast) {
                done.add(name);
                if (left != null) {
                    left.remove(name);
                }
            }
            return true;
        }

        private boolean picks(ProcessName name) {
            return selector.isEmpty()
                    ? name.equals(RELOAD)
                    : !name.equals(RELOAD) && selector.get().picks(name);
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
            return !(event instanceof Event.OfProcess of) || selector.picks(of.process());
        }
    }

    /// An order is about to be given.
    synchronized Order begin(Action action, Selector selector) {
        Over last = switch (action) {
            case STOP, DISABLE -> Over.STOP;
            case START, RESTART, ENABLE -> Over.START;
        };
        return begun(new Order(Optional.of(selector), last));
    }

    /// A reload is about to be asked for.
    synchronized Order beginReload() {
        return begun(new Order(Optional.empty(), Over.NEITHER));
    }

    private Order begun(Order order) {
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
            case Event.OfProcess of -> covers(of.process(), of.over());
            case Event.Reloaded _, Event.ReloadRejected _ -> covers(RELOAD, Over.NEITHER);
            case Event.Missed _ -> {
                // Perhaps the last ones of an order.
                orders.removeIf(order -> order.left != null);
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

    private boolean covers(ProcessName name, Over over) {
        boolean covered = false;
        for (Order order : orders) {
            covered |= order.heard && order.covers(name, over == order.last);
        }
        orders.removeIf(order -> order.left != null && order.left.isEmpty());
        return covered;
    }
}
