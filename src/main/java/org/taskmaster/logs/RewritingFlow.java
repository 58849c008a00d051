package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.taskmaster.host.Plumbing;
import org.taskmaster.host.Plumbing.Inlet;
import org.taskmaster.host.Plumbing.Outlet;
import org.taskmaster.logs.SpoolMark.Place;
import org.taskmaster.model.Reason;

/// Writes lines to a file in another form than the process wrote them.
///
/// ```
///   channel ──splice──▶ spool ──rewrite──▶ log
///                         ▲ mark: so much of the spool is in the log, which was so long then
/// ```
///
/// Bytes leave the channel for the spool, a file, in one step; so they survive us. Whole lines of it are
/// rewritten into the log, and then the mark says so. The supervisor that comes after a crash cuts the log
/// where the mark says and rewrites the spool from there: nothing is missing, nothing is twice. In a log of several
/// streams it cannot be cut, for others may have written since: there, what was written after the last
/// mark, at most [#BATCH] bytes of one stream, can be there twice.
///
/// There are two spools, one of which is used until it is long and then emptied, when everything in it is
/// in the log but a line that is not finished, which is copied to the other.
final class RewritingFlow implements Flow {

    private static final int BATCH = Plumbing.PIPE_BYTES;
    /// Of one that is longer, the end is not waited for.
    private static final int LONG_LINE = 32 * 1024;

    private static final long LONG_SPOOL = 1024 * 1024;

    private final KeptLog log;
    private final Rewriter rewriter;
    private final Optional<StreamTargets> streamTargets;
    private final Buffers buffers;
    private final SpoolFiles files;
    private Outlet[] spools;
    private SpoolMark mark;
    private Optional<String> astray = Optional.empty();
    private Place place;
    private long end;
    private boolean several;
    private boolean recovered;

    private RewritingFlow(
            KeptLog log, Rewriter rewriter, Optional<StreamTargets> streamTargets, Buffers buffers, SpoolFiles files)
            throws IOException {
        this.log = log;
        this.rewriter = rewriter;
        this.streamTargets = streamTargets;
        this.buffers = buffers;
        this.files = files;
        this.spools = files.openSpools();
        try {
            this.mark = files.openMark();
        } catch (IOException | RuntimeException failed) {
            closeSpools();
            throw failed;
        }
        this.place = Place.BEGINNING;
    }

    /// Opens the spool, and takes back what came into the log after the last mark.
    ///
    /// @param base the spool's files are named by it
    /// @param log is left at the end
    static RewritingFlow open(
            Plumbing plumbing,
            Path base,
            KeptLog log,
            Rewriter rewriter,
            Optional<StreamTargets> streamTargets,
            Buffers buffers)
            throws IOException {
        RewritingFlow flow = new RewritingFlow(log, rewriter, streamTargets, buffers, new SpoolFiles(plumbing, base));
        try {
            flow.goOn();
            return flow;
        } catch (IOException | RuntimeException failed) {
            flow.closeFiles();
            throw failed;
        }
    }

    /// Where the last one stopped.
    private void goOn() throws IOException {
        place = mark.read().orElse(Place.BEGINNING);
        end = spools[place.spool()].size();
        if (place.taken() > end) {
            // the mark of another spool than this
            place = Place.BEGINNING;
            spools[place.spool()].truncate(0);
            end = 0;
        }
    }

    /// Its files may have been taken away: then it goes on in new ones, so that the next one finds what is
    /// not in the log yet.
    @Override
    public void lookForNames() {
        boolean there = files.are(spools, mark);
        boolean fits = end - place.taken() <= buffers.in().length;
        if (there) {
            astray = Optional.empty();
        } else if (fits) {
            try {
                renew();
                astray = Optional.empty();
            } catch (IOException failed) {
                astray = Optional.of(
                        "is written, but not so that a crash of the supervisor loses nothing: " + Reason.of(failed));
            }
        }
    }

    private void renew() throws IOException {
        int rest = fill();
        Outlet[] freshSpools = files.openSpools();
        SpoolMark freshMark;
        try {
            freshMark = files.openMark();
        } catch (IOException | RuntimeException failed) {
            freshSpools[0].close();
            freshSpools[1].close();
            throw failed;
        }
        closeFiles();
        spools = freshSpools;
        mark = freshMark;
        spools[1].truncate(0);
        begin(0, rest);
    }

    @Override
    public Optional<String> trouble() {
        return astray;
    }

    @Override
    public Progress move(Inlet inlet, int most) throws IOException {
        return move(inlet, most, false);
    }

    @Override
    public Progress finish(Inlet inlet, int most) throws IOException {
        Progress progress = move(inlet, most, true);
        rewrite(true);
        if (place.open() && rewriter.isLines()) {
            endLine();
        }
        streamTargets.ifPresent(StreamTargets::finish);
        return progress;
    }

    @Override
    public int held() {
        return (int) Math.min(end - place.taken(), Integer.MAX_VALUE);
    }

    @Override
    public void release() throws IOException {
        int length = fill();
        if (length > 0) {
            append(length, log.isShared() && rewriter.isLines() ? Ending.ENDS : Ending.STAYS_OPEN);
        }
    }

