package org.taskmaster.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.linux.DescriptorMail.Letter;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.model.Signal;

/// The process that holds the queue of the [TerminalKeep] while no supervisor does: a small Perl program, which
/// ends by itself when there is nothing to be kept any more.
///
/// Supervisors find it by a name in the abstract namespace of sockets, which follows from what only they know,
/// so that no other user can be there first; and each side asks the kernel who the other one is.
final class TerminalHolder {

    private static final Function SOCKET = Libc.function("socket");
    // https://man7.org/linux/man-pages/man2/socketpair.2.html
    private static final Function SOCKETPAIR = Libc.function("socketpair");
    private static final Function BIND = Libc.function("bind");
    private static final Function LISTEN = Libc.function("listen");
    private static final Function CONNECT = Libc.function("connect");
    private static final Function FCNTL = Libc.function("fcntl");

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int EADDRINUSE = 98;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int FAMILY_BYTES = 2;
    private static final int BACKLOG = 64;

    private static final Path PERL = Path.of("/usr/bin/perl");
    private static final String SCRIPT = "holder.pl";
    private static final int NAME_BYTES = 16;

    /// How long it is given to answer: at first, and when it was sent SIGCONT, as somebody may have stopped it.
    private static final Duration FIRST = Duration.ofMillis(300);

    private static final Duration THEN = Duration.ofSeconds(2);

    private final Libc libc;
    private final long instance;

    /// @param instance known to the supervisors that come after each other, and to nobody else
    TerminalHolder(Libc libc, long instance) {
        this.libc = libc;
        this.instance = instance;
    }

    /// A queue, and the name at which it is asked for.
    ///
    /// @param sending where letters are put in
    /// @param queue where they wait
    record Ends(Descriptor sending, Descriptor queue, Descriptor name) implements AutoCloseable {
        @Override
        public void close() {
            sending.close();
            queue.close();
            name.close();
        }
    }

    /// What tells the holder that a supervisor lives, and the supervisor that the holder does.
    ///
    /// @param child the number of the holder, if it is a child of ours
    record Line(Descriptor descriptor, OptionalInt child) {}

    /// A holder that another supervisor has started.
    record Found(Ends ends, Line line) {}

    /// Makes a queue, which nobody holds yet but us.
    Ends makeEnds() throws NotKept {
        try (Arena arena = Arena.ofConfined()) {
            Block address = address(arena);
            Descriptor name = new Descriptor(libc, socket(0));
            int bound = libc.call(BIND, name.number(), address.address(), address.size());
            if (bound < 0) {
                name.close();
                throw new NotKept(
                        bound == -EADDRINUSE
                                ? "another process has the name by which their keeper would be found"
                                : "their keeper cannot be given a name: " + Errno.words(-bound));
            }
            libc.demand("listening at a name", LISTEN, name.number(), BACKLOG, 0, 0);
            int[] pair = pair(arena);
            return new Ends(new Descriptor(libc, pair[0]), new Descriptor(libc, pair[1]), name);
        }
    }

    /// Starts a holder of this queue.
    Line start(Ends ends) throws NotKept {
        if (!Files.isExecutable(PERL)) {
            throw new NotKept(
                    "that takes " + PERL + ", which is missing here (in Debian, it is in the package perl-base)");
        }
        try (Arena arena = Arena.ofConfined()) {
            int[] script = pair(arena);
            int[] line = pair(arena);
            try {
                byte[] text = script();
                Block block = new Block(arena, text.length);
                block.put(0, text);
                LinuxError.check(
                        new Descriptor(libc, script[0]).write(block, text.length), "write", "handing over a script");
                Descriptor.close(libc, script[0]);
                script[0] = -1;
                int pid = new HolderSpawn(libc, arena, PERL.toString()).spawn(script[1], new int[] {
                    line[1],
                    ends.sending().number(),
                    ends.queue().number(),
                    ends.name().number()
                });
                Line ours = new Line(new Descriptor(libc, line[0]), OptionalInt.of(pid));
                line[0] = -1;
                return ours;
            } finally {
                for (int number : new int[] {script[0], script[1], line[0], line[1]}) {
                    if (number >= 0) {
                        Descriptor.close(libc, number);
                    }
                }
            }
        }
    }

