package org.taskmaster.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.Reason;

/// The journal in a file: a header, and a cell for each process, which is written over as often as its state changes.
///
/// A supervisor that finds the file of one before it goes on in it, so that at no moment less is known than before.
///
/// ```
///    no file ─── open ───▶ kept ─── everything was stopped: end ───▶ no file
///                          │  ▲ ▲
///       a write fails      │  │ └── removed by somebody: restore
///                          ▼  │
///                       in trouble: told, and what is missing is written with the next change
///
///    left by a supervisor ─┬─ open ───▶ kept          what it tells is taken over
///                          ├─ of another boot ──▶ no file
///                          └─ damaged, of another user ──▶ journal.unread, and kept anew
/// ```
///
/// Any thread may call it; the lock is waited for only while the file is put back that somebody has removed.
public final class JournalFile implements Journal, AutoCloseable {

    /// More than a hundred thousand processes need.
    private static final long MOST_BYTES = 256L << 20;

    private final Path path;
    private final Owner owner;
    private Optional<RandomAccessFile> file;
    /// Which file that is.
    private Optional<Object> key;
    private final Map<ProcessKey, Integer> cells = new HashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private final ByteBuffer content = ByteBuffer.allocate(Cell.SIZE);
    private int next = 1;
    /// The latest of cells that could not be written.
    private final Map<Integer, byte[]> unwritten = new HashMap<>();

    private Optional<String> trouble = Optional.empty();
    private Optional<String> told = Optional.empty();

    private JournalFile(Path path, Owner owner, Optional<RandomAccessFile> file) {
        this.path = path;
        this.owner = owner;
        this.file = file;
        this.key = keyOf(path);
    }

    /// Empty: there is none, or none that can be looked at.
    private static Optional<Object> keyOf(Path path) {
        try {
            return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// What was found.
    ///
    /// @param owner whose processes bear which marks from now on
    /// @param former what a supervisor has left that did not stop its processes
    /// @param end how it was ending
    /// @param notices what there is to say of the file, for people
    public record Opened(JournalFile journal, Owner owner, List<Entry> former, End end, List<String> notices) {}

    /// Opens it; what cannot be read is set aside, and what cannot be written is done without.
    ///
    /// @param fresh who we are, if there is nothing to go on with
    public static Opened open(Path path, Owner fresh) {
        List<String> notices = new ArrayList<>();
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Optional<Opened> found = goOn(path, fresh, notices);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            return new Opened(create(path, fresh), fresh, List.of(), End.NONE, notices);
        } catch (IOException e) {
            notices.add(notKept(path, e));
            return new Opened(new JournalFile(path, fresh, Optional.empty()), fresh, List.of(), End.NONE, notices);
        }
    }

    /// One whose writes go nowhere, to practise them.
    public static JournalFile nowhere() {
        Path nothing = Path.of("/dev/null");
        Owner nobody = new Owner("", 0, 0);
        try {
            return new JournalFile(nothing, nobody, Optional.of(new RandomAccessFile(nothing.toFile(), "rw")));
        } catch (IOException _) {
            // Then they are not practised.
            return new JournalFile(nothing, nobody, Optional.empty());
        }
    }

    /// What one tells that is left as it is.
    ///
    /// @param owner whose processes bear which marks
    /// @param former what a supervisor has left, or is about to leave, that did not stop its processes
    /// @param damaged how many entries cannot be read: also one that is just being written
    public record Seen(Owner owner, List<Entry> former, int damaged) {}

    /// Reads it, and changes nothing. Empty: there is none, or it tells of what has ended with the machine.
    ///
    /// @param us who would go on with it
    /// @throws IOException when it cannot be read, or is not that of our user; the message says why, for people
    public static Optional<Seen> look(Path path, Owner us) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Content content = content(path, us);
        if (!content.owner().place().equals(us.place())) {
            return Optional.empty();
        }
        List<Entry> former = new ArrayList<>();
        try (JournalFile unwritten = new JournalFile(path, content.owner(), Optional.empty())) {
            int damaged = unwritten.takeOver(content.bytes(), former);
            return Optional.of(new Seen(content.owner(), former, damaged));
        }
    }

