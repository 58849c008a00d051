package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.taskmaster.linux.Libc.Function;

/// A lock on a directory itself, whatever is removed from it, by whatever path it is reached, also from another
/// container. The kernel takes it away when we die.
///
/// [flock(2)](https://man7.org/linux/man-pages/man2/flock.2.html)
public final class DirectoryLock implements AutoCloseable {

    private static final Function FLOCK = Libc.function("flock");
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final int KIND = 1;
    private static final int PID = 4;
    private static final int FILE = 5;

    private final Descriptor directory;

    private DirectoryLock(Descriptor directory) {
        this.directory = directory;
    }

    /// What came of asking for it.
    public sealed interface Attempt {

        /// It is ours.
        record Taken(DirectoryLock lock) implements Attempt {}

        /// Another process has it.
        ///
        /// @param pid empty when the kernel does not say, as of a process in another container
        record Held(OptionalInt pid) implements Attempt {}

        /// The file system has no locks.
        record Impossible(String why) implements Attempt {}
    }

    /// Asks for it.
    public static Attempt take(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            FileStatus files = new FileStatus(libc, arena);
            int number =
                    LinuxPlumbing.demand(Descriptor.open(libc, files.address(path.toString()), Descriptor.O_RDONLY, 0));
            int result = libc.call(FLOCK, number, LOCK_EX | LOCK_NB);
            if (result == 0) {
                // It lives longer than this memory.
                return new Attempt.Taken(new DirectoryLock(new Descriptor(new Libc(Arena.ofAuto()), number)));
            }
            Descriptor.close(libc, number);
            return result == -Errno.EAGAIN
                    ? new Attempt.Held(holder(path))
                    : new Attempt.Impossible(Errno.words(-result));
        }
    }

    /// One that this process has, as the supervisor that it was had taken it.
    public static DirectoryLock kept(int descriptor) {
        return new DirectoryLock(new Descriptor(new Libc(Arena.ofAuto()), descriptor));
    }

    /// The number of its descriptor.
    public int number() {
        return directory.number();
    }

    private static OptionalInt holder(Path path) throws IOException {
        String inode = ":" + Files.getAttribute(path, "unix:ino");
        for (String line : Files.readAllLines(LOCKS, StandardCharsets.ISO_8859_1)) {
            String[] words = line.split("\\s+");
            if (words.length > FILE && words[KIND].equals("FLOCK") && words[FILE].endsWith(inode)) {
                int pid = Integer.parseInt(words[PID]);
                return pid > 0 ? OptionalInt.of(pid) : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    @Override
    public void close() {
        directory.close();
    }
}
