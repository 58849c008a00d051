package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.host.Plumbing;
import org.taskmaster.host.Plumbing.Inlet;
import org.taskmaster.host.Plumbing.Outlet;
import org.taskmaster.logs.Mark.Place;

/// Writes lines to a file in another form than the process wrote them.
///
/// ```
///   channel ──splice──▶ spool ──rewrite──▶ log
///                         ▲ mark: so much of the spool is in the log, which was so long then
/// ```
///
/// Bytes leave the channel for the spool, a file, in one step; so they survive us. Whole lines of it are
/// rewritten into the log, and then the mark says so. Whoever comes after a crash cuts the log where the
/// mark says and rewrites the spool from there: nothing is missing, nothing is twice. In a log of several
/// streams it cannot be cut, for others may have written since: there, what was written after the last
/// mark, at most [#BATCH] bytes of one stream, can be there twice.
///
/// There are two spools, one of which is used until it is long and then emptied, when everything in it is
/// in the log but a line that is not finished, which is copied to the other.
final class RewritingFlow implements Flow {

    private static final int BATCH = Plumbing.PIPE_BYTES;
    private static final long LONG_SPOOL = 1024 * 1024;

    private final KeptLog log;
    private final Rewriter rewriter;
    private final Optional<Audience> audience;
    private final Buffers buffers;
    private final Outlet[] spools;
    private final Mark mark;
    private Place place;
    private long end;
    private boolean recovered;

    private RewritingFlow(
            KeptLog log, Rewriter rewriter, Optional<Audience> audience, Buffers buffers, Outlet[] spools, Mark mark)
            throws IOException {
        this.log = log;
        this.rewriter = rewriter;
        this.audience = audience;
        this.buffers = buffers;
        this.spools = spools;
        this.mark = mark;
        this.place = mark.read().orElse(Place.BEGINNING);
        this.end = spools[place.spool()].size();
        if (place.taken() > end) {
            // the mark of another spool than this
            place = Place.BEGINNING;
            spools[place.spool()].truncate(0);
            end = 0;
        }
    }

    /// Opens the spool, and takes back what came into the log after the last mark.
    ///
    /// @param base the spool's files are named by it
    /// @param log is left at the end
    static RewritingFlow open(
            Plumbing plumbing, Path base, KeptLog log, Rewriter rewriter, Optional<Audience> audience, Buffers buffers)
            throws IOException {
        List<Runnable> opened = new ArrayList<>();
        try {
            Outlet[] spools = new Outlet[2];
            for (int i = 0; i < spools.length; i++) {
                spools[i] = plumbing.openOutlet(beside(base, ".spool" + i));
                opened.add(spools[i]::close);
            }
            Mark mark = Mark.open(beside(base, ".mark"));
            opened.add(mark::close);
            return new RewritingFlow(log, rewriter, audience, buffers, spools, mark);
        } catch (IOException | RuntimeException failed) {
            opened.forEach(Runnable::run);
            throw failed;
        }
    }

    /// The files that [#open] makes.
    static Path[] files(Path base) {
        return new Path[] {beside(base, ".spool0"), beside(base, ".spool1"), beside(base, ".mark")};
    }

    private static Path beside(Path base, String ending) {
        return base.resolveSibling(base.getFileName() + ending);
    }

    @Override
    public Progress move(Inlet inlet, int most) throws IOException {
        int total = 0;
        rewrite(false);
        while (total < most) {
            turnOver();
            int moved = inlet.moveTo(spools[place.spool()], BATCH);
            if (moved == 0) {
                return Progress.EMPTY;
            }
            end += moved;
            total += moved;
            rewrite(false);
        }
        return Progress.MORE;
    }

    @Override
    public Progress finish(Inlet inlet, int most) throws IOException {
        Progress progress = move(inlet, most);
        rewrite(true);
        audience.ifPresent(Audience::finish);
        return progress;
    }

