package org.taskmaster.logs;

import java.io.IOException;
import java.util.Optional;
import org.taskmaster.host.Plumbing;
import org.taskmaster.host.Plumbing.Inlet;
import org.taskmaster.host.Plumbing.Outlet;

/// Moves bytes into a file as they are, by [Inlet#moveTo]: each byte is in the channel or in the file,
/// whatever happens to us.
///
/// A file is set aside between two lines. As long as it has more room than the channel can hold, the
/// bytes are not looked at. Near its end they are looked at while they are still in the channel, and only whole
/// lines that fit are moved. A line whose beginning is in the file already ends there, even beyond the
/// size: so a line is cut only when it is longer than a file may be.
final class VerbatimFlow implements Flow {

    private static final int ROTATE_FIRST = -1;
    private static final int NONE = 0;
    /// A line that is longer is looked at piece by piece.
    private static final int LINE = 64 * 1024;

    private final KeptLog log;
    private final Optional<StreamTargets> streamTargets;
    private final byte[] seen;
    private boolean several;
    /// Why writing failed, until it succeeds.
    private Optional<IOException> obstacle = Optional.empty();

    /// @param log is left at the end
    /// @param streamTargets who else gets the lines
    /// @param seen memory that is free between two calls, as large as a pipe
    VerbatimFlow(KeptLog log, Optional<StreamTargets> streamTargets, byte[] seen) {
        this.log = log;
        this.streamTargets = streamTargets;
        this.seen = seen;
    }

    @Override
    public Progress move(Inlet inlet, int most) throws IOException {
        return move(inlet, most, false);
    }

    @Override
    public Progress finish(Inlet inlet, int most) throws IOException {
        Progress progress = move(inlet, most, true);
        streamTargets.ifPresent(StreamTargets::finish);
        return progress;
    }

    @Override
    public void several(boolean pipes) {
        several = pipes;
    }

    @Override
    public void close() {
        log.leave();
    }

    /// @param ended whether an unfinished line is not waited for
    private Progress move(Inlet inlet, int most, boolean ended) throws IOException {
        int total = 0;
        while (total < most) {
            Outlet file = log.ready();
            if (log.isDue() && log.isAtLineStart()) {
                log.rotate();
                continue;
            }
            boolean careful = isMixed() || log.isDue() || log.room() <= Plumbing.PIPE_BYTES;
            if (!careful && streamTargets.isEmpty()) {
                int moved = moveOn(inlet, file, Plumbing.PIPE_BYTES);
                if (moved == 0) {
                    return empty();
                }
                total += moved;
                continue;
            }
            int waiting = inlet.peek(seen, careful ? worthSeeing() : seen.length);
            if (waiting == 0) {
                return empty();
            }
            int take = careful ? choose(waiting, ended) : waiting;
            if (take == ROTATE_FIRST) {
                log.rotate();
            } else if (take == NONE) {
                return Progress.UNFINISHED;
            } else {
                total += moveSeen(inlet, file, take);
            }
        }
        return Progress.MORE;
    }

    /// No more than what may fit, and a line behind it.
    private int worthSeeing() {
        return (int) Math.clamp(Math.min(log.room(), seen.length) + LINE, LINE, seen.length);
    }

    /// How many of the bytes that wait may go into the file.
    private int choose(int waiting, boolean ended) throws IOException {
        long room = log.isDue() ? NONE : log.room();
        int whole = LineEnds.last(seen, 0, (int) Math.clamp(room, 0, waiting));
        if (whole > 0) {
            return whole;
        }
        boolean fresh = log.isAtLineStart();
        int firstLine = LineEnds.first(seen, 0, waiting);
        if (!fresh) {
            // the rest of a line, wherever that ends; only one that could fill a file of its own is cut
            boolean endless = firstLine == 0 && log.size() / 2 >= log.most();
            return endless ? ROTATE_FIRST : firstLine > 0 ? firstLine : patient(waiting, ended);
        }
        boolean fits = firstLine == 0 && waiting <= room;
        if (log.size() > 0 && !fits) {
            return ROTATE_FIRST;
        }
        return fits ? patient(waiting, ended) : (int) Math.clamp(room, 1, firstLine > 0 ? firstLine : waiting);
    }

    /// In a file of several streams the beginning of a line waits for its end, so that no other's
    /// comes in between.
    private int patient(int waiting, boolean ended) {
        boolean wait = isMixed() && !ended && waiting < LINE / 2;
        return wait ? NONE : waiting;
    }

    private boolean isMixed() {
        return several || log.isShared();
    }

    private int moveOn(Inlet inlet, Outlet file, int most) throws IOException {
        try {
            int moved = inlet.moveTo(file, most);
            if (moved > 0) {
                obstacle = Optional.empty();
            }
            return moved;
        } catch (IOException failed) {
            obstacle = Optional.of(failed);
            throw failed;
        }
    }

    /// Nothing to be written is no sign that the disk has room again.
    private Progress empty() throws IOException {
        if (obstacle.isPresent()) {
            throw new IOException(obstacle.get().getMessage(), obstacle.get());
        }
        return Progress.EMPTY;
    }

    private int moveSeen(Inlet inlet, Outlet file, int count) throws IOException {
        int moved = 0;
        try {
            int more = moveOn(inlet, file, count);
            while (more > 0) {
                moved += more;
                more = moved < count ? moveOn(inlet, file, count - moved) : 0;
            }
        } finally {
            log.grew(moved);
            if (streamTargets.isPresent()) {
                streamTargets.get().take(seen, 0, moved);
            }
        }
        return moved;
    }
}
