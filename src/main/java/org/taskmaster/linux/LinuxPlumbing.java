package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.taskmaster.host.LogTarget;
import org.taskmaster.host.Plumbing;
import org.taskmaster.linux.Libc.Function;

/// [Plumbing] on Linux: [epoll(7)](https://man7.org/linux/man-pages/man7/epoll.7.html) tells what is to be
/// read, and [splice(2)](https://man7.org/linux/man-pages/man2/splice.2.html) moves it without showing it
/// to us. A process that is killed is either before or after a splice, so that no byte is ever only in our
/// memory.
public final class LinuxPlumbing implements Plumbing {

    // https://man7.org/linux/man-pages/man3/mkfifo.3.html
    private static final Function MKFIFO = Libc.function("mkfifo");
    // https://man7.org/linux/man-pages/man2/pipe.2.html
    private static final Function PIPE2 = Libc.function("pipe2");

    // https://man7.org/linux/man-pages/man2/fcntl.2.html
    private static final Function FCNTL = Libc.function("fcntl");

    private static final int F_SETPIPE_SZ = 1031;
    private static final int OWNER_ONLY = 0600;
    private static final int LOG_MODE = 0666;
    private static final long BELL = -1;

    private final Arena arena;
    private final Libc libc;
    private final FileStatus files;
    private final Epoll epoll;
    private final EventDescriptor bell;
    private final Descriptor nowhere;
    private final Workbench bench;
    private final Map<Long, FifoInlet> inlets = new HashMap<>();
    private long tokens;

    /// Opens it.
    ///
    /// @throws LinuxError when the kernel lacks something, or has run out of it
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    public static LinuxPlumbing open() {
        Arena arena = Arena.ofShared();
        try {
            return new LinuxPlumbing(arena);
        } catch (RuntimeException | Error failed) {
            arena.close();
            throw failed;
        }
    }

    private LinuxPlumbing(Arena arena) {
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
        this.bench = new Workbench(
                libc, arena, new Descriptor(libc, ends.int32(0)), new Descriptor(libc, ends.int32(Integer.BYTES)));
    }

    @Override
    public void makePipe(Path name) throws IOException {
        try (Arena ours = Arena.ofConfined()) {
            Libc calls = new Libc(ours);
            FileStatus status = new FileStatus(calls, ours);
            int result = calls.call(MKFIFO, status.address(name.toString()), OWNER_ONLY);
            if (result == -Errno.EEXIST && status.look(name.toString()) == 0 && status.isFifo()) {
                return;
            }
            demand(result);
        }
    }

    @Override
    public Inlet openInlet(Path pipe) throws IOException {
        int flags = Descriptor.O_RDWR | Descriptor.O_NONBLOCK | Descriptor.O_NOCTTY;
        Descriptor end = new Descriptor(libc, demand(Descriptor.open(libc, files.address(pipe.toString()), flags, 0)));
        FifoInlet inlet = new FifoInlet(libc, end, epoll, ++tokens, bench, nowhere, this::forget);
        inlets.put(inlet.token(), inlet);
        inlet.listen();
        return inlet;
    }

    @Override
    public Outlet openOutlet(Path file) throws IOException {
        // Without O_NONBLOCK a FIFO that nobody reads would hang us.
        LogTarget target = LogTarget.of(file);
        String name = target.path().toString();
        int links = Descriptor.following(target.isKernels());
        int flags = Descriptor.O_RDWR | Descriptor.O_CREAT | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK | links;
        int number = Descriptor.open(libc, files.address(name), flags, LOG_MODE);
        if (number == -Errno.EACCES) {
            // one that may be written but not read
            int writing = Descriptor.O_WRONLY | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK | links;
            number = Descriptor.open(libc, files.address(name), writing, 0);
        }
        return new FileOutlet(libc, new Descriptor(libc, demand(number)), files, bench);
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

    private void forget(FifoInlet inlet) {
        inlets.remove(inlet.token());
    }

    /// A result of the kernel's, unless it is an error.
    static int demand(int result) throws IOException {
        if (result < 0) {
            throw new IOException(Errno.words(-result));
        }
        return result;
    }
}
