package org.taskmaster.linux;

import java.lang.foreign.Arena;
import org.taskmaster.linux.Libc.Function;

/// The process at the other end of a Unix socket, as the kernel noted it when it connected.
public record SocketPeer(int uid, int gid, int pid) {

    // https://man7.org/linux/man-pages/man2/getsockopt.2.html
    private static final Function GETSOCKOPT = Libc.function("getsockopt");

    // https://man7.org/linux/man-pages/man7/unix.7.html: the same on all architectures we know ([Abi])
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;

    /// `struct ucred`: three numbers at these offsets.
    private static final int PID = 0;

    private static final int UID = 4;
    private static final int GID = 8;
    private static final int UCRED_BYTES = 12;

    /// Asks the kernel. Any thread may do so.
    ///
    /// @param descriptor of the connection
    /// @throws LinuxError when it is none
    public static SocketPeer of(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            Block ucred = new Block(arena, UCRED_BYTES);
            Block length = new Block(arena, Integer.BYTES);
            length.int32(0, UCRED_BYTES);
            int result = new Libc(arena)
                    .call(GETSOCKOPT, descriptor, SOL_SOCKET, SO_PEERCRED, ucred.address(), length.address());
            LinuxError.check(result, "getsockopt", "asking who is at the other end of a socket");
            return new SocketPeer(ucred.int32(UID), ucred.int32(GID), ucred.int32(PID));
        }
    }
}
