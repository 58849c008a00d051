package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.linux.Libc.Function;

/// A descriptor that this process has kept while it became another build of the supervisor (see [Exec]).
public final class KeptDescriptor {

    // https://man7.org/linux/man-pages/man2/fcntl.2.html
    private static final Function FCNTL = Libc.function("fcntl");
    // https://man7.org/linux/man-pages/man2/dup.2.html
    private static final Function DUP3 = Libc.function("dup3");
    // https://man7.org/linux/man-pages/man2/getsockname.2.html
    private static final Function GETSOCKNAME = Libc.function("getsockname");

    private static final int F_DUPFD = 0;
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;

    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    /// `struct sockaddr_storage`.
    private static final int ADDRESS_BYTES = 128;

    private static final int FAMILY_BYTES = 2;
    /// In both kinds of internet addresses; the higher byte first.
    private static final int PORT = 2;

    private KeptDescriptor() {}

    /// Another number for what is open, which stays open when `number` is closed.
    ///
    /// @throws LinuxError when there are no descriptors left
    public static int another(int number) {
        try (Arena arena = Arena.ofConfined()) {
            return LinuxError.check(
                    new Libc(arena).call(FCNTL, number, F_DUPFD, 0), FCNTL.name(), "keeping a descriptor");
        }
    }

    /// From now on it is for this program alone.
    public static void take(int number) {
        try (Arena arena = Arena.ofConfined()) {
            LinuxError.check(
                    new Libc(arena).call(FCNTL, number, F_SETFD, FD_CLOEXEC), FCNTL.name(), "taking a descriptor over");
        }
    }

    /// Has another number lead to what this one leads to, which is closed.
    public static void putInPlaceOf(int other, int number) {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            libc.demand("taking a descriptor over", DUP3, number, other, Descriptor.O_CLOEXEC, 0);
            Descriptor.close(libc, number);
        }
    }

    /// Closes it.
    public static void close(int number) {
        try (Arena arena = Arena.ofConfined()) {
            Descriptor.close(new Libc(arena), number);
        }
    }

    /// The name in the abstract namespace that a socket has.
    public static Optional<String> abstractName(int number) {
        try (Arena arena = Arena.ofConfined()) {
            Block address = new Block(arena, ADDRESS_BYTES);
            int length = address(arena, number, address);
            boolean named =
                    length > FAMILY_BYTES + 1 && address.int16(0) == AF_UNIX && address.bytes(FAMILY_BYTES, 1)[0] == 0;
            return named
                    ? Optional.of(new String(
                            address.bytes(FAMILY_BYTES + 1, length - FAMILY_BYTES - 1), StandardCharsets.UTF_8))
                    : Optional.empty();
        }
    }

    /// The TCP port that a socket listens at.
    public static OptionalInt port(int number) {
        try (Arena arena = Arena.ofConfined()) {
            Block address = new Block(arena, ADDRESS_BYTES);
            int length = address(arena, number, address);
            int family = address.int16(0);
            return length > PORT && (family == AF_INET || family == AF_INET6)
                    ? OptionalInt.of(Integer.reverseBytes(address.int16(PORT)) >>> Short.SIZE)
                    : OptionalInt.empty();
        }
    }

    /// @return how long it is; nothing when there is none
    private static int address(Arena arena, int number, Block address) {
        Block length = new Block(arena, Integer.BYTES);
        length.int32(0, ADDRESS_BYTES);
        int result = new Libc(arena).call(GETSOCKNAME, number, address.address(), length.address());
        return result < 0 ? 0 : Math.min(length.int32(0), ADDRESS_BYTES);
    }

    /// Whether it is the open directory, or file, that a path leads to.
    public static boolean leadsTo(int number, Path path) {
        try {
            return Files.readAttributes(Path.of("/proc/self/fd/" + number), "unix:dev,ino")
                    .equals(Files.readAttributes(path, "unix:dev,ino"));
        } catch (IOException _) {
            // One of them is gone, or is no file.
            return false;
        }
    }
}
