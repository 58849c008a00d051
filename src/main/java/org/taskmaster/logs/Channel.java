package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.host.Plumbing.Inlet;
import org.taskmaster.logs.Flow.Progress;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.Defects;
import org.taskmaster.model.Reason;

/// A named pipe, where its bytes go, and what is done while they cannot go there.
///
/// In trouble nothing is taken at first, so that a pipe's worth outlasts a short one. When the pipe is
/// full, its owner waits ([OnLogError#BLOCK]), or what comes is dropped and counted ([OnLogError#DROP]).
/// Whether the trouble is over is tried with the bytes that wait.
final class Channel {

    /// How much is taken in one turn, so that others have theirs.
    private static final int TURN = 1024 * 1024;
    /// A pipe of pages that are half empty holds no more than this part: a process that writes a little more than
    /// half a page at a time fills it with that.
    private static final int FULL = 2;

    private static final long MILLIS = 1_000_000;
    private static final long LOOK_AGAIN = 50 * MILLIS;
    private static final long TRY_AGAIN = 500 * MILLIS;
    /// How long the end of a line is waited for.
    private static final long LINE_PATIENCE = 1_000 * MILLIS;

    /// How long the rest of a line is waited for before its beginning is written.
    private static final long REST = 500 * MILLIS;

    private static final long LOOK_FOR_NAME = 1_000 * MILLIS;

    private final LogClock clock;
    private final Streams streams;
    private final Path directory;
    /// Pipes that were in the place of the present one before, in which there is something left.
    private final List<Inlet> former = new ArrayList<>();

    private ChannelName name;
    private Inlet inlet;
    private Capture capture;
    private Set<String> users;
    private Optional<Flow> flow = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private long tryAt;
    private Optional<Long> tickAt = Optional.empty();
    private Optional<Long> unfinishedSince = Optional.empty();
    private int held;
    private long releaseAt;
    private Optional<String> astray = Optional.empty();
    private long lookedAt;
    private boolean dropping;
    private boolean ended;
    private long lost;

    /// Where flows come from.
    @FunctionalInterface
    interface Streams {
        Flow open(ChannelName name, Capture capture, Set<String> users) throws IOException;
    }

    /// @param directory where its named pipe should be
    /// @param users whom the program may run as
    Channel(
            ChannelName name,
            Inlet inlet,
            Capture capture,
            Set<String> users,
            Path directory,
            LogClock clock,
            Streams streams) {
        this.name = name;
        this.inlet = inlet;
        this.capture = capture;
        this.users = Set.copyOf(users);
        this.directory = directory;
        this.clock = clock;
        this.streams = streams;
        this.lookedAt = clock.nanos();
    }

    ChannelName name() {
        return name;
    }

    Capture capture() {
        return capture;
    }

    long lost() {
        return lost;
    }

    /// What stands in the way of writing, or is wrong though it is written; empty: nothing.
    Optional<String> trouble() {
        return trouble.map(reason -> "cannot be written: " + reason)
                .or(() -> astray)
                .or(() -> flow.flatMap(Flow::trouble));
    }

    /// When [#turn] is to be called though nothing came, on the counting clock; empty: never.
    Optional<Long> tickAt() {
        return tickAt;
    }

    /// Puts other settings in force.
    void retune(Capture changed, Set<String> others) {
        closeFlow();
        capture = changed;
        users = Set.copyOf(others);
        tryAt = clock.nanos();
    }

    /// Its process has another name. Nothing is open beside the pipe until the next turn.
    void rename(ChannelName other) {
        closeFlow();
        name = other;
        tryAt = clock.nanos();
    }

    /// Whether this is one of its pipes.
    boolean reads(Inlet pipe) {
        return pipe.equals(inlet) || former.contains(pipe);
    }

    /// Its named pipe was made anew. What is in the one before, or still comes into it, is taken first.
    void replace(Inlet fresh) {
        Inlet before = inlet;
        inlet = fresh;
        former.add(before);
        try {
            before.letEnd();
        } catch (IOException failed) {
            // it is read on until this channel is closed
            trouble = Optional.of(Reason.of(failed));
        }
        tryAt = clock.nanos();
    }

    /// What waits in its pipes, when nothing is taken any more; empty: nothing does.
    Optional<UntakenOutput> untaken() {
        long sum = 0;
        for (Inlet pipe : pipes()) {
            try {
                sum += pipe.waiting();
            } catch (IOException broken) {
                trouble = Optional.of("its channel is broken: " + Reason.of(broken));
            }
        }
        return sum == 0 ? Optional.empty() : Optional.of(new UntakenOutput(name.process(), name.stream(), sum));
    }