    private record Content(byte[] bytes, Owner owner, End end) {}

    private static Content content(Path path, Owner us) throws IOException {
        byte[] bytes = read(path);
        ByteBuffer header = Cell.bytesAt(bytes, 0).orElseThrow(() -> new IOException("its beginning is damaged"));
        Owner owner = HeaderForm.read(header);
        End end = HeaderForm.readEnd(header);
        if (owner.uid() != us.uid()) {
            throw new IOException("it is that of another user's supervisor");
        }
        return new Content(bytes, owner, end);
    }

    private static Optional<Opened> goOn(Path path, Owner fresh, List<String> notices) throws IOException {
        Content content;
        try {
            content = content(path, fresh);
        } catch (IOException e) {
            Path aside = path.resolveSibling(path.getFileName() + ".unread");
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
            notices.add("the journal of an earlier supervisor cannot be read (" + Reason.of(e)
                    + "), so its processes are not known; it was set aside as " + aside);
            return Optional.empty();
        }
        Owner owner = content.owner();
        if (!owner.place().equals(fresh.place())) {
            // What it tells of has ended with the machine.
            Files.delete(path);
            return Optional.empty();
        }
        JournalFile journal = new JournalFile(path, owner, opened(path, notices));
        List<Entry> former = new ArrayList<>();
        int damaged = journal.takeOver(content.bytes(), former);
        if (damaged > 0) {
            notices.add(
                    damaged + " of the entries in the journal " + path + " are damaged: those processes are not known");
        }
        return Optional.of(new Opened(journal, owner, former, content.end(), notices));
    }

    /// What was read is true also where nothing can be written.
    private static Optional<RandomAccessFile> opened(Path path, List<String> notices) {
        try {
            return Optional.of(new RandomAccessFile(path.toFile(), "rw"));
        } catch (IOException e) {
            notices.add(notKept(path, e));
            return Optional.empty();
        }
    }

    private static String notKept(Path path, IOException e) {
        return "the journal " + path + " cannot be kept (" + Reason.of(e)
                + "): a supervisor that comes after this one, should it be killed, will not know its processes";
    }

