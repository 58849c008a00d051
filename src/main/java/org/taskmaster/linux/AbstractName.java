package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.taskmaster.linux.Libc.Function;

/// A name that one process on this machine has at a time, and loses when it ends, however that happens; no file
/// goes with it that could be removed. It is that of a socket in the abstract namespace, which shows every
/// process that asks whose it is ([unix(7)](https://man7.org/linux/man-pages/man7/unix.7.html)).
public final class AbstractName implements AutoCloseable {

    private static final Function SOCKET = Libc.function("socket");
    private static final Function CONNECT = Libc.function("connect");
    // https://man7.org/linux/man-pages/man2/bind.2.html
    private static final Function BIND = Libc.function("bind");
    // https://man7.org/linux/man-pages/man2/listen.2.html
    private static final Function LISTEN = Libc.function("listen");
    // https://man7.org/linux/man-pages/man2/accept.2.html
    private static final Function ACCEPT = Libc.function("accept");

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int EADDRINUSE = 98;
    private static final int FAMILY_BYTES = 2;
    private static final int LONGEST = 107;
    private static final int BACKLOG = 64;

    /// The process that has it may have got it just now, and is not yet there to be asked.
    private static final int TRIES = 20;

    private static final long BETWEEN = 1_000_000;

    private final Descriptor socket;

    private AbstractName(Descriptor socket) {
        this.socket = socket;
    }

    /// What came of asking for a name.
    public sealed interface Attempt {

        /// It is ours.
        record Taken(AbstractName name) implements Attempt {}

        /// Another process has it.
        record Held(SocketPeer by) implements Attempt {}

        /// A process has it that does not identify itself.
        record HeldInSilence() implements Attempt {}
    }

    /// Asks for a name.
    ///
    /// @throws LinuxError when the machine has run out of something
    public static Attempt take(String name) {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            if (text.length > LONGEST) {
                throw new IllegalArgumentException("the name is too long: " + name);
            }
            Block address = new Block(arena, FAMILY_BYTES + 1 + text.length);
            // The machines we know ([Abi]) have the lower byte first.
            address.int8(0, AF_UNIX);
            address.put(FAMILY_BYTES + 1, text);
            for (int i = 0; i < TRIES; i++) {
                int number = socket(libc, 0);
                int bound = libc.call(BIND, number, address.address(), address.size());
                if (bound == 0) {
                    libc.demand("listening at a name", LISTEN, number, BACKLOG, 0, 0);
                    // It lives longer than this memory.
                    return new Attempt.Taken(new AbstractName(new Descriptor(new Libc(Arena.ofAuto()), number)));
                }
                Descriptor.close(libc, number);
                if (bound != -EADDRINUSE) {
                    throw new LinuxError("bind", -bound, "taking a name");
                }
                Attempt holder = ask(libc, address);
                if (holder instanceof Attempt.Held) {
                    return holder;
                }
                LockSupport.parkNanos(BETWEEN);
            }
            return new Attempt.HeldInSilence();
        }
    }

    private static Attempt ask(Libc libc, Block address) {
        int number = socket(libc, Descriptor.O_NONBLOCK);
        try {
            int connected = libc.call(CONNECT, number, address.address(), address.size());
            return connected == 0 ? new Attempt.Held(SocketPeer.of(number)) : new Attempt.HeldInSilence();
        } finally {
            Descriptor.close(libc, number);
        }
    }

    private static int socket(Libc libc, int flags) {
        int all = SOCK_STREAM | Descriptor.O_CLOEXEC | flags;
        return libc.demand("making a socket", SOCKET, AF_UNIX, all, 0, 0);
    }

    /// One that this process has, as the supervisor that it was had taken it.
    public static AbstractName kept(int descriptor) {
        return new AbstractName(new Descriptor(new Libc(Arena.ofAuto()), descriptor));
    }

    /// The number of its descriptor.
    public int number() {
        return socket.number();
    }

    /// Can be read when a process has asked.
    Descriptor descriptor() {
        return socket;
    }

    /// Lets those go who have asked, so that there is room for more.
    void letGo(Libc libc) {
        int number = libc.call(ACCEPT, socket.number(), 0, 0);
        if (number >= 0) {
            Descriptor.close(libc, number);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
