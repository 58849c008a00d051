package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.taskmaster.host.LogDirectory;
import org.taskmaster.host.LogTarget;
import org.taskmaster.host.NotRegular;
import org.taskmaster.host.PathTrust;
import org.taskmaster.host.PathTrust.End;
import org.taskmaster.host.TrustedFiles;
import org.taskmaster.host.Untrusted;
import org.taskmaster.linux.NamedFile.Links;

/// [TrustedFiles] on Linux: a file is held by its name, looked at, and then opened by what is held.
public final class LinuxTrustedFiles implements TrustedFiles {

    private static final int FOR_ALL = 0666;
    private static final int OWNER_ONLY = 0600;

    @Override
    public FileChannel read(Path file) throws IOException {
        try (NamedFile held = NamedFile.at(file, Links.FOLLOWED)) {
            demandRegular(held);
            return opened(held, Descriptor.O_RDONLY, StandardOpenOption.READ);
        }
    }

    @Override
    public FileChannel append(Path log) throws IOException {
        LogTarget target = LogTarget.of(log);
        if (!target.isKernels() && UserDatabase.currentUid() == 0) {
            PathTrust.ROOT_ALONE.demand(target.path(), End.IS_APPENDED_TO);
        }
        Links links = target.isKernels() ? Links.FOLLOWED : Links.NOT_FOLLOWED;
        try (NamedFile held = NamedFile.made(target.path(), links, FOR_ALL);
                Reader _ = held.facts().isFifo() ? Reader.of(held) : Reader.NONE) {
            if (held.facts().isSymbolicLink()) {
                throw new Untrusted(target.path() + " has become a symbolic link");
            }
            return opened(held, Descriptor.O_WRONLY, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        }
    }

    @Override
    public FileChannel update(Path file) throws IOException {
        try (NamedFile held = NamedFile.made(file, Links.NOT_FOLLOWED, OWNER_ONLY)) {
            held.demandOurs();
            demandRegular(held);
            return opened(held, Descriptor.O_RDWR, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
    }

    @Override
    public FileChannel readLog(Path log) throws IOException {
        try (OpenLog open = OpenLog.of(log, Descriptor.O_RDONLY)) {
            return FileChannel.open(open.path(), StandardOpenOption.READ);
        }
    }

    @Override
    public void emptyLog(Path log) throws IOException {
        try (OpenLog open = OpenLog.of(log, Descriptor.O_WRONLY);
                FileChannel channel = FileChannel.open(open.path(), StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }

    @Override
    public LogDirectory logDirectory(Path log, Set<String> users) throws IOException {
        return OpenDirectory.of(log, users);
    }

    /// Opens what is held. A file is opened without waiting first: as long as it is open, no process gets a lease
    /// on it that opening it again would have to wait for.
    private static FileChannel opened(NamedFile held, int access, OpenOption... options) throws IOException {
        if (!held.facts().isRegular()) {
            return FileChannel.open(held.path(), options);
        }
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            long path = new FileStatus(libc, arena).address(held.path().toString());
            int number = OpenLog.demand(held.name(), Descriptor.open(libc, path, access | Descriptor.O_NONBLOCK, 0));
            try (Descriptor _ = new Descriptor(libc, number)) {
                return FileChannel.open(held.path(), options);
            }
        }
    }

    private static void demandRegular(NamedFile held) throws NotRegular {
        if (!held.facts().isRegular()) {
            throw new NotRegular(held.facts().isDirectory());
        }
    }

    /// A reader of a FIFO: as long as there is one, opening it for writing does not wait
    /// ([fifo(7)](https://man7.org/linux/man-pages/man7/fifo.7.html)).
    private record Reader(int descriptor) implements AutoCloseable {

        static final Reader NONE = new Reader(-1);

        /// @throws IOException when no other process reads
        static Reader of(NamedFile fifo) throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                Libc libc = new Libc(arena);
                long path = new FileStatus(libc, arena).address(fifo.path().toString());
                int writing = Descriptor.open(libc, path, Descriptor.O_WRONLY | Descriptor.O_NONBLOCK, 0);
                if (writing == -Errno.ENXIO) {
                    throw new IOException("it is a FIFO that no process reads");
                }
                LinuxPlumbing.demand(writing);
                Descriptor.close(libc, writing);
                return new Reader(LinuxPlumbing.demand(
                        Descriptor.open(libc, path, Descriptor.O_RDONLY | Descriptor.O_NONBLOCK, 0)));
            }
        }

        @Override
        public void close() {
            if (descriptor >= 0) {
                try (Arena arena = Arena.ofConfined()) {
                    Descriptor.close(new Libc(arena), descriptor);
                }
            }
        }
    }
}
