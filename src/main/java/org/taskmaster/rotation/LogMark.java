package org.taskmaster.rotation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// What stood before a place in a file, and how old the file was when it was looked at: distinguishes
/// that file from others when its identity does not, since it was emptied and written again, copied, compressed, or
/// its inode was given to another file.
///
/// @param modified when the file was last written to, or earlier
/// @param length how many bytes before the place were looked at
/// @param checksum of those bytes
record LogMark(Instant modified, int length, int checksum) {

    /// So many bytes before a place are looked at.
    static final int LONGEST = 256;

    private static final Pattern WRITTEN = Pattern.compile("(-?[0-9]{1,18})\\.([0-9]{1,3})\\.([0-9a-f]{1,8})");

    /// The mark of a place behind `bytes`, which begin at the start of the file or long enough before.
    static LogMark behind(byte[] bytes, Instant modified) {
        int length = Math.min(LONGEST, bytes.length);
        return new LogMark(coarse(modified), length, checksum(bytes, bytes.length - length, length));
    }

    /// Reads a mark that was written by [#toString].
    static Optional<LogMark> parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > LONGEST) {
            return Optional.empty();
        }
        Instant modified = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
        return Optional.of(
                new LogMark(modified, Integer.parseInt(parts.group(2)), Integer.parseUnsignedInt(parts.group(3), 16)));
    }

    /// Whether `bytes` begin with what stood before the place.
    boolean fits(byte[] bytes) {
        return bytes.length >= length && checksum(bytes, 0, length) == checksum;
    }

    /// Whether a file that was last written to at that time was written to after this mark was made, or at
    /// the same time: of the files of a log, this one and all newer ones were.
    boolean reaches(Instant time) {
        return !coarse(time).isBefore(modified);
    }

    /// As above, without the same time.
    boolean precedes(Instant time) {
        return coarse(time).isAfter(modified);
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, modified) + "." + length + "." + Integer.toHexString(checksum);
    }

    /// Compressors keep times no finer than this.
    private static Instant coarse(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }
}
