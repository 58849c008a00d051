package org.taskmaster.main;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.taskmaster.model.Reason;
import org.taskmaster.model.ShellWord;

/// Keeps a second supervisor away from the same state: a file that holds our pid and that is locked as
/// long as we live. The kernel takes the lock away when we die, however that happens, so a file that a
/// crash has left behind is simply taken over.
///
/// It is a lock of fcntl(2): the process loses it when it closes *any* descriptor of the file, so
/// nothing here opens the file a second time while it is held.
final class PidFile implements AutoCloseable {

    private static final FileAttribute<Set<PosixFilePermission>> READABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    /// A pid has ten digits at most.
    private static final int LONGEST = 16;

    /// How long one that answers no client any more is waited for: it ends, and has only to remove its files.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// So often is looked again at what comes and goes.
    private static final int TRIES = 3;

    private static final Duration BETWEEN = Duration.ofMillis(20);

    private final Path file;
    private final Optional<Long> stale;
    private FileChannel channel;
    private Optional<Object> own;
    private boolean left;

    private PidFile(Path file, FileChannel channel, Optional<Object> own, Optional<Long> stale) {
        this.file = file;
        this.channel = channel;
        this.own = own;
        this.stale = stale;
    }

    /// Takes the file for this process.
    ///
    /// @param configuration the file that this supervisor was to run, for the words of a refusal
    /// @param rival finds what another supervisor of this configuration is doing
    /// @throws StartRefused when another supervisor holds it, or it cannot be written
    static PidFile take(Path file, Path configuration, Supplier<RivalState> rival) {
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            Optional<FileChannel> locked = tryOnce(file, configuration, rival, deadline);
            while (locked.isEmpty()) {
                locked = tryOnce(file, configuration, rival, deadline);
            }
            FileChannel channel = locked.get();
            // Ours is there already when this process was a supervisor before.
            Optional<Long> stale =
                    leftSinceBoot(file) ? pidIn(channel).filter(pid -> pid != ourPid()) : Optional.empty();
            write(channel);
            return new PidFile(file, channel, identity(file, channel), stale);
        } catch (IOException e) {
            throw new StartRefused("cannot write the pid file " + file + " (" + Reason.of(e)
                    + "); name another by pidfile: in the taskmaster: section");
        }
    }

    /// The pid of a supervisor that has held the file before us and did not end properly, since this machine
    /// (or container) was started.
    Optional<Long> stale() {
        return stale;
    }

    /// Puts the file back when it is gone, or says our pid no more. Nothing else that has its name is touched,
    /// but a copy of it is taken for it. One thread at a time.
    ///
    /// @param objection to the place, in which others may have put something
    Restored restore(Supplier<Optional<String>> objection) {
        IOException last = new IOException("it comes and goes");
        for (int i = 0; i < TRIES; i++) {
            try {
                return restoreOnce(objection);
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                // it has come or gone just now
                last = e;
            } catch (IOException e) {
                return refused(Reason.of(e) + "; fix that, then " + Obstruction.lookAgain());
            }
        }
        return refused(Reason.of(last) + "; fix that, then " + Obstruction.lookAgain());
    }

    private Restored restoreOnce(Supplier<Optional<String>> objection) throws IOException {
        if (own.isPresent() && identity(file).equals(own)) {
            if (pidIn(channel).equals(Optional.of(ourPid()))) {
                return new Restored.InPlace();
            }
            write(channel);
            return new Restored.Anew("the pid file " + file + " did not hold our pid; written again");
        }
        Optional<String> trouble = objection.get();
        if (trouble.isPresent()) {
            return refused(trouble.get() + "; then " + Obstruction.lookAgain());
        }
        Optional<Obstruction> found = Obstruction.at(file);
        return found.isPresent() ? adopt(found.get()) : writeAgain();
    }

    private Restored writeAgain() throws IOException {
        FileChannel fresh = create(file);
        try {
            if (fresh.tryLock() == null) {
                throw new IOException("another process holds a lock on it");
            }
            write(fresh);
        } catch (IOException e) {
            fresh.close();
            Files.deleteIfExists(file); // which we have just made
            throw e;
        }
        replaceBy(fresh);
        return new Restored.Anew("the pid file " + file + " was gone; written again");
    }

    private Restored adopt(Obstruction found) throws IOException {
        if (!found.isFile()) {
            return refused("there is " + found.what() + " of that name; " + Obstruction.thenLookAgain(found.remedy()));
        }
        FileChannel other = openThere(file);
        if (pidIn(other).equals(Optional.of(ourPid())) && other.tryLock() != null) {
            replaceBy(other);
            return new Restored.Anew("the pid file " + file + " was replaced by a copy; that is locked, too");
        }
        other.close();
        return refused(
                "there is another file of that name, and not of ours; " + Obstruction.thenLookAgain(found.remedy()));
    }

    private void replaceBy(FileChannel fresh) throws IOException {
        FileChannel former = channel;
        channel = fresh;
        own = identity(file, fresh);
        former.close();
    }

    private Restored refused(String why) {
        return new Restored.Refused("the pid file " + file + " is gone: " + why);
    }

    private static void write(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ourPid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static long ourPid() {
        return ProcessHandle.current().pid();
    }

    /// Has the file stay: this process goes on as another build.
    void leave() {
        left = true;
    }

    /// Removes the file, unless another has its name by now, and gives the lock up, in this order: a
    /// process that opens the old file meanwhile finds, with the lock in hand, that it is there no more.
    @Override
    public void close() {
        try (FileChannel _ = channel) {
            if (!left && identity(file).equals(own)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            Console.complain("taskmaster: cannot remove the pid file " + file + ": " + Reason.of(e));
        }
    }

    /// @return empty when the file was removed by its last owner meanwhile, or is likely to be soon
    private static Optional<FileChannel> tryOnce(
            Path file, Path configuration, Supplier<RivalState> rival, long deadline) throws IOException {
        Optional<Object> before = identity(file);
        FileChannel channel;
        try {
            channel = before.isPresent() ? openThere(file) : create(file);
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            if (before.isEmpty() && e instanceof NoSuchFileException) {
                throw e; // the directory is missing
            }
            return Optional.empty();
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                RivalState state = rival.get();
                if (state != RivalState.ANSWERS_NOBODY || System.nanoTime() - deadline >= 0) {
                    throw new StartRefused(heldBy(channel, file, configuration, state));
                }
                channel.close();
                LockSupport.parkNanos(BETWEEN.toNanos());
                return Optional.empty();
            }
            if (before.isEmpty() || identity(file).equals(before)) {
                return Optional.of(channel);
            }
            channel.close();
            return Optional.empty();
        } catch (IOException | StartRefused e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel openThere(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                READABLE);
    }

    /// Distinguishes one file from another under the same name.
    private static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, "unix:dev,ino", LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// That of a file which was opened by this name just now; empty when it has lost the name already. It is not
    /// opened again to find out: closing it would give the lock up.
    private static Optional<Object> identity(Path file, FileChannel open) throws IOException {
        Optional<Object> found = identity(file);
        try {
            boolean same = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == open.size();
            return same ? found : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static Optional<Long> pidIn(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
        return pid.matches("[0-9]{1,10}") ? Optional.of(Long.valueOf(pid)) : Optional.empty();
    }

    /// What ran before the first process of this machine runs no more.
    private static boolean leftSinceBoot(Path file) throws IOException {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        return ProcessHandle.of(1)
                .flatMap(first -> first.info().startInstant())
                .map(boot -> written.isAfter(boot))
                .orElse(true);
    }

    private static String heldBy(FileChannel channel, Path file, Path configuration, RivalState state)
            throws IOException {
        Optional<Long> pid = pidIn(channel);
        // The file may have been written again meanwhile.
        Instant begun = pid.flatMap(ProcessHandle::of)
                .flatMap(process -> process.info().startInstant())
                .orElse(Files.getLastModifiedTime(file).toInstant());
        String since = TIME.format(begun.atZone(ZoneId.systemDefault()));
        String holder = pid.map(number -> "pid " + number + ", since " + since).orElse("it has just begun");
        if (state == RivalState.ENDING) {
            return "another Taskmaster with this state is ending: " + holder + ", and holds " + file
                    + " until its programs are stopped.\nWait for its end: " + LauncherName.ctl() + " -c "
                    + ShellWord.of(configuration)
                    + " shutdown --wait. Then start this one again.";
        }
        return "another Taskmaster is running with this state already: " + holder
                + ", and holds " + file + ".\nTalk to it: " + LauncherName.ctl() + " -c " + ShellWord.of(configuration)
                + " status. End it: " + LauncherName.ctl() + " -c " + ShellWord.of(configuration)
                + " shutdown --wait.\nOr give this one a statedir: of its own in the taskmaster: section.";
    }
}