    /// Looks whether the next supervisor will find what its process writes into.
    void lookForName() {
        lookedAt = clock.nanos();
        Path pipe = name.pipeIn(directory);
        astray = former.isEmpty() && inlet.isAt(pipe)
                ? Optional.empty()
                : Optional.of(
                        "is written, but its channel " + pipe + " was removed or replaced: what it writes is taken"
                                + " as long as this supervisor runs, and lost then; restart it");
        flow.ifPresent(Flow::lookForNames);
    }

    /// A run of the process has ended: at the next turn, what it left unfinished is taken too.
    void ended() {
        ended = true;
    }

    /// Takes what waits, as far as that is possible now.
    void turn() {
        long now = clock.nanos();
        tickAt = Optional.empty();
        if (trouble.isPresent() && now - tryAt < 0) {
            endure(now);
            return;
        }
        if (now - lookedAt > LOOK_FOR_NAME) {
            lookForName();
        }
        try {
            boolean unfinished = move(now);
            dropping = false;
            trouble = Optional.empty();
            settle(unfinished, now);
            hold(now);
        } catch (IOException failed) {
            fail(Reason.of(failed), now);
        } catch (RuntimeException defect) {
            fail(Defects.describe(defect), now);
        }
    }

    private void fail(String reason, long now) {
        trouble = Optional.of(reason);
        tryAt = now + TRY_AGAIN;
        endure(now);
    }

    void close() {
        closeFlow();
        pipes().forEach(Inlet::close);
        former.clear();
    }

    /// In the order in which they are read.
    private List<Inlet> pipes() {
        List<Inlet> pipes = new ArrayList<>(former);
        pipes.add(inlet);
        return pipes;
    }

    /// @return whether the beginning of a line waits for its end
    private boolean move(long now) throws IOException {
        Flow taking = opened();
        boolean waitedLong = unfinishedSince.isPresent() && now - unfinishedSince.get() > LINE_PATIENCE;
        boolean finishes = ended || waitedLong;
        boolean unfinished = false;
        if (!former.isEmpty()) {
            taking.several(true);
            unfinished = moveFormer(taking, finishes);
            taking.several(!former.isEmpty());
        }
        unfinished |= moveOne(taking, inlet, finishes);
        ended = false;
        return unfinished;
    }

    private boolean moveFormer(Flow taking, boolean finishes) throws IOException {
        boolean unfinished = false;
        for (Inlet pipe : List.copyOf(former)) {
            unfinished |= moveOne(taking, pipe, finishes);
            if (pipe.isAtEnd()) {
                former.remove(pipe);
                pipe.close();
                lookForName();
            }
        }
        return unfinished;
    }

    private static boolean moveOne(Flow taking, Inlet pipe, boolean finishes) throws IOException {
        Progress progress = finishes ? taking.finish(pipe, TURN) : taking.move(pipe, TURN);
        boolean unfinished = progress == Progress.UNFINISHED;
        if (unfinished) {
            pipe.ignore();
        } else {
            pipe.listen();
        }
        return unfinished;
    }

    private void settle(boolean unfinished, long now) {
        if (unfinished) {
            unfinishedSince = unfinishedSince.or(() -> Optional.of(now));
            tickAt = Optional.of(now + LOOK_AGAIN);
        } else {
            unfinishedSince = Optional.empty();
        }
    }

    /// The beginning of a line that has rested for a while is written, so that a prompt can be seen.
    private void hold(long now) throws IOException {
        Flow taking = opened();
        int holds = taking.held();
        if (holds != held) {
            held = holds;
            releaseAt = now + REST;
        }
        if (holds > 0 && now - releaseAt >= 0) {
            taking.release();
            held = taking.held();
        } else if (holds > 0 && (tickAt.isEmpty() || tickAt.get() - releaseAt > 0)) {
            tickAt = Optional.of(releaseAt);
        }
    }

    /// Does what can be done in trouble.
    private void endure(long now) {
        tickAt = Optional.of(now + LOOK_AGAIN);
        int dropped = 0;
        for (Inlet pipe : pipes()) {
            dropped += endure(pipe);
        }
        lost += dropped;
        dropping = dropped > 0;
    }

    /// @return how many bytes were dropped
    private int endure(Inlet pipe) {
        try {
            if (capture.onError() == OnLogError.DROP && (dropping || pipe.waiting() >= pipe.capacity() / FULL)) {
                // until nothing comes for a while: then the pipe keeps what comes next, as at first
                int dropped = pipe.drop(TURN);
                pipe.listen();
                return dropped;
            }
        } catch (IOException broken) {
            trouble = Optional.of("its channel is broken: " + Reason.of(broken));
        }
        pipe.ignore();
        return 0;
    }

    private Flow opened() throws IOException {
        if (flow.isEmpty()) {
            flow = Optional.of(streams.open(name, capture, users));
        }
        return flow.get();
    }

    private void closeFlow() {
        flow.ifPresent(Flow::close);
        flow = Optional.empty();
    }
}
