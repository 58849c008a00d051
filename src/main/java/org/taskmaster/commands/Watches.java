package org.taskmaster.commands;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.taskmaster.control.Control;
import org.taskmaster.control.Watching;

/// Opens views of the fleet.
final class Watches {

    private Watches() {}

    /// Waits for the snapshot.
    static Watching open(Control control, int capacity) throws InterruptedException {
        try {
            return control.watch(capacity).get();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }
}
