package org.taskmaster.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.concurrent.atomic.AtomicLong;
import org.taskmaster.http.Authenticator.Verdict.Admitted;

/// Counts what a kind of visitors takes up, so that one kind cannot use up what another needs. Belongs to
/// the event loop, but for what is said of answers.
final class Quota {

    private final Bounds bounds;
    /// Those that are not being answered, the one that waits longest first.
    private final SequencedSet<Connection> waiting = new LinkedHashSet<>();

    /// On whose behalf each request under way is answered.
    private final Map<Connection, Admitted> underWay = new HashMap<>();
    /// Requests that wait until fewer are under way, the first that came first.
    private final SequencedMap<Connection, Admitted> queue = new LinkedHashMap<>();

    private final Map<String, Integer> ofEach = new HashMap<>();
    private final AtomicLong answersBytes = new AtomicLong();

    private int open;
    /// How many connections each has.
    private final Map<String, Integer> openOf = new HashMap<>();
    private int ofViewers;
    private long bodiesBytes;

    Quota(Bounds bounds) {
        this.bounds = bounds;
    }

    Bounds bounds() {
        return bounds;
    }

    /// Makes room for one more connection. If another must be closed for it, it is one of the user who has
    /// the most, so that a user who opens many can keep out only themselves, but no others.
    ///
    /// @param whose who shares what they take up
    /// @return whether there is room
    boolean enter(String whose) {
        if (open >= bounds.connections() && !dropOneOfMany(whose)) {
            return false;
        }
        open++;
        openOf.merge(whose, 1, Integer::sum);
        return true;
    }

    /// One that was let in did not come in after all.
    void turnBack(String whose) {
        open--;
        openOf.computeIfPresent(whose, (_, count) -> count == 1 ? null : count - 1);
    }

    void leave(Connection connection) {
        turnBack(connection.visitor().whose());
        waiting.remove(connection);
    }

    /// How many connections a user has.
    int openOf(String whose) {
        return openOf.getOrDefault(whose, 0);
    }

    /// Closes the connection that waits longest of those who have the most.
    ///
    /// @return whether there was one; no user gives way to one who has more
    private boolean dropOneOfMany(String newcomer) {
        Optional<Connection> victim = Optional.empty();
        int most = openOf(newcomer) - 1;
        for (Connection connection : waiting) {
            if (openOf(connection.visitor().whose()) > most) {
                victim = Optional.of(connection);
                most = openOf(connection.visitor().whose());
            }
        }
        victim.ifPresent(connection -> {
            waiting.remove(connection);
            connection.drop();
        });
        return victim.isPresent();
    }

    /// From now on it waits for a request.
    void waits(Connection connection) {
        waiting.addLast(connection);
    }

    /// Begins to answer a request. Streams last as long as their readers want, so that no user gets all
    /// there is to get: a single user has half of it, and viewers together leave a quarter to operators.
    ///
    /// @return whether that many may be under way
    boolean begin(Connection connection, Admitted who) {
        boolean viewer = !who.caller().mayAct();
        int theirs = ofEach.getOrDefault(who.whose(), 0);
        if (underWay.size() >= bounds.underWay()
                || theirs >= bounds.underWayOfOne()
                || (viewer && ofViewers >= bounds.underWayOfViewers())) {
            return false;
        }
        waiting.remove(connection);
        underWay.put(connection, who);
        ofEach.put(who.whose(), theirs + 1);
        ofViewers += viewer ? 1 : 0;
        return true;
    }

    /// What stands in the way of one more request of theirs, and what they can do, in words for people.
    Refusal tooMany(Admitted who) {
        return new Refusal(503, tooManyWords(who), Map.of("Retry-After", "1"));
    }

    private String tooManyWords(Admitted who) {
        int theirs = ofEach.getOrDefault(who.whose(), 0);
        if (theirs >= bounds.underWayOfOne()) {
            return "too many requests are under way: " + theirs
                    + " are yours, and no user may have more; each attach, tail -f"
                    + " and events -f is one for as long as it lasts: end some of them";
        }
        return underWay.size() >= bounds.underWay()
                ? "too many requests are under way: " + underWay.size() + " of all users together, " + theirs
                        + " of them yours"
                : "too many requests are under way: " + ofViewers + " of users who may only look, " + theirs
                        + " of them yours";
    }

    void end(Connection connection) {
        Admitted who = Objects.requireNonNull(underWay.remove(connection));
        ofEach.computeIfPresent(who.whose(), (_, count) -> count == 1 ? null : count - 1);
        ofViewers -= who.caller().mayAct() ? 0 : 1;
        for (Map.Entry<Connection, Admitted> next : List.copyOf(queue.entrySet())) {
            // What begins may end at once, and call the others meanwhile.
            if (queue.containsKey(next.getKey()) && begin(next.getKey(), next.getValue())) {
                queue.remove(next.getKey());
                next.getKey().itsTurn();
            }
        }
    }

    /// Has a request that may not begin wait until it may: then [Connection#itsTurn] is called.
    void queue(Connection connection, Admitted who) {
        queue.putLast(connection, who);
    }

    /// It waits no longer.
    void unqueue(Connection connection) {
        queue.remove(connection);
    }

    /// Takes room for an answer until it is sent. Any thread may call this.
    ///
    /// @return whether there is that much; one that is alone may be as long as it is
    boolean keepAnswer(int bytes) {
        long before = answersBytes.getAndAdd(bytes);
        if (before > 0 && before + bytes > bounds.answersBytes()) {
            answersBytes.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /// Any thread may call this.
    void releaseAnswer(int bytes) {
        answersBytes.addAndGet(-bytes);
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
