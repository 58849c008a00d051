package org.taskmaster.rotation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.taskmaster.host.LogDirectory;
import org.taskmaster.host.TrustedFiles;
import org.taskmaster.model.KeptFile;

/// Sets logs aside: `log` becomes `log.1`, `log.1` becomes `log.2`, compressed ones keep their
/// `.gz`, and the oldest go.
///
/// What is there counts, not what should be: gaps are closed, files that have vanished are not
/// missed, and those beyond the number that is kept go, also when it was larger before. A crash
/// between two steps leaves a gap at most.
///
/// A caller that changes older files of the same logs, as [Compressor] does, needs the same instance: it
/// lets one thread in at a time.
///
/// The directory of a log may belong to another user, who can put a link in its place at any time. So it is
/// opened for each piece of work, and all that is done is done in what was opened then ([LogDirectory]): the
/// paths of steps and of older files are below [LogDirectory#path].
public final class SetAside {

    private final ReentrantLock lock = new ReentrantLock();
    private final TrustedFiles files;

    /// @param files opens directories, and older files without waiting for another process, since all wait
    ///     for the lock
    public SetAside(TrustedFiles files) {
        this.files = files;
    }

    /// What is done to files.
    sealed interface Step {

        record Delete(Path path) implements Step {}

        record Move(Path from, Path to) implements Step {}
    }

    /// Sets a log aside, so that its name is free. Where no older ones are kept it is deleted.
    ///
    /// The bound on all files together is kept with as much room for the next one as it may take.
    ///
    /// @param users who may own the directory, beside root
    /// @return where it is now; empty when it is gone
    /// @throws IOException when a file cannot be moved or deleted; what was done before stays done
    public Optional<Path> rotate(KeptFile file, Set<String> users) throws IOException {
        return rotate(
                file.path(), users, file.backups(), room(file, file.maxBytes().bytes()));
    }

    /// As [#rotate(KeptFile, Set)], without a bound on all files together, in a directory of root's.
    Optional<Path> rotate(Path log, int backups) throws IOException {
        return rotate(log, Set.of(), backups, Long.MAX_VALUE);
    }

