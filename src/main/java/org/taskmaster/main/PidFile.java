package org.taskmaster.main;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.model.Reason;

/// Keeps a second supervisor away from the same state: a file that holds our pid and that is locked as
/// long as we live. The kernel takes the lock away when we die, however that happens, so a file that a
/// crash has left behind is simply taken over.
///
/// It is a lock of fcntl(2): the process loses it when it closes *any* descriptor of the file, so
/// nothing here opens the file a second time while it is held.
final class PidFile implements AutoCloseable {

    private static final FileAttribute<Set<PosixFilePermission>> READABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    /// A pid has ten digits at most.
    private static final int LONGEST = 16;

    private final Path file;
    private final FileChannel channel;

    private PidFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Takes the file for this process.
    ///
    /// @param configuration the file that this supervisor was to run, for the words of a refusal
    /// @throws StartRefused when another supervisor holds it, or it cannot be written
    static PidFile take(Path file, Path configuration) {
        try {
            Optional<FileChannel> locked = Optional.empty();
            while (locked.isEmpty()) {
                locked = tryOnce(file, configuration);
            }
            FileChannel channel = locked.get();
            channel.truncate(0);
            String pid = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return new PidFile(file, channel);
        } catch (IOException e) {
            throw new StartRefused("cannot write the pid file " + file + " (" + Reason.of(e)
                    + "); name another by pidfile: in the taskmaster: section");
        }
    }

    /// Removes the file and gives the lock up, in this order: whoever opens the old file meanwhile
    /// finds, with the lock in hand, that it is there no more.
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.err.println("taskmaster: cannot remove the pid file " + file + ": " + Reason.of(e));
        }
    }

    /// @return empty when the file was removed by its last owner meanwhile
    private static Optional<FileChannel> tryOnce(Path file, Path configuration) throws IOException {
        Optional<Object> before = identity(file);
        FileChannel channel;
        try {
            channel = before.isPresent() ? openThere(file) : create(file);
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            if (before.isEmpty() && e instanceof NoSuchFileException) {
                throw e; // the directory is missing
            }
            return Optional.empty();
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new StartRefused(heldBy(channel, file, configuration));
            }
            if (before.isEmpty() || identity(file).equals(before)) {
                return Optional.of(channel);
            }
            channel.close();
            return Optional.empty();
        } catch (IOException | StartRefused e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel openThere(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                READABLE);
    }

    /// Tells one file from another under the same name.
    private static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.of(Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static String heldBy(FileChannel channel, Path file, Path configuration) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
        String since = TIME.format(Files.getLastModifiedTime(file).toInstant().atZone(ZoneId.systemDefault()));
        return "another Taskmaster is running with this state already: "
                + (pid.isEmpty() ? "it has just begun" : "pid " + pid + ", since " + since)
                + ", and holds " + file + ".\nTalk to it: taskmasterctl -c " + configuration
                + " status. End it: taskmasterctl -c " + configuration
                + " shutdown.\nOr give this one a statedir: of its own in the taskmaster: section.";
    }
}
