package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.List;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Subscription;
import org.taskmaster.host.Host;

/// Views of the fleet that are to begin. Between two turns nothing is changed that is not shown, and nothing is shown
/// that is not reported: then a view gets the snapshot, and every event after it.
final class Views {

    private final Fleet fleet;
    private final Host host;
    private final Outbox outbox;
    private final List<Message.Watch> waiting = new ArrayList<>();

    Views(Fleet fleet, Host host, Outbox outbox) {
        this.fleet = fleet;
        this.host = host;
        this.outbox = outbox;
    }

    void add(Message.Watch viewer) {
        waiting.add(viewer);
    }

    /// Begins those that wait. To be called between two turns.
    void begin() {
        for (Message.Watch viewer : waiting) {
            Subscription events = outbox.subscribe(viewer.capacity());
            if (!viewer.reply().complete(new Watching(fleet.status(host.now()), events))) {
                events.close();
            }
        }
        waiting.clear();
    }
}
