package org.taskmaster.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import sun.nio.ch.SelChImpl;

/// The Unix socket in the file system: takes its place, and gives it back at the end.
///
/// No client may connect before the permissions are what they should be. So the socket comes into being in
/// a directory that only its owner can enter, and moves to its place with its permissions.
final class SocketFile implements AutoCloseable {

    /// Of the mode of a file: what kind it is, and the kind of a socket (inode(7)).
    private static final int KIND = 0170000;

    private static final int KIND_OF_SOCKET = 0140000;
    private static final int OF_OTHERS = 0077;
    private static final int BACKLOG = 4096;
    private static final int MOST_ATTEMPTS = 99;
    private static final String REMEDY = "; name another by socket: in the taskmaster: section";

    private final Path path;
    private final ServerSocketChannel listener;
    private final Object identity;
    private boolean left;

    private SocketFile(Path path, ServerSocketChannel listener, Object identity) {
        this.path = path;
        this.listener = listener;
        this.identity = identity;
    }

    /// Listens at `path`, in the place of a socket that no process listens at any more.
    ///
    /// @param mode the permissions
    static SocketFile bind(Path path, int mode) throws CannotListen {
        String problem = "cannot listen at the socket " + path + ": ";
        try {
            makeRoom(path);
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                place(listener, path, mode);
                return new SocketFile(path, listener, identityOf(path));
            } catch (IOException | RuntimeException e) {
                listener.close();
                throw e;
            }
        } catch (NoSuchFileException _) {
            throw new CannotListen(problem + "its directory does not exist; make it, or name another socket by"
                    + " socket: in the taskmaster: section");
        } catch (AccessDeniedException e) {
            throw new CannotListen(problem + "permission denied for " + e.getFile() + REMEDY);
        } catch (IOException e) {
            throw new CannotListen(problem + e.getMessage() + REMEDY);
        }
    }

    /// Goes on to listen at `path`, where a server in this process did so before.
    ///
    /// The JDK makes no channel of a descriptor: so one is made that listens at a place of its own for a moment.
    ///
    /// @return empty: there is nothing to go on with, or the path leads to something else by now
    static Optional<SocketFile> goOn(Path path, Bequest bequest) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bindOutOfSight(listener, path);
            if (bequest.socket(((SelChImpl) listener).getFDVal()) && (mode(path) & KIND) == KIND_OF_SOCKET) {
                return Optional.of(new SocketFile(path, listener, identityOf(path)));
            }
        } catch (NoSuchFileException _) {
            // Somebody has removed it: who waits there is found by nobody.
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
        listener.close();
        return Optional.empty();
    }

    private static void bindOutOfSight(ServerSocketChannel listener, Path path) throws IOException {
        Path hidden = makeHidden(Objects.requireNonNull(path.toAbsolutePath().getParent()));
        try {
            listener.bind(UnixDomainSocketAddress.of(hidden.resolve("s")));
        } finally {
            Files.deleteIfExists(hidden.resolve("s"));
            Files.delete(hidden);
        }
    }

    /// Has the file stay, and who waits there.
    ///
    /// @return the number of the descriptor that has to stay open for that
    int leave() {
        left = true;
        return ((SelChImpl) listener).getFDVal();
    }

    ServerSocketChannel listener() {
        return listener;
    }

    /// Whether a client that takes the path comes to us.
    boolean isInPlace() {
        try {
            return identityOf(path).equals(identity);
        } catch (IOException _) {
            // What cannot be looked at cannot be connected to.
            return false;
        }
    }

    /// Stops listening and removes the file, unless another took its place.
    @Override
    public void close() throws IOException {
        listener.close();
        if (!left && isInPlace()) {
            Files.delete(path);
        }
    }

    private static void makeRoom(Path path) throws IOException, CannotListen {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if ((mode(path) & KIND) != KIND_OF_SOCKET) {
            throw new CannotListen("cannot listen at the socket " + path
                    + ": there is something else of that name; remove it, or name another socket by socket: in the"
                    + " taskmaster: section");
        }
        Object found = identityOf(path);
        if (somebodyListens(path)) {
            throw new CannotListen("cannot listen at the socket " + path
                    + ": another program listens there, most likely a supervisor for the same configuration; end it"
                    + " first, or name another socket by socket: in the taskmaster: section");
        }
        if (identityOf(path).equals(found)) {
            Files.delete(path);
        }
    }

    /// Anything but a refusal means that a process listens there, if only one that is too busy, or not ours to ask.
    private static boolean somebodyListens(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException _) {
            return false;
        } catch (java.net.SocketException _) {
            return true;
        }
    }

    private static void place(ServerSocketChannel listener, Path path, int mode) throws IOException {
        Path directory = Objects.requireNonNull(path.toAbsolutePath().getParent());
        if ((mode(directory) & OF_OTHERS) == 0) {
            listener.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            Files.setAttribute(path, "unix:mode", mode);
            return;
        }
        Path hidden = makeHidden(directory);
        try {
            Path unfinished = hidden.resolve("s");
            listener.bind(UnixDomainSocketAddress.of(unfinished), BACKLOG);
            Files.setAttribute(unfinished, "unix:mode", mode);
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(hidden.resolve("s"));
            Files.delete(hidden);
        }
    }

    /// A directory no other user can enter, with a name so short that the path of a socket in it still fits.
    private static Path makeHidden(Path directory) throws IOException {
        FileAttribute<?> onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        for (int attempt = 0; ; attempt++) {
            try {
                return Files.createDirectory(directory.resolve(".t" + attempt), onlyOwner);
            } catch (FileAlreadyExistsException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    private static Object identityOf(Path path) throws IOException {
        return Objects.requireNonNull(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey());
    }
}
