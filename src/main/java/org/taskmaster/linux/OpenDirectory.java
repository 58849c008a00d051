package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.taskmaster.host.LogDirectory;

/// [LogDirectory] on Linux: a descriptor, and what `/proc` calls it.
final class OpenDirectory implements LogDirectory {

    private static final int FOR_US_ALONE = 0600;

    private final Arena arena;
    private final Libc libc;
    private final FileStatus files;
    private final Block status;
    private final LogOpening logs;
    private final Path log;
    private final Descriptor directory;

    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    private OpenDirectory(Path log, Set<String> users) throws IOException {
        this.log = log.toAbsolutePath();
        this.arena = Arena.ofConfined();
        try {
            this.libc = new Libc(arena);
            this.files = new FileStatus(libc, arena);
            this.status = new Block(arena, Statx.BYTES);
            this.logs = new LogOpening(libc, files, status);
            this.directory = new Descriptor(libc, OpenLog.demand(log, logs.openDirectory(log, users)));
        } catch (IOException | RuntimeException | Error failed) {
            arena.close();
            throw failed;
        }
    }

    /// Opens the directory of a log.
    static OpenDirectory of(Path log, Set<String> users) throws IOException {
        return new OpenDirectory(log, users);
    }

    @Override
    public Path path() {
        return OpenLog.pathOf(directory);
    }

    @Override
    public FileChannel read(String name) throws IOException {
        Path file = log.resolveSibling(name);
        int flags = Descriptor.O_RDONLY | Descriptor.O_NONBLOCK | Descriptor.O_NOCTTY;
        int number = OpenLog.demand(file, logs.openExistingIn(directory, file, flags));
        try (Descriptor open = new Descriptor(libc, number)) {
            OpenLog.demandRegular(file, Statx.look(libc, open, files.address(""), status), Statx.in(status));
            return FileChannel.open(OpenLog.pathOf(open), StandardOpenOption.READ);
        }
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    public NewFile make(String name) throws IOException {
        int flags = Descriptor.O_WRONLY | Descriptor.O_CREAT | Descriptor.O_EXCL;
        int number = Descriptor.openIn(libc, directory.number(), files.address(name), flags, FOR_US_ALONE);
        Path file = log.resolveSibling(name);
        if (number == -Errno.EEXIST) {
            throw new FileAlreadyExistsException(file.toString());
        }
        return new Made(new Descriptor(libc, OpenLog.demand(file, number)));
    }

    @Override
    public void close() {
        directory.close();
        arena.close();
    }

    private record Made(Descriptor file) implements NewFile {

        @Override
        public Path path() {
            return OpenLog.pathOf(file);
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
