package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import org.taskmaster.host.MessageTransport;
import org.taskmaster.linux.Libc.Function;

/// The way to a receiver of datagrams on this machine, as the system's log at `/dev/log` is; the
/// JDK has none.
///
/// [unix(7)](https://man7.org/linux/man-pages/man7/unix.7.html)
public final class LogSocket implements MessageTransport {

    // https://man7.org/linux/man-pages/man2/socket.2.html
    private static final Function SOCKET = Libc.function("socket");
    // https://man7.org/linux/man-pages/man2/connect.2.html
    private static final Function CONNECT = Libc.function("connect");
    // https://man7.org/linux/man-pages/man2/send.2.html
    private static final Function SEND = Libc.function("send");

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;

    /// `struct sockaddr_un`: the family in two bytes, and the path with a zero byte.
    private static final int PATH = 2;

    private static final int PATH_BYTES = 108;
    private static final int MOST_BYTES = 16 * 1024;

    private final Arena arena;
    private final Libc libc;
    private final Block message;
    private final Descriptor socket;

    private LogSocket(Arena arena, Libc libc, Descriptor socket) {
        this.arena = arena;
        this.libc = libc;
        this.socket = socket;
        this.message = new Block(arena, MOST_BYTES);
    }

    /// Opens a way to the receiver at `path`, for the calling thread.
    ///
    /// @throws IOException when no process receives there
    public static LogSocket to(String path) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length >= PATH_BYTES) {
            throw new IOException("its path is longer than " + (PATH_BYTES - 1) + " bytes");
        }
        Arena arena = Arena.ofAuto();
        Libc libc = new Libc(arena);
        int number = libc.call(SOCKET, AF_UNIX, SOCK_DGRAM | Descriptor.O_CLOEXEC, 0);
        if (number < 0) {
            throw new IOException(Errno.words(-number));
        }
        LogSocket made = new LogSocket(arena, libc, new Descriptor(libc, number));
        try {
            made.connect(name);
            return made;
        } catch (IOException e) {
            made.close();
            throw e;
        }
    }

    @Override
    public boolean send(byte[] bytes, int length) throws IOException {
        if (length > MOST_BYTES) {
            throw new IOException("the message is too long");
        }
        message.put(bytes, 0, length);
        int result = libc.call(SEND, socket.number(), message.address(), length, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (result == -Errno.EAGAIN) {
            return false;
        }
        check(result);
        return true;
    }

    @Override
    public void close() {
        socket.close();
    }

    private void connect(byte[] name) throws IOException {
        Block address = new Block(arena, PATH + PATH_BYTES);
        // The machines we know ([Abi]) have the lower byte first.
        address.int8(0, AF_UNIX);
        address.put(PATH, name);
        check(libc.call(CONNECT, socket.number(), address.address(), address.size()));
    }

    private static void check(int result) throws IOException {
        if (result < 0) {
            throw new IOException(Errno.words(-result));
        }
    }
}
