package org.taskmaster.daemon;

import java.util.List;
import org.taskmaster.control.Requester;
import org.taskmaster.events.Event;
import org.taskmaster.events.Event.Listing;
import org.taskmaster.host.Host;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Problem;

/// Reports in words what the supervisor itself does and meets.
///
/// @param host whose time of day is given
record Reporter(Host host, Outbox outbox) {

    void say(LogLevel level, String text) {
        outbox.publish(new Event.OfSupervisor(host.wallClock(), level, text));
    }

    /// Reports who has given an order.
    void ordered(Requester who, String order) {
        outbox.publish(new Event.Ordered(host.wallClock(), who.name(), order, who.reason()));
    }

    /// Reports something on behalf of an outside program.
    void announced(Requester who, String type, String data) {
        outbox.publish(new Event.Announced(host.wallClock(), who.name(), type, data));
    }

    /// Reports that a program is in the fleet, or is no more.
    void listed(String program, Listing listing) {
        outbox.publish(new Event.ProgramListed(host.wallClock(), program, listing));
    }

    /// Reports a configuration that cannot be used.
    void rejected(List<Problem> problems) {
        outbox.publish(new Event.ReloadRejected(host.wallClock(), problems));
    }

    /// Reports what a reload does.
    void reloading(List<String> steps) {
        outbox.publish(new Event.Reloaded(host.wallClock(), steps));
    }

    /// Reports what is left running at the end.
    void leaving(String left, String why) {
        outbox.publish(Event.OfSupervisor.leaving(host.wallClock(), left, why));
    }
}