    /// A FIFO, or a device, that somebody has put there would be waited for.
    private static byte[] read(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is no regular file");
        }
        if (Files.size(path) > MOST_BYTES) {
            throw new IOException("it is larger than any journal");
        }
        return Files.readAllBytes(path);
    }

    private static JournalFile create(Path path, Owner owner) throws IOException {
        RandomAccessFile file = createFile(path);
        try {
            ByteBuffer header = header(owner, End.NONE);
            file.write(header.array(), 0, header.position());
        } catch (IOException e) {
            try (file) {
                Files.deleteIfExists(path);
            }
            throw e;
        }
        return new JournalFile(path, owner, Optional.of(file));
    }

    private static ByteBuffer header(Owner owner, End end) {
        ByteBuffer header = Cell.open(ByteBuffer.allocate(Cell.SIZE));
        HeaderForm.write(owner, end, header);
        Cell.close(header);
        return header;
    }

    private static RandomAccessFile createFile(Path path) throws IOException {
        Files.createFile(
                path, PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
        return new RandomAccessFile(path.toFile(), "rw");
    }

    /// @return how many entries are damaged
    private int takeOver(byte[] bytes, List<Entry> former) {
        int damaged = 0;
        for (; next * (long) Cell.SIZE < bytes.length; next++) {
            switch (Cell.at(bytes, next)) {
                case Cell.Content.Nothing _ -> free.add(next);
                case Cell.Content.Damaged _ -> {
                    damaged++;
                    free.add(next);
                }
                case Cell.Content.Bytes(ByteBuffer content) -> damaged += isTaken(content, former) ? 0 : 1;
            }
        }
        return damaged;
    }

    private boolean isTaken(ByteBuffer content, List<Entry> former) {
        try {
            Entry entry = EntryForm.read(content);
            boolean known = cells.putIfAbsent(entry.key(), next) != null;
            if (known) {
                free.add(next);
            } else {
                former.add(entry);
            }
            return !known;
        } catch (IOException _) {
            // Counted, which is all there is to tell of it.
            free.add(next);
            return false;
        }
    }

    @Override
    public synchronized void keep(Entry entry) {
        Integer cell = cells.get(entry.key());
        if (cell == null) {
            cell = free.isEmpty() ? next++ : free.poll();
            cells.put(entry.key(), cell);
        }
        Cell.open(content);
        EntryForm.write(entry, content);
        Cell.close(content);
        write(cell, content);
    }

    @Override
    public synchronized void ends(End how) {
        write(0, header(owner, how));
    }

    @Override
    public synchronized void drop(ProcessKey key) {
        Integer cell = cells.remove(key);
        if (cell != null) {
            free.add(cell);
            write(cell, Cell.empty());
        }
    }

    private void write(int cell, ByteBuffer bytes) {
        if (file.isEmpty()) {
            return;
        }
        try {
            write(file.get(), cell, bytes.array(), bytes.position());
            unwritten.remove(cell);
            writeRest(file.get());
            trouble = Optional.empty();
        } catch (IOException e) {
            unwritten.put(cell, Arrays.copyOf(bytes.array(), bytes.position()));
            trouble = Optional.of(
                    "the journal " + path + " cannot be written (" + Reason.of(e)
                            + "): a supervisor that comes after this one, should it be killed now, will not know of every change");
        }
    }

    /// What could not be written before.
    private void writeRest(RandomAccessFile open) throws IOException {
        for (Iterator<Map.Entry<Integer, byte[]>> rest = unwritten.entrySet().iterator(); rest.hasNext(); ) {
            Map.Entry<Integer, byte[]> one = rest.next();
            write(open, one.getKey(), one.getValue(), one.getValue().length);
            rest.remove();
        }
    }

    private static void write(RandomAccessFile open, int cell, byte[] bytes, int length) throws IOException {
        open.seek(cell * (long) Cell.SIZE);
        open.write(bytes, 0, length);
    }

    @Override
    public synchronized Optional<String> news() {
        if (trouble.equals(told)) {
            return Optional.empty();
        }
        Optional<String> news =
                trouble.isPresent() ? trouble : Optional.of("the journal " + path + " is written again");
        told = trouble;
        return news;
    }

    @Override
    public synchronized Optional<String> lack() {
        if (file.isEmpty()) {
            return Optional.of("the journal " + path + " is not kept, the activity log tells why");
        }
        return trouble.or(
                () -> isInPlace() ? Optional.empty() : Optional.of("somebody has removed the journal " + path));
    }

    /// Where it is.
    public Path path() {
        return path;
    }

    /// Whether its path leads to it; also when there is none, as then nothing is missing.
    public synchronized boolean isInPlace() {
        return file.isEmpty() || key.isPresent() && keyOf(path).equals(key);
    }

    /// Puts it back where it was removed.
    ///
    /// @throws IOException when that cannot be done: then it goes on where it was
    public synchronized void restore() throws IOException {
        RandomAccessFile former = file.orElseThrow();
        RandomAccessFile fresh = createFile(path);
        try {
            former.getChannel().transferTo(0, former.length(), fresh.getChannel());
        } catch (IOException e) {
            try (fresh) {
                Files.deleteIfExists(path);
            }
            throw e;
        }
        file = Optional.of(fresh);
        key = keyOf(path);
        former.close();
    }

    /// Nothing is left that a next supervisor could take over: there is no journal then.
    public synchronized void end() throws IOException {
        try {
            Files.delete(path);
        } catch (NoSuchFileException _) {
            // Somebody has removed it before.
        }
    }

    @Override
    public synchronized void close() {
        file.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException _) {
                // All was written, or told.
            }
        });
    }
}