    @Override
    public void close() {
        spools[0].close();
        spools[1].close();
        mark.close();
        log.leave();
    }

    /// Brings into the log what the spool holds.
    ///
    /// @param last also a line that is not finished
    private void rewrite(boolean last) throws IOException {
        while (place.taken() < end) {
            int length = fill();
            boolean all = last && place.taken() + length == end || length == buffers.in().length;
            int whole = LineEnds.last(buffers.in(), 0, length);
            int ready = whole == 0 && all ? length : whole;
            if (ready == 0) {
                return;
            }
            append(ready, whole == 0);
        }
    }

    private int fill() throws IOException {
        byte[] in = buffers.in();
        int length = (int) Math.min(in.length, end - place.taken());
        int filled = 0;
        while (filled < length) {
            int count = spools[place.spool()].read(in, filled, length - filled, place.taken() + filled);
            if (count == 0) {
                throw new IOException("its spool has become shorter");
            }
            filled += count;
        }
        return length;
    }

    /// Rewrites lines into the log, as many as it has room for, and says so in the mark.
    private void append(int length, boolean unfinished) throws IOException {
        Outlet file = log.ready();
        recover(file);
        if (log.isDue()) {
            log.rotate();
            file = log.ready();
        }
        int room = (int) Math.clamp(log.room(), 0, buffers.out().length);
        int taken = rewriter.rewriteWithin(room, buffers.in(), 0, length, unfinished, buffers.out());
        if (taken == 0 && log.size() > 0) {
            log.rotate();
            file = log.ready();
            room = (int) Math.clamp(log.room(), 0, buffers.out().length);
            taken = rewriter.rewriteWithin(room, buffers.in(), 0, length, unfinished, buffers.out());
        }
        if (taken == 0) {
            // a line that is longer than a file may be
            taken = rewriter.rewriteWithin(buffers.out().length, buffers.in(), 0, length, unfinished, buffers.out());
        }
        if (place.log() != file.inode()) {
            // from here on it is this file that has to be cut when we do not come to the next mark
            mark(file, 0);
        }
        write(file, rewriter.written());
        mark(file, taken);
        if (audience.isPresent()) {
            audience.get().take(buffers.in(), 0, taken);
        }
    }

    /// Says how far it has come.
    ///
    /// @param taken so many more bytes of the spool are in the log
    private void mark(Outlet file, int taken) throws IOException {
        place = new Place(place.spool(), place.taken() + taken, file.inode(), log.size(), log.isShared());
        mark.write(place);
    }

    /// Writes all of it, or leaves the log as it was.
    private void write(Outlet file, int length) throws IOException {
        long before = log.size();
        int written = 0;
        try {
            while (written < length) {
                written += file.write(buffers.out(), written, length - written);
            }
            log.grew(written);
        } catch (IOException failed) {
            if (written > 0 && file.isRegular() && !log.isShared()) {
                file.truncate(before);
            }
            throw failed;
        }
    }

    /// What a life before this one wrote, and did not come to mark, is rewritten now: it goes.
    private void recover(Outlet file) throws IOException {
        if (!recovered) {
            recovered = true;
            long more = log.size() - place.logSize();
            boolean ours = place.log() == file.inode() && !place.shared() && more > 0 && more <= buffers.out().length;
            if (ours && file.isRegular()) {
                file.truncate(place.logSize());
                log.ready();
            }
        }
    }

    /// Goes on in the other spool when this one is long.
    private void turnOver() throws IOException {
        if (end < LONG_SPOOL) {
            return;
        }
        int rest = fill();
        int other = 1 - place.spool();
        spools[other].truncate(0);
        int copied = 0;
        while (copied < rest) {
            copied += spools[other].write(buffers.in(), copied, rest - copied);
        }
        int old = place.spool();
        place = new Place(other, 0, place.log(), place.logSize(), place.shared());
        end = rest;
        mark.write(place);
        spools[old].truncate(0);
    }
}