    /// A line that was written so far gets its end.
    private void endLine() throws IOException {
        Outlet file = log.ready();
        recover(file);
        if (isAtOpenLine(file)) {
            buffers.out()[0] = '\n';
            write(file, 1);
        }
        rewriter.goOn(false);
        mark(file, 0, false);
    }

    /// Whether no other has written behind a line that was written so far.
    private boolean isAtOpenLine(Outlet file) {
        return place.open() && place.log() == file.inode() && place.logSize() == log.size();
    }

    /// What the bytes at hand are the end of.
    private enum Ending {
        /// Of whole lines.
        WHOLE,
        /// Of a line that gets an end though it has none.
        ENDS,
        /// Of a line whose rest may come.
        STAYS_OPEN
    }

    /// @param ended whether an unfinished line is not waited for
    private Progress move(Inlet inlet, int most, boolean ended) throws IOException {
        int total = 0;
        rewrite(false);
        while (total < most) {
            turnOver();
            int batch = several ? wholeLines(inlet, ended) : BATCH;
            if (batch == 0) {
                return inlet.waiting() == 0 ? Progress.EMPTY : Progress.UNFINISHED;
            }
            int moved = inlet.moveTo(spools[place.spool()], batch);
            if (moved == 0) {
                return Progress.EMPTY;
            }
            end += moved;
            total += moved;
            rewrite(false);
        }
        return Progress.MORE;
    }

    private int wholeLines(Inlet inlet, boolean ended) throws IOException {
        int waiting = inlet.peek(buffers.seen(), BATCH);
        int whole = LineEnds.last(buffers.seen(), 0, waiting);
        return whole == 0 && (ended || waiting > LONG_LINE) ? waiting : whole;
    }

    @Override
    public void several(boolean pipes) {
        several = pipes;
    }

    @Override
    public void close() {
        closeFiles();
        log.leave();
    }

    private void closeFiles() {
        closeSpools();
        mark.close();
    }

    private void closeSpools() {
        spools[0].close();
        spools[1].close();
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
            append(ready, whole == 0 ? Ending.ENDS : Ending.WHOLE);
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
    private void append(int length, Ending ending) throws IOException {
        Outlet file = log.ready();
        recover(file);
        boolean goesOn = isAtOpenLine(file) && rewriter.goesOnInLine();
        if (place.open() && !goesOn && rewriter.isLines() && !log.isAtLineStart()) {
            endForeignLine(file);
        }
        rewriter.goOn(goesOn);
        // the rest of a line stays in the file that its beginning is in
        int wanted = goesOn ? firstLine(length) : length;
        if (!goesOn && log.isDue()) {
            log.rotate();
            file = log.ready();
        }
        int taken = rewritten(goesOn ? buffers.out().length : room(), wanted, ending);
        if (taken == 0 && log.size() > 0 && !goesOn) {
            log.rotate();
            file = log.ready();
            taken = rewritten(room(), wanted, ending);
        }
        if (taken == 0) {
            // a line that is longer than a file may be
            taken = rewritten(buffers.out().length, wanted, ending);
        }
        if (taken == 0) {
            // the first part of a character
            return;
        }
        if (place.log() != file.inode()) {
            // from here on it is this file that has to be cut when we do not come to the next mark
            mark(file, 0, false);
        }
        write(file, rewriter.written());
        mark(file, taken, ending == Ending.STAYS_OPEN && rewriter.goesOnInLine());
        if (streamTargets.isPresent()) {
            streamTargets.get().take(buffers.in(), 0, taken);
        }
    }

    private int firstLine(int length) {
        int first = LineEnds.first(buffers.in(), 0, length);
        return first == 0 ? length : first;
    }

    private int room() {
        return (int) Math.clamp(log.room(), 0, buffers.out().length);
    }

    private int rewritten(int room, int length, Ending ending) {
        return switch (ending) {
            case WHOLE -> rewriter.rewriteWithin(room, buffers.in(), 0, length, false, buffers.out());
            case ENDS -> rewriter.rewriteWithin(room, buffers.in(), 0, length, true, buffers.out());
            case STAYS_OPEN -> rewriter.beginWithin(room, buffers.in(), 0, length, buffers.out());
        };
    }

    /// Another wrote behind the beginning of a line, or lines have another form now.
    private void endForeignLine(Outlet file) throws IOException {
        buffers.out()[0] = '\n';
        write(file, 1);
    }

    /// Says how far it has come.
    ///
    /// @param taken so many more bytes of the spool are in the log
    /// @param open whether the last line in the log has no end yet
    private void mark(Outlet file, int taken, boolean open) throws IOException {
        place = new Place(place.spool(), place.taken() + taken, file.inode(), log.size(), log.isShared(), open);
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

    /// What a previous supervisor wrote after its last mark is rewritten now: it goes.
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
        int old = place.spool();
        begin(1 - old, rest);
        spools[old].truncate(0);
    }

    /// Goes on in a spool that has only what is not in the log yet, and is in the buffer.
    private void begin(int spool, int rest) throws IOException {
        spools[spool].truncate(0);
        int copied = 0;
        while (copied < rest) {
            copied += spools[spool].write(buffers.in(), copied, rest - copied);
        }
        place = new Place(spool, 0, place.log(), place.logSize(), place.shared(), place.open());
        end = rest;
        mark.write(place);
    }
}
