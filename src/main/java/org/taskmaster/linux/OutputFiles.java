package org.taskmaster.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.taskmaster.host.Channels;
import org.taskmaster.host.LogTarget;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.Output.Captured;
import org.taskmaster.model.Output.Discard;
import org.taskmaster.model.Output.ToFile;
import org.taskmaster.model.Reason;
import org.taskmaster.model.Stream;

/// The files that a new process writes to, open for the moment of its spawn.
///
/// They are opened by the supervisor, as itself, and not by a file action in the child: so what is in
/// the way can be said exactly, and a program that runs as another user writes to a log that is not
/// theirs.
final class OutputFiles implements AutoCloseable {

    // https://man7.org/linux/man-pages/man2/fcntl.2.html
    private static final Function FCNTL = Libc.function("fcntl");

    private static final int F_SETFL = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int LOWEST = 3;
    private static final int NONE = -1;

    /// Without O_NONBLOCK a FIFO that no process reads would hang the supervisor.
    private static final int FLAGS =
            Descriptor.O_WRONLY | Descriptor.O_APPEND | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK;

    private final Libc libc;
    private final FileStatus files;
    private final int nowhere;
    private int stdout = NONE;
    private int stderr = NONE;

    /// @param nowhere a descriptor of `/dev/null`
    OutputFiles(Libc libc, FileStatus files, Descriptor nowhere) {
        this.libc = libc;
        this.files = files;
        this.nowhere = nowhere.number();
    }

    /// Opens both; a file or channel that both go to is opened once.
    void open(Launch launch, Channels channels) throws SpawnRefused {
        stdout = open(Stream.STDOUT, launch.stdout(), channels.stdout(), launch.user());
        boolean same =
                launch.stderr().equals(launch.stdout()) && channels.stderr().equals(channels.stdout());
        stderr = same ? stdout : open(Stream.STDERR, launch.stderr(), channels.stderr(), launch.user());
    }

    /// Opens where the supervisor itself writes what a process with a terminal says.
    ///
    /// @return -1 when it is not logged; else a descriptor for the caller to close, which does not block
    int openForTerminal(Launch launch, Channels channels) throws SpawnRefused {
        int number = open(Stream.STDOUT, launch.stdout(), channels.stdout(), launch.user());
        if (number == nowhere) {
            return NONE;
        }
        if (launch.stdout() instanceof Captured) {
            libc.call(FCNTL, number, F_SETFL, Descriptor.O_NONBLOCK);
        }
        return number;
    }

    int stdout() {
        return stdout;
    }

    int stderr() {
        return stderr;
    }

    @Override
    public void close() {
        close(stdout);
        if (stderr != stdout) {
            close(stderr);
        }
        stdout = NONE;
        stderr = NONE;
    }

    private void close(int number) {
        if (number != NONE && number != nowhere) {
            Descriptor.close(libc, number);
        }
    }

    private int open(Stream stream, Output output, Optional<Path> channel, Optional<String> user) throws SpawnRefused {
        return switch (output) {
            case Discard() -> nowhere;
            case ToFile(var path) -> openFile(stream, path.toString(), user);
            case Captured _ ->
                channel.isEmpty() ? nowhere : openChannel(stream, channel.get().toString());
        };
    }

    /// Open for reading too, it has a reader as long as a process writes: none gets SIGPIPE when the
    /// supervisor is gone, and what was written waits for the next one.
    private int openChannel(Stream stream, String path) throws SpawnRefused {
        int flags = Descriptor.O_RDWR | Descriptor.O_NOCTTY | Abi.O_NOFOLLOW;
        int number = Descriptor.open(libc, files.address(path), flags, 0);
        if (number == -Errno.ELOOP) {
            throw refusedChannel(stream, path, "a symbolic link is in its place");
        }
        if (number < 0) {
            throw refusedChannel(stream, path, why(-number, path));
        }
        Descriptor opened = new Descriptor(libc, number);
        int looked = Statx.look(libc, opened, files.address(""), files.scratch());
        if (looked < 0 || !Statx.in(files.scratch()).isFifo()) {
            opened.close();
            throw refusedChannel(stream, path, looked < 0 ? Errno.words(-looked) : "it is no named pipe");
        }
        return number;
    }

    private static SpawnRefused refusedChannel(Stream stream, String path, String why) {
        return new SpawnRefused("cannot open the channel of " + stream.word() + " '" + path + "': " + why);
    }

    /// `/dev/stdout` is ours, shared and not opened again, which is not possible for a socket, nor for
    /// a terminal or pipe of root's after the supervisor became another user.
    private int openFile(Stream stream, String path, Optional<String> user) throws SpawnRefused {
        int number = switch (path) {
            case "/dev/stdout" -> standardStream(1);
            case "/dev/stderr" -> standardStream(2);
            default -> openTarget(stream, path, user);
        };
        if (number < 0) {
            throw new SpawnRefused("cannot write " + stream.word() + " '" + path + "': " + why(-number, path));
        }
        return number;
    }

    private int standardStream(int number) {
        return LogTarget.areStandardStreamsAway() ? nowhere : libc.call(FCNTL, number, F_DUPFD_CLOEXEC, LOWEST);
    }

    private int openTarget(Stream stream, String path, Optional<String> user) throws SpawnRefused {
        try {
            OptionalInt ours = LogTarget.of(Path.of(path)).standardStream();
            return ours.isPresent() ? standardStream(ours.getAsInt()) : openBlocking(path, user);
        } catch (IOException e) {
            throw new SpawnRefused("cannot write " + stream.word() + " '" + path + "': " + Reason.inFull(e));
        }
    }

    private int openBlocking(String path, Optional<String> user) throws IOException {
        LogOpening logs = new LogOpening(libc, files, files.scratch());
        int number = logs.open(Path.of(path), FLAGS, user.map(Set::of).orElse(Set.of()));
        if (number >= 0) {
            libc.call(FCNTL, number, F_SETFL, Descriptor.O_APPEND);
        }
        return number;
    }

    private String why(int errno, String path) {
        return switch (errno) {
            case Errno.ENOENT -> whyMissing(path);
            case Errno.ENOTDIR -> "'" + parent(path) + "' is not a directory";
            case Errno.ENXIO -> "it is a FIFO or a socket that no process reads";
            default -> Errno.words(errno);
        };
    }

    private String whyMissing(String path) {
        return files.look(parent(path)) == 0
                ? "it is a symbolic link that leads nowhere"
                : "there is no directory '" + parent(path) + "', and it cannot be made";
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }
}
