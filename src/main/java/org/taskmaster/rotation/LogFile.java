package org.taskmaster.rotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.taskmaster.host.LogTarget;
import org.taskmaster.host.TrustedFiles;

/// A log that another is writing, seen by a reader.
public final class LogFile {

    /// A log that is set aside again and again while it is looked for is given up for now.
    private static final int TRIES = 20;

    private LogFile() {}

    /// Some bytes of a file.
    ///
    /// @param start where they begin
    /// @param size how long the file is
    /// @param identity another value means another file
    /// @param modified when it was last written to
    /// @param mark of the place behind the bytes
    /// @param join how they join what was read before
    public record Slice(
            byte[] bytes, long start, long size, String identity, Instant modified, String mark, Join join) {}

    /// Where a reader has come to.
    ///
    /// @param identity of the file it was in
    /// @param mark of that place; one that cannot be read is as none
    public record Place(String identity, long offset, String mark) {}

    /// How what is read on joins what was read before.
    public enum Join {
        /// Nothing is missing.
        CONTINUOUS,
        /// The file was emptied, and this is its new beginning.
        EMPTIED,
        /// The rest of the file the reader was in cannot be read any more.
        LOST
    }

    /// Reads at most `length` bytes.
    ///
    /// @param offset from the start; negative: that many bytes before the end, or the whole of a
    ///     shorter file
    /// @throws IOException when it cannot be read, or is not a file that has a size
    public static Slice read(TrustedFiles files, Path file, long offset, int length) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try {
                LogPart kept = LogPart.at(file);
                long size = kept.bytes();
                long start = offset >= 0 ? Math.min(offset, size) : Math.max(0, size + offset);
                return slice(files, kept, start, length, Join.CONTINUOUS);
            } catch (LogPart.Moved _) {
                // the present one is looked for again
            }
        }
        throw new IOException(file + " is replaced faster than it can be read");
    }

    /// Reads on behind `place`, in the file it was in if that is there, else in the next newer one.
    ///
    /// A file is left behind when a newer one has something in it, which was seen before the old one was
    /// found read to its end: its writer has left it then.
    ///
    /// @return no bytes: nothing was written since
    /// @throws IOException when it cannot be read now
    public static Slice readOn(TrustedFiles files, Path file, Place place, int length) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try {
                return new Continuation(files, file, place, length).next();
            } catch (LogPart.Moved _) {
                // all of them are looked for again
            }
        }
        throw new IOException(file + " is set aside faster than it can be read");
    }

    /// A part of `kept`, with the mark of its end.
    static Slice slice(TrustedFiles files, LogPart kept, long start, int length, Join join) throws IOException {
        int before = (int) Math.min(LogMark.LONGEST, start);
        LogPart.Piece piece = kept.read(files, start - before, before + length);
        int lead = Math.min(before, piece.bytes().length);
        return new Slice(
                Arrays.copyOfRange(piece.bytes(), lead, piece.bytes().length),
                Math.min(start, piece.size()),
                piece.size(),
                kept.identity(),
                kept.modified(),
                LogMark.behind(piece.bytes(), kept.modified()).toString(),
                join);
    }

    /// Empties a file that writers append to; they go on at its start. One that does not exist is left
    /// so, and so is what has no size.
    ///
    /// @throws IOException when it cannot be emptied, or is a link that is not followed
    public static void clear(TrustedFiles files, Path file) throws IOException {
        LogTarget target = LogTarget.lookedAt(file);
        if (Files.isRegularFile(target.path(), target.looking())) {
            try {
                files.emptyLog(file);
            } catch (NoSuchFileException _) {
                // it was set aside or removed just now
            }
        }
    }
}
