package org.taskmaster.rotation;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.taskmaster.host.TrustedFiles;
import org.taskmaster.rotation.LogFile.Join;
import org.taskmaster.rotation.LogFile.Place;
import org.taskmaster.rotation.LogFile.Slice;

/// One look for what comes behind a place in a log.
///
/// The file of the place is known by its identity, and by the mark of the place: a file whose bytes before
/// the place are others is another one, or was emptied. If there is none of that identity, one with the
/// same bytes before the place may be its copy or its compressed form; of several, the oldest that was not
/// last written to before the place was made, since all older files of the log were.
final class Continuation {

    private final TrustedFiles files;
    private final Path log;
    private final Place place;
    private final Optional<LogMark> mark;
    private final int length;

    Continuation(TrustedFiles files, Path log, Place place, int length) {
        this.files = files;
        this.log = log;
        this.place = place;
        this.mark = LogMark.parse(place.mark()).filter(read -> read.length() <= place.offset());
        this.length = length;
    }

    /// What comes next.
    ///
    /// @throws LogPart.Moved when it has to be looked for again
    Slice next() throws IOException {
        Optional<LogPart> present = LogPart.find(log);
        if (present.isPresent() && isThere(present.get())) {
            Optional<Slice> rest = rest(present.get());
            if (rest.isPresent()) {
                return rest.get();
            }
        }
        List<LogPart> files = LogParts.newestFirst(log, place.identity());
        for (int i = 0; i < files.size(); i++) {
            Optional<Slice> rest = isThere(files.get(i)) ? readable(files.get(i)) : Optional.empty();
            if (rest.isPresent()) {
                return behind(rest.get(), files.subList(0, i));
            }
        }
        return withoutIdentity(files);
    }

    private boolean isThere(LogPart file) {
        return file.identity().equals(place.identity());
    }

    private Slice withoutIdentity(List<LogPart> files) throws IOException {
        boolean comparable = mark.isPresent() && mark.get().length() > 0;
        for (int i = files.size() - 1; comparable && i >= 0; i--) {
            LogPart file = files.get(i);
            if (!isThere(file) && mark.get().reaches(file.modified())) {
                Optional<Slice> rest = readable(file);
                if (rest.isPresent()) {
                    return behind(rest.get(), files.subList(0, i));
                }
            }
        }
        return gone(files);
    }

    /// The rest of the file, or the start of the next newer one.
    private Slice behind(Slice rest, List<LogPart> newer) throws IOException {
        return rest.bytes().length > 0 ? rest : oldest(newer, Join.CONTINUOUS).orElse(rest);
    }

    /// The file of the place is nowhere.
    private Slice gone(List<LogPart> files) throws IOException {
        boolean emptied = !files.isEmpty() && isThere(files.getFirst());
        int newer = 0;
        while (mark.isPresent()
                && newer < files.size()
                && mark.get().precedes(files.get(newer).modified())) {
            newer++;
        }
        Optional<Slice> next = newer > 1 || !emptied ? oldest(files.subList(0, newer), Join.LOST) : Optional.empty();
        if (next.isPresent()) {
            return next.get();
        }
        if (files.isEmpty() || !files.getFirst().path().equals(log)) {
            throw new NoSuchFileException(log.toString());
        }
        return LogFile.slice(this.files, files.getFirst(), 0, length, emptied ? Join.EMPTIED : Join.LOST);
    }

    /// The start of the oldest of these files in which there is something.
    private Optional<Slice> oldest(List<LogPart> files, Join join) throws IOException {
        Join reached = join;
        for (LogPart file : files.reversed()) {
            try {
                if (!file.isEmpty()) {
                    Slice slice = LogFile.slice(this.files, file, 0, length, reached);
                    if (slice.bytes().length > 0 || length == 0) {
                        return Optional.of(slice);
                    }
                }
            } catch (ZipException | EOFException _) {
                reached = Join.LOST;
            }
        }
        return Optional.empty();
    }

    /// As below; empty also when it is not in the form of a compressed file, as one that was given the inode
    /// of another.
    private Optional<Slice> readable(LogPart file) throws IOException {
        try {
            return rest(file);
        } catch (ZipException | EOFException _) {
            return Optional.empty();
        }
    }

    /// What comes behind the place in `file`; empty when it is not the file of the place, or not any more.
    private Optional<Slice> rest(LogPart file) throws IOException {
        int before = (int) Math.min(LogMark.LONGEST, place.offset());
        LogPart.Piece piece = file.read(files, place.offset() - before, before + length);
        byte[] bytes = piece.bytes();
        if (bytes.length < before
                || mark.isPresent()
                        && !mark.get()
                                .fits(Arrays.copyOfRange(
                                        bytes, before - mark.get().length(), before))) {
            return Optional.empty();
        }
        return Optional.of(new Slice(
                Arrays.copyOfRange(bytes, before, bytes.length),
                place.offset(),
                piece.size(),
                file.identity(),
                file.modified(),
                LogMark.behind(bytes, file.modified()).toString(),
                Join.CONTINUOUS));
    }
}
