package org.taskmaster.http;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// Counts what a kind of visitors takes up, so that one kind cannot use up what another needs. Belongs to
/// the event loop.
final class Gate {

    private final Bounds bounds;
    /// Those that are not being answered, the one that waits longest first.
    private final SequencedSet<Connection> waiting = new LinkedHashSet<>();

    private int open;
    private int underWay;
    private long bodiesBytes;

    Gate(Bounds bounds) {
        this.bounds = bounds;
    }

    Bounds bounds() {
        return bounds;
    }

    /// Makes room for one more connection, by closing the one that waits longest if it must be.
    ///
    /// @return whether there is room
    boolean enter() {
        if (open >= bounds.connections() && !dropOldest()) {
            return false;
        }
        open++;
        return true;
    }

    void leave(Connection connection) {
        open--;
        waiting.remove(connection);
    }

    /// Closes the connection that waits longest.
    ///
    /// @return whether there was one
    boolean dropOldest() {
        if (waiting.isEmpty()) {
            return false;
        }
        waiting.removeFirst().drop();
        return true;
    }

    /// From now on it waits for a request.
    void waits(Connection connection) {
        waiting.addLast(connection);
    }

    /// Begins to answer a request.
    ///
    /// @return whether that many may be under way
    boolean begin(Connection connection) {
        if (underWay >= bounds.underWay()) {
            return false;
        }
        waiting.remove(connection);
        underWay++;
        return true;
    }

    void end() {
        underWay--;
    }

    /// Takes room for a part of a body.
    ///
    /// @return whether there is that much
    boolean keep(int bytes) {
        if (bodiesBytes + bytes > bounds.bodiesBytes()) {
            return false;
        }
        bodiesBytes += bytes;
        return true;
    }

    void release(int bytes) {
        bodiesBytes -= bytes;
    }
}
