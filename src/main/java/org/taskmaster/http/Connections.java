package org.taskmaster.http;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The open connections of a server. Belongs to the event loop.
final class Connections {

    private final Set<Connection> open = new HashSet<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean ending;

    void add(Connection connection) {
        open.add(connection);
    }

    void remove(Connection connection) {
        open.remove(connection);
        conclude();
    }

    /// Lets every connection end after the answer it is giving.
    ///
    /// @return done when the last has ended
    CompletableFuture<Void> end() {
        ending = true;
        List.copyOf(open).forEach(Connection::end);
        conclude();
        return ended;
    }

    private void conclude() {
        if (ending && open.isEmpty()) {
            ended.complete(null);
        }
    }
}