    private static byte[] script() {
        try (InputStream in = Objects.requireNonNull(TerminalHolder.class.getResourceAsStream(SCRIPT))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asks the holder that another supervisor has started for its queue.
    ///
    /// @return empty when there is none
    Optional<Found> find() throws NotKept {
        try (Arena arena = Arena.ofConfined()) {
            Block address = address(arena);
            Descriptor line = new Descriptor(libc, socket(Descriptor.O_NONBLOCK));
            int connected = libc.call(CONNECT, line.number(), address.address(), address.size());
            if (connected == -Errno.ECONNREFUSED) {
                line.close();
                return Optional.empty();
            }
            try {
                return Optional.of(asked(arena, line, connected));
            } catch (NotKept | RuntimeException failed) {
                line.close();
                throw failed;
            }
        }
    }

    private Found asked(Arena arena, Descriptor line, int connected) throws NotKept {
        if (connected < 0) {
            throw new NotKept("their keeper cannot be asked: " + Errno.words(-connected));
        }
        SocketPeer holder = SocketPeer.of(line.number());
        if (holder.uid() != UserDatabase.currentUid()) {
            throw new NotKept("process " + holder.pid() + " of another user has the name of their keeper");
        }
        DescriptorMail mail = new DescriptorMail(libc, arena);
        Poll poll = new Poll(libc, arena);
        poll.await(line.number(), Poll.IN, FIRST);
        Optional<Letter> letter = mail.take(line.number());
        if (letter.isEmpty()) {
            // It is asked again by nothing but this: what it was asked waits for it.
            int _ = ProcessGroup.signalProcess(libc, holder.pid(), Signal.CONT.number());
            poll.await(line.number(), Poll.IN, THEN);
            letter = mail.take(line.number());
        }
        int[] ends = letter.map(Letter::descriptors).orElse(new int[0]);
        if (ends.length != 3) {
            for (int number : ends) {
                Descriptor.close(libc, number);
            }
            throw new NotKept(
                    "their keeper, process " + holder.pid() + ", does not answer; end it: kill -9 " + holder.pid());
        }
        return new Found(
                new Ends(new Descriptor(libc, ends[0]), new Descriptor(libc, ends[1]), new Descriptor(libc, ends[2])),
                new Line(line, OptionalInt.empty()));
    }

    private Block address(Arena arena) {
        byte[] text = name().getBytes(StandardCharsets.US_ASCII);
        Block address = new Block(arena, FAMILY_BYTES + 1 + text.length);
        // The machines we know ([Abi]) have the lower byte first.
        address.int8(0, AF_UNIX);
        address.put(FAMILY_BYTES + 1, text);
        return address;
    }

    /// Where it is found. Everybody can see that, when it is taken; the instance must not follow from it.
    String name() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("terminals of " + Long.toHexString(instance)).getBytes(StandardCharsets.US_ASCII));
            return "taskmaster-terminals-" + HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private int socket(int flags) {
        int number = libc.demand("making a socket", SOCKET, AF_UNIX, SOCK_STREAM | Descriptor.O_CLOEXEC | flags, 0, 0);
        return above(number);
    }

    private int[] pair(Arena arena) {
        Block ends = new Block(arena, 2 * Integer.BYTES);
        libc.demand("making a queue", SOCKETPAIR, AF_UNIX, SOCK_STREAM | Descriptor.O_CLOEXEC, 0, ends.address());
        return new int[] {above(ends.int32(0)), above(ends.int32(Integer.BYTES))};
    }

    /// Beyond the numbers that they get in the holder.
    private int above(int number) {
        int moved = libc.call(FCNTL, number, F_DUPFD_CLOEXEC, HolderSpawn.BEYOND);
        Descriptor.close(libc, number);
        return LinuxError.check(moved, "fcntl", "making a socket");
    }
}
