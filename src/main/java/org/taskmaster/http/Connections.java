package org.taskmaster.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The open connections of a server. Belongs to the event loop.
final class Connections {

    /// How many make room at a time: one by one, a crowd that waits would keep those behind it waiting.
    private static final int AT_ONCE = 8;

    /// The oldest first.
    private final Set<Connection> open = new LinkedHashSet<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean ending;

    void add(Connection connection) {
        open.add(connection);
    }

    void remove(Connection connection) {
        open.remove(connection);
        conclude();
    }

    /// Closes the oldest connections that get no answer at the moment, for the sake of those that wait to be
    /// accepted.
    void makeRoom() {
        open.stream()
                .filter(connection -> connection.phase().waits())
                .limit(AT_ONCE)
                .toList()
                .forEach(Connection::drop);
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