    /// Deletes older files that are too many, or take too much room together with the log itself.
    ///
    /// @param size how long the log is
    /// @param users who may own the directory, beside root
    public void prune(KeptFile file, long size, Set<String> users) throws IOException {
        lock.lock();
        try (LogDirectory directory = directory(file.path(), users)) {
            List<OldFile> older = older(directory.inside(file.path()));
            for (Step step : excess(older, file.backups(), room(file, size))) {
                perform(step);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The directory of a log, in which the following work.
    LogDirectory directory(Path log, Set<String> users) throws IOException {
        return files.logDirectory(log, users);
    }

    /// The older files of a log, the youngest first.
    static List<OldFile> older(Path log) throws IOException {
        String name = String.valueOf(log.getFileName());
        List<OldFile> older = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                log.toAbsolutePath().getParent(),
                path -> OldFile.number(name, path).isPresent())) {
            for (Path path : found) {
                OldFile.at(name, path).ifPresent(older::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        older.sort(Comparator.comparingInt((OldFile old) -> old.number()).thenComparing(OldFile::compressed));
        return older;
    }

    /// Opens an older file, wherever it is by now. While it is open no other file can have its
    /// identity.
    ///
    /// @return empty when it is gone, or has grown
    Optional<InputStream> open(LogDirectory directory, Path log, OldFile file) throws IOException {
        lock.lock();
        try {
            Optional<OldFile> found = find(log, file);
            return found.isPresent()
                    ? Optional.of(Channels.newInputStream(
                            directory.read(String.valueOf(found.get().path().getFileName()))))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Puts a compressed file into the place of the one it was made from, wherever that is by now.
    /// If that is gone, or has grown, nothing happens.
    ///
    /// @param original what it was made from, which is still open
    /// @param compressed its name
    /// @param made leads to what was written, whatever has its name by now
    void replace(Path log, OldFile original, Path compressed, Path made) throws IOException {
        lock.lock();
        try {
            Optional<OldFile> found = find(log, original);
            if (found.isPresent()) {
                OldFile old = found.get();
                old.copyAttributes(made);
                Files.move(compressed, old.compressedPath(), StandardCopyOption.ATOMIC_MOVE);
                Files.deleteIfExists(old.path());
            }
        } finally {
            lock.unlock();
        }
    }

    private static Optional<OldFile> find(Path log, OldFile file) throws IOException {
        return older(log).stream().filter(file::isSameAs).findFirst();
    }

    /// What has to be done for a log to be set aside.
    ///
    /// @param size of the log
    /// @param older the youngest first
    /// @param room how many bytes it and the older ones may take from now on
    static List<Step> plan(Path log, long size, List<OldFile> older, int backups, long room) {
        List<Step> deletes = new ArrayList<>();
        List<Step> moves = new ArrayList<>();
        boolean kept = backups > 0 && size <= room;
        long sum = size;
        // Those before the first gap move by one.
        int shifted = 1;
        for (OldFile old : withoutCopies(older, deletes)) {
            boolean shifts = old.number() == shifted;
            shifted += shifts ? 1 : 0;
            sum = saturated(sum, old.bytes());
            int number = shifts ? old.number() + 1 : old.number();
            if (!kept || number > backups || sum > room) {
                deletes.add(new Step.Delete(old.path()));
            } else if (shifts) {
                moves.addFirst(new Step.Move(old.path(), old.numbered(log, number)));
            }
        }
        List<Step> steps = new ArrayList<>(deletes);
        steps.addAll(moves);
        steps.add(kept ? new Step.Move(log, OldFile.path(log, 1)) : new Step.Delete(log));
        return List.copyOf(steps);
    }

    /// Files with holes can be as long as a number goes.
    private static long saturated(long sum, long bytes) {
        return sum > Long.MAX_VALUE - bytes ? Long.MAX_VALUE : sum + bytes;
    }

    /// What has to be deleted.
    static List<Step> excess(List<OldFile> older, int backups, long room) {
        List<Step> deletes = new ArrayList<>();
        long sum = 0;
        for (OldFile old : withoutCopies(older, deletes)) {
            sum = saturated(sum, old.bytes());
            if (old.number() > backups || sum > room) {
                deletes.add(new Step.Delete(old.path()));
            }
        }
        return List.copyOf(deletes);
    }

    /// A crash may leave a file and what it was compressed to: the first one goes.
    private static List<OldFile> withoutCopies(List<OldFile> older, List<Step> deletes) {
        List<OldFile> single = new ArrayList<>();
        for (OldFile old : older) {
            if (old.compressed() && !single.isEmpty() && single.getLast().number() == old.number()) {
                deletes.add(new Step.Delete(single.removeLast().path()));
            }
            single.add(old);
        }
        return single;
    }

    private Optional<Path> rotate(Path log, Set<String> users, int backups, long room) throws IOException {
        lock.lock();
        try (LogDirectory directory = directory(log, users)) {
            Path inside = directory.inside(log);
            long size = Files.readAttributes(inside, BasicFileAttributes.class).size();
            List<Step> steps = plan(inside, size, older(inside), backups, room);
            for (Step step : steps) {
                perform(step);
            }
            return steps.getLast() instanceof Step.Move(Path _, Path to)
                    ? Optional.of(log.resolveSibling(String.valueOf(to.getFileName())))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            if (Files.notExists(log, LinkOption.NOFOLLOW_LINKS)) {
                // It was taken away: there is nothing to be set aside.
                return Optional.empty();
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private static void perform(Step step) throws IOException {
        switch (step) {
            case Step.Delete(Path path) -> Files.deleteIfExists(path);
            case Step.Move(Path from, Path to) -> {
                try {
                    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                } catch (NoSuchFileException e) {
                    if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                        throw e;
                    }
                }
            }
        }
    }

    private static long room(KeptFile file, long size) {
        long total = file.total().bytes();
        return total == 0 ? Long.MAX_VALUE : total - size;
    }
}
