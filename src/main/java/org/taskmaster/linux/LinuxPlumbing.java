package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.taskmaster.host.Plumbing;
import org.taskmaster.linux.Libc.Function;

/// [Plumbing] on Linux: [epoll(7)](https://man7.org/linux/man-pages/man7/epoll.7.html) reports what is to be
/// read, and [splice(2)](https://man7.org/linux/man-pages/man2/splice.2.html) moves it without showing it
/// to us. A process that is killed is either before or after a splice, so that no byte is ever only in our
/// memory.
public final class LinuxPlumbing implements Plumbing {

    // https://man7.org/linux/man-pages/man2/pipe.2.html
    private static final Function PIPE2 = Libc.function("pipe2");

    // https://man7.org/linux/man-pages/man2/fcntl.2.html
    private static final Function FCNTL = Libc.function("fcntl");

    private static final int F_SETPIPE_SZ = 1031;
    private static final long BELL = -1;

    private final Arena arena;
    private final Libc libc;
    private final FileStatus files;
    private final Epoll epoll;
    private final EventDescriptor bell;
    private final Descriptor nowhere;
    private final SpliceBuffers bench;
    private final LogOpening logs;
    private final PipeNames names;
    private final Map<Long, FifoInlet> inlets = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong();

    /// As below; no directory is for its owner alone but that of the pipes.
    public static LinuxPlumbing open() {
        return open(Set.of());
    }

    /// Opens it.
    ///
    /// @param privates directories that are made for their owner alone when they are missing and something is to be
    ///     made in them
    /// @throws LinuxError when the kernel lacks something, or has run out of it
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    public static LinuxPlumbing open(Set<Path> privates) {
        Arena arena = Arena.ofShared();
        try {
            return new LinuxPlumbing(arena, privates);
        } catch (RuntimeException | Error failed) {
            arena.close();
            throw failed;
        }
    }

    private LinuxPlumbing(Arena arena, Set<Path> privates) {
        this.arena = arena;
        this.libc = new Libc(arena);
        this.files = new FileStatus(libc, arena);
        this.epoll = new Epoll(libc, arena);
        this.bell = new EventDescriptor(libc, arena);
        LinuxError.check(epoll.add(bell.descriptor(), BELL), "epoll_ctl", "watching a descriptor");
        this.nowhere = new Descriptor(
                libc,
                LinuxError.check(
                        Descriptor.open(libc, files.address("/dev/null"), Descriptor.O_WRONLY, 0),
                        "open",
                        "opening /dev/null"));
        Block ends = new Block(arena, 2 * Integer.BYTES);
        libc.demand("making a pipe", PIPE2, ends.address(), Descriptor.O_CLOEXEC | Descriptor.O_NONBLOCK, 0, 0);
        // Copies of whatever is in another pipe fit into it.
        libc.call(FCNTL, ends.int32(0), F_SETPIPE_SZ, PIPE_BYTES);
        this.bench = new SpliceBuffers(
                libc, arena, new Descriptor(libc, ends.int32(0)), new Descriptor(libc, ends.int32(Integer.BYTES)));
        this.logs = new LogOpening(libc, files, bench.status, privates);
        this.names = new PipeNames(arena);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    public Inlet openInlet(Path pipe, Set<String> users) throws IOException {
        try (ChannelDirectory directory = ChannelDirectory.of(pipe)) {
            Descriptor end = new Descriptor(libc, directory.openPipe(String.valueOf(pipe.getFileName()), users));
            FifoInlet inlet =
                    new FifoInlet(libc, end, names.identity(end), epoll, tokens.incrementAndGet(), bench, this);
            inlets.put(inlet.token(), inlet);
            return inlet;
        }
    }

    @Override
    public Outlet openOutlet(Path file, Set<String> users) throws IOException {
        // Without O_NONBLOCK a FIFO that no process reads would hang us.
        int writing = Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK;
        int number = logs.open(file, writing | Descriptor.O_RDWR, users);
        if (number == -Errno.EACCES) {
            // one that may be written but not read
            number = logs.open(file, writing | Descriptor.O_WRONLY, users);
        }
        Descriptor open = new Descriptor(libc, demand(file, number));
        return new FileOutlet(libc, file, open, files, bench, logs.madeFile());
    }

    @Override
    public Outlet openOwn(Path file) throws IOException {
        try (ChannelDirectory directory = ChannelDirectory.of(file)) {
            Descriptor open = new Descriptor(libc, directory.file(String.valueOf(file.getFileName())));
            return new FileOutlet(libc, file, open, files, bench, false);
        }
    }

    @Override
    public List<Inlet> await(long millis) {
        int count = epoll.await((int) Math.clamp(millis, Epoll.FOR_EVER, Integer.MAX_VALUE));
        List<Inlet> ready = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long token = epoll.token(i);
            FifoInlet inlet = inlets.get(token);
            if (token == BELL) {
                bell.hear();
            } else if (inlet != null) {
                ready.add(inlet);
            }
        }
        return ready;
    }

    @Override
    public long taken() {
        return bench.taken;
    }

    @Override
    public void wake() {
        bell.ring();
    }

    @Override
    public void close() {
        List.copyOf(inlets.values()).forEach(FifoInlet::close);
        bench.close();
        nowhere.close();
        bell.close();
        epoll.close();
        arena.close();
    }

    void forget(FifoInlet inlet) {
        inlets.remove(inlet.token());
    }

    /// Puts a path where the kernel can read it, for the thread that owns this.
    long address(String path) {
        return files.address(path);
    }

    PipeNames names() {
        return names;
    }

    Descriptor nowhere() {
        return nowhere;
    }

    /// A result of the kernel's, unless it is an error of what was done with a file.
    static int demand(Path file, int result) throws IOException {
        if (result < 0) {
            throw new IOException(file + ": " + Errno.words(-result));
        }
        return result;
    }

    /// A result of the kernel's, unless it is an error.
    static int demand(int result) throws IOException {
        if (result < 0) {
            throw new IOException(Errno.words(-result));
        }
        return result;
    }
}
