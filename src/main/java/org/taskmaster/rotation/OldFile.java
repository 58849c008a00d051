package org.taskmaster.rotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A file that was a log, and has been set aside.
///
/// @param number 1: the youngest
/// @param identity no other file has the same while this one is there or open
record OldFile(Path path, int number, boolean compressed, long bytes, String identity) {

    private static final String GZ = ".gz";
    private static final String OWNER = "unix:uid,gid";
    private static final int MOST_DIGITS = 9;

    /// Looks at a file.
    ///
    /// @param log the name of the log
    /// @return empty when it is none of the log's older files, or no regular file
    static Optional<OldFile> at(String log, Path path) throws IOException {
        OptionalInt number = number(log, path);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean compressed = name(path).endsWith(GZ);
            return attributes.isRegularFile()
                    ? Optional.of(new OldFile(
                            path,
                            number.getAsInt(),
                            compressed,
                            attributes.size(),
                            String.valueOf(attributes.fileKey())))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            // It was taken away after it was found.
            return Optional.empty();
        }
    }

    /// The number in a name: 7 in `log.7` and `log.7.gz`.
    ///
    /// @param log the name of the log
    /// @return empty when it is no name of an older file of the log
    static OptionalInt number(String log, Path path) {
        String name = name(path);
        if (!name.startsWith(log + ".")) {
            return OptionalInt.empty();
        }
        int end = name.endsWith(GZ) ? name.length() - GZ.length() : name.length();
        int start = log.length() + 1;
        if (start >= end || end - start > MOST_DIGITS || name.charAt(start) == '0') {
            return OptionalInt.empty();
        }
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalInt.empty();
            }
            number = 10 * number + digit;
        }
        return OptionalInt.of(number);
    }

    /// The name of an older file that is not compressed.
    static Path path(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }

    /// The name it has with another number.
    Path numbered(Path log, int other) {
        return log.resolveSibling(log.getFileName() + "." + other + (compressed ? GZ : ""));
    }

    /// The name it has when it is compressed.
    Path compressedPath() {
        return path.resolveSibling(path.getFileName() + GZ);
    }

    /// Whether the other one is this file, whatever its number, with as many bytes.
    boolean isSameAs(OldFile other) {
        return identity.equals(other.identity) && bytes == other.bytes && compressed == other.compressed;
    }

    /// Gives another file its owner, its permissions and its times.
    ///
    /// @param to leads to the file, whatever has its name by now: through a name it could be another user's
    void copyAttributes(Path to) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Map<String, Object> owner = Files.readAttributes(path, OWNER, LinkOption.NOFOLLOW_LINKS);
        if (!owner.equals(Files.readAttributes(to, OWNER))) {
            for (Map.Entry<String, Object> one : owner.entrySet()) {
                Files.setAttribute(to, "unix:" + one.getKey(), one.getValue());
            }
        }
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        view.setPermissions(attributes.permissions());
        view.setTimes(attributes.lastModifiedTime(), attributes.lastAccessTime(), attributes.creationTime());
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
