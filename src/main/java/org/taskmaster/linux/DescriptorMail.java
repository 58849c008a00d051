package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Optional;
import org.taskmaster.linux.Libc.Function;

/// Letters through Unix sockets, with a short text and open files in them. One thread at a time.
///
/// A letter is one call of sendmsg(2), and one of recvmsg(2) takes it, also from a stream: the kernel never
/// joins what has descriptors to what stands behind it
/// ([unix(7)](https://man7.org/linux/man-pages/man7/unix.7.html), SCM_RIGHTS).
final class DescriptorMail {

    // https://man7.org/linux/man-pages/man2/sendmsg.2.html
    private static final Function SENDMSG = Libc.function("sendmsg");
    // https://man7.org/linux/man-pages/man2/recvmsg.2.html
    private static final Function RECVMSG = Libc.function("recvmsg");
    private static final Function RECV = Libc.function("recv");

    /// How long a text can be.
    static final int MOST_TEXT = 4096;

    /// How many descriptors the kernel lets into one letter (SCM_MAX_FD).
    static final int MOST_DESCRIPTORS = 253;

    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_PEEK = 2;
    private static final int MSG_CTRUNC = 8;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;

    // struct msghdr, struct iovec and struct cmsghdr; the same on both machines of [Abi]
    private static final int MESSAGE_BYTES = 56;
    private static final int VECTOR = 16;
    private static final int VECTORS = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int VECTOR_BYTES = 16;
    private static final int LEVEL = 8;
    private static final int TYPE = 12;
    private static final int CONTROL_HEAD = 16;

    private final Libc libc;
    private final Block text;
    private final Block control;
    private final Block vector;
    private final Block message;

    DescriptorMail(Libc libc, Arena arena) {
        this.libc = libc;
        this.text = new Block(arena, MOST_TEXT);
        this.control = new Block(arena, aligned(CONTROL_HEAD + MOST_DESCRIPTORS * Integer.BYTES));
        this.vector = new Block(arena, VECTOR_BYTES);
        this.message = new Block(arena, MESSAGE_BYTES);
        vector.int64(0, text.address());
        message.int64(VECTOR, vector.address());
        message.int64(VECTORS, 1);
        message.int64(CONTROL, control.address());
    }

    /// What came.
    ///
    /// @param descriptors for the receiver to close
    /// @param complete whether there was room for all that were sent
    record Letter(byte[] text, int[] descriptors, boolean complete) {}

    /// Sends a letter, and does not wait for room.
    ///
    /// @return 0, or the negated errno
    int send(int socket, byte[] words, int[] descriptors) {
        text.put(0, words);
        vector.int64(Long.BYTES, words.length);
        int length = CONTROL_HEAD + descriptors.length * Integer.BYTES;
        control.int64(0, length);
        control.int32(LEVEL, SOL_SOCKET);
        control.int32(TYPE, SCM_RIGHTS);
        for (int i = 0; i < descriptors.length; i++) {
            control.int32(CONTROL_HEAD + i * Integer.BYTES, descriptors[i]);
        }
        message.int64(CONTROL_LENGTH, aligned(length));
        return Math.min(0, libc.call(SENDMSG, socket, message.address(), MSG_DONTWAIT | MSG_NOSIGNAL));
    }

    /// Takes the next letter, without waiting for one.
    ///
    /// @return empty when there is none
    Optional<Letter> take(int socket) {
        return receive(socket, 0);
    }

    /// As [#take], but the letter stays.
    Optional<Letter> look(int socket) {
        return receive(socket, MSG_PEEK);
    }

    private Optional<Letter> receive(int socket, int how) {
        vector.int64(Long.BYTES, MOST_TEXT);
        control.int64(0, 0);
        message.int64(CONTROL_LENGTH, control.size());
        message.int32(FLAGS, 0);
        int got = libc.call(RECVMSG, socket, message.address(), how | MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        if (got <= 0) {
            return Optional.empty();
        }
        boolean some = message.int64(CONTROL_LENGTH) >= CONTROL_HEAD && control.int32(TYPE) == SCM_RIGHTS;
        int[] descriptors = new int[some ? ((int) control.int64(0) - CONTROL_HEAD) / Integer.BYTES : 0];
        Arrays.setAll(descriptors, i -> control.int32(CONTROL_HEAD + i * Integer.BYTES));
        return Optional.of(new Letter(text.bytes(0, got), descriptors, (message.int32(FLAGS) & MSG_CTRUNC) == 0));
    }

    /// Throws the next letter away, and lets go of what is in it.
    ///
    /// @return whether there was one
    boolean discard(int socket) {
        return libc.call(RECV, socket, text.address(), MOST_TEXT, MSG_DONTWAIT) > 0;
    }

    private static int aligned(int length) {
        return (length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }
}
