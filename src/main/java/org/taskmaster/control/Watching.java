package org.taskmaster.control;

import org.taskmaster.events.Subscription;

/// A view of the fleet that can be kept true: the state of everything, and every event after it. Nothing
/// falls between the two, and no event repeats what the snapshot holds already.
///
/// @param events to be closed by the caller
public record Watching(FleetStatus snapshot, Subscription events) implements AutoCloseable {

    @Override
    public void close() {
        events.close();
    }
}
