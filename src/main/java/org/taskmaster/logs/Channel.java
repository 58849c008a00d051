package org.taskmaster.logs;

import java.io.IOException;
import java.util.Optional;
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
    /// A pipe of pages that are half empty holds no more than this part: whoever writes a little more than
    /// half a page at a time fills it with that.
    private static final int FULL = 2;

    private static final long MILLIS = 1_000_000;
    private static final long LOOK_AGAIN = 50 * MILLIS;
    private static final long TRY_AGAIN = 500 * MILLIS;
    /// How long the end of a line is waited for.
    private static final long LINE_PATIENCE = 1_000 * MILLIS;

    private final ChannelName name;
    private final Inlet inlet;
    private final LogClock clock;
    private final Streams streams;
    private Capture capture;
    private Optional<Flow> flow = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private long tryAt;
    private Optional<Long> tickAt = Optional.empty();
    private Optional<Long> unfinishedSince = Optional.empty();
    private boolean dropping;
    private boolean ended;
    private long lost;

    /// Where flows come from.
    @FunctionalInterface
    interface Streams {
        Flow open(ChannelName name, Capture capture) throws IOException;
    }

    Channel(ChannelName name, Inlet inlet, Capture capture, LogClock clock, Streams streams) {
        this.name = name;
        this.inlet = inlet;
        this.capture = capture;
        this.clock = clock;
        this.streams = streams;
    }

    ChannelName name() {
        return name;
    }

    Inlet inlet() {
        return inlet;
    }

    Capture capture() {
        return capture;
    }

    long lost() {
        return lost;
    }

    /// What stands in the way of writing; empty: nothing.
    Optional<String> trouble() {
        return trouble;
    }

    /// When [#turn] is to be called though nothing came, on the counting clock; empty: never.
    Optional<Long> tickAt() {
        return tickAt;
    }

    /// Puts other settings in force.
    void retune(Capture changed) {
        closeFlow();
        capture = changed;
        tryAt = clock.nanos();
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
        try {
            Progress progress = move(now);
            dropping = false;
            trouble = Optional.empty();
            settle(progress, now);
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
        inlet.close();
    }

    private Progress move(long now) throws IOException {
        Flow taking = opened();
        boolean waitedLong = unfinishedSince.isPresent() && now - unfinishedSince.get() > LINE_PATIENCE;
        if (!ended && !waitedLong) {
            return taking.move(inlet, TURN);
        }
        Progress progress = taking.finish(inlet, TURN);
        ended = false;
        return progress;
    }

    private void settle(Progress progress, long now) {
        switch (progress) {
            case EMPTY, MORE -> {
                unfinishedSince = Optional.empty();
                inlet.listen();
            }
            case UNFINISHED -> {
                unfinishedSince = unfinishedSince.or(() -> Optional.of(now));
                inlet.ignore();
                tickAt = Optional.of(now + LOOK_AGAIN);
            }
        }
    }

    /// Does what can be done in trouble.
    private void endure(long now) {
        tickAt = Optional.of(now + LOOK_AGAIN);
        try {
            if (capture.onError() == OnLogError.DROP && (dropping || inlet.waiting() >= inlet.capacity() / FULL)) {
                // until nothing comes for a while: then the pipe keeps what comes next, as at first
                int dropped = inlet.drop(TURN);
                lost += dropped;
                dropping = dropped > 0;
                inlet.listen();
            } else {
                inlet.ignore();
            }
        } catch (IOException broken) {
            trouble = Optional.of("its channel is broken: " + broken.getMessage());
            inlet.ignore();
        }
    }

    private Flow opened() throws IOException {
        if (flow.isEmpty()) {
            flow = Optional.of(streams.open(name, capture));
        }
        return flow.get();
    }

    private void closeFlow() {
        flow.ifPresent(Flow::close);
        flow = Optional.empty();
    }
}
