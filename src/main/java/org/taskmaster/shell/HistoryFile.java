package org.taskmaster.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// Typed lines, kept in a file that only its owner can read: one line each, oldest first.
///
/// Each line is appended at once, in one write, so that nothing is lost when the program is killed and
/// the lines of two shells do not mix.
final class HistoryFile {

    /// So many lines are remembered; the file is cut back to them when it has twice as many.
    static final int REMEMBERED = 1000;

    private static final long LARGEST = 4L * 1024 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> CREATED =
            PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    private final Path file;

    HistoryFile(Path file) {
        this.file = file;
    }

    /// The remembered lines, none when there is no file yet. Takes others' permissions away, and cuts a
    /// long file back.
    List<String> load() throws IOException {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new IOException("it is not a plain file");
                }
                return List.of();
            }
            Files.setPosixFilePermissions(file, OWNER_ONLY);
            if (Files.size(file) > LARGEST) {
                throw new IOException("it is larger than 4 MiB");
            }
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            List<String> latest = lines.subList(Math.max(0, lines.size() - REMEMBERED), lines.size());
            if (lines.size() >= 2 * REMEMBERED) {
                replace(latest);
            }
            return latest;
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /// Adds a line.
    void append(String line) throws IOException {
        Set<StandardOpenOption> create = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try (FileChannel channel = open(file, create)) {
            write(channel, line + "\n");
        }
    }

    private void replace(List<String> lines) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            write(channel, String.join("\n", lines) + "\n");
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileChannel open(Path path, Set<StandardOpenOption> how) throws IOException {
        Set<java.nio.file.OpenOption> options = new java.util.HashSet<>(how);
        options.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(path, options, CREATED);
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
