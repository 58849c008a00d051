package org.taskmaster.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Reason;

/// The disabled processes in a text file: a line for each, as `web:0`, in their order. Where none is, there is no file.
///
/// A process is named by its program and number, as its own name changes with how many there are of it. Each change
/// writes a new file, has it reach the disk, and gives it the name of the one before: so it is there as a whole or not
/// at all, also after a power cut.
///
/// What is found at the start may be anything. It is looked at and not followed, and what it does not tell is told in
/// words; nothing of it keeps a supervisor from starting.
public final class DisabledFile implements Disabled {

    /// More than a hundred thousand processes need.
    private static final int MOST_BYTES = 32 << 20;

    private static final int ROOT = 0;

    private final Path path;
    private SortedSet<ProcessKey> keys;

    private DisabledFile(Path path, SortedSet<ProcessKey> keys) {
        this.path = path;
        this.keys = keys;
    }

    /// What was found.
    ///
    /// @param notices what there is to say of the file, for people
    public record Opened(DisabledFile file, List<String> notices) {}

    /// Opens it; what cannot be read is set aside.
    ///
    /// @param uid the user of this supervisor: the file has to be that user's, or root's
    public static Opened open(Path path, int uid) {
        try {
            Seen seen = look(path, uid);
            return new Opened(
                    new DisabledFile(path, seen.keys()), seen.notice().stream().toList());
        } catch (IOException e) {
            return new Opened(
                    new DisabledFile(path, new TreeSet<>()), List.of(unread(path, e) + "; " + setAside(path)));
        }
    }

    /// What a file tells that is left as it is.
    ///
    /// @param notice what it does not tell, for people
    public record Seen(SortedSet<ProcessKey> keys, Optional<String> notice) {}

    /// Reads it, and changes nothing. Where there is none, none is disabled.
    ///
    /// @param uid as above
    /// @throws IOException when it cannot be read; [#unread] says that in words
    public static Seen look(Path path, int uid) throws IOException {
        SortedSet<ProcessKey> found = new TreeSet<>();
        List<Integer> broken;
        try {
            broken = read(path, uid, found);
        } catch (NoSuchFileException _) {
            return new Seen(found, Optional.empty());
        }
        return new Seen(
                found,
                broken.isEmpty()
                        ? Optional.empty()
                        : Optional.of("in " + path + ", line " + broken.getFirst()
                                + (broken.size() == 1 ? "" : " and " + (broken.size() - 1) + " more")
                                + " cannot be read: a process that was disabled may be started"));
    }

    /// That it cannot be read, in words for people.
    public static String unread(Path path, IOException why) {
        return "which processes are disabled cannot be read from " + path + " (" + Reason.of(why) + "), so none is";
    }

    @Override
    public synchronized Set<ProcessKey> keys() {
        return Collections.unmodifiableSet(keys);
    }

    @Override
    public Optional<String> disable(Collection<ProcessKey> more) {
        return change(next -> next.addAll(more));
    }

    @Override
    public Optional<String> enable(Collection<ProcessKey> fewer) {
        return change(next -> next.removeAll(Set.copyOf(fewer)));
    }

    /// Where it is.
    public Path path() {
        return path;
    }

    /// Whether nobody has removed it; also when there is none, as then nothing is missing.
    public synchronized boolean isInPlace() {
        return keys.isEmpty() || Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// Writes it again where it was removed.
    ///
    /// @throws IOException when that cannot be done
    public synchronized void restore() throws IOException {
        write(keys);
    }

    private synchronized Optional<String> change(Consumer<Set<ProcessKey>> how) {
        SortedSet<ProcessKey> next = new TreeSet<>(keys);
        how.accept(next);
        if (next.equals(keys)) {
            return Optional.empty();
        }
        try {
            write(next);
        } catch (IOException e) {
            return Optional.of(path + " cannot be written: " + Reason.of(e));
        }
        keys = next;
        return Optional.empty();
    }

    private void write(SortedSet<ProcessKey> wanted) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("it is no file in a directory");
        }
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            if (wanted.isEmpty()) {
                Files.deleteIfExists(path);
            } else {
                replace(wanted);
            }
            // What fails here fails for a disk that is lost: whether a next start finds the change is open then.
            entries.force(true);
        }
    }

    private void replace(SortedSet<ProcessKey> wanted) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(text(wanted).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    private static String text(SortedSet<ProcessKey> wanted) {
        return wanted.stream()
                .map(key -> ProcessName.numbered(key.program(), key.number()).text() + "\n")
                .collect(Collectors.joining());
    }

    /// @return the numbers of the lines that name no process
    private static List<Integer> read(Path path, int uid, Set<ProcessKey> found) throws IOException {
        List<Integer> broken = new ArrayList<>();
        int number = 0;
        for (String line : new String(bytes(path, uid), StandardCharsets.UTF_8).split("\n")) {
            number++;
            Optional<ProcessKey> key = key(line);
            key.ifPresent(found::add);
            if (key.isEmpty() && !line.isBlank()) {
                broken.add(number);
            }
        }
        return broken;
    }

    /// A FIFO, or a device, that somebody has put there would be waited for.
    private static byte[] bytes(Path path, int uid) throws IOException {
        Map<String, Object> facts = Files.readAttributes(path, "unix:isRegularFile,uid", LinkOption.NOFOLLOW_LINKS);
        if (!Boolean.TRUE.equals(facts.get("isRegularFile"))) {
            throw new IOException("it is no regular file");
        }
        int owner = ((Number) Objects.requireNonNull(facts.get("uid"))).intValue();
        if (owner != ROOT && owner != uid) {
            throw new IOException("it belongs to another user");
        }
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("it is larger than any such file");
            }
            return bytes;
        }
    }

    /// A person may have written `web` for the only process of a program.
    private static Optional<ProcessKey> key(String line) {
        if (line.isEmpty() || line.chars().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
            return Optional.empty();
        }
        ProcessName name = ProcessName.of(line);
        boolean only = name.text().equals(name.program());
        return name.program().isEmpty() || !only && name.number().isEmpty()
                ? Optional.empty()
                : Optional.of(new ProcessKey(name.program(), name.number().orElse(0)));
    }

    private static String setAside(Path path) {
        Path aside = path.resolveSibling(path.getFileName() + ".unread");
        try {
            Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
            return "it was set aside as " + aside;
        } catch (IOException e) {
            return "it cannot be set aside as " + aside + " either (" + Reason.of(e) + ")";
        }
    }
}
