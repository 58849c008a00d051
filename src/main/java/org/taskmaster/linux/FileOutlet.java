package org.taskmaster.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.host.Plumbing.Outlet;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.linux.Statx.Identity;

/// A file that is written to at its end. Not with O_APPEND, which splice refuses; so the end is looked for
/// before each turn of writing, by [#size].
final class FileOutlet implements Outlet {

    // https://man7.org/linux/man-pages/man2/pwrite.2.html
    private static final Function PWRITE = Libc.function("pwrite");
    private static final Function PREAD = Libc.function("pread");
    // https://man7.org/linux/man-pages/man2/write.2.html
    private static final Function WRITE = Libc.function("write");
    // https://man7.org/linux/man-pages/man2/ftruncate.2.html
    private static final Function FTRUNCATE = Libc.function("ftruncate");

    // https://man7.org/linux/man-pages/man2/chown.2.html
    private static final Function FCHOWN = Libc.function("fchown");
    // https://man7.org/linux/man-pages/man2/chmod.2.html
    private static final Function FCHMOD = Libc.function("fchmod");

    private static final int UNCHANGED = -1;

    private final Libc libc;
    private final Path name;
    private final Descriptor file;
    private final FileStatus files;
    private final SpliceBuffers bench;
    private final Identity identity;
    private final boolean regular;
    private final boolean isNew;
    private long position;

    /// @param name how it is called in messages
    FileOutlet(Libc libc, Path name, Descriptor file, FileStatus files, SpliceBuffers bench, boolean isNew)
            throws IOException {
        this.libc = libc;
        this.name = name;
        this.isNew = isNew;
        this.file = file;
        this.files = files;
        this.bench = bench;
        try {
            Statx status = look();
            this.identity = status.identity();
            this.regular = status.isRegular();
            this.position = status.size();
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
    }

    @Override
    public long size() throws IOException {
        position = look().size();
        return position;
    }

    @Override
    public int write(byte[] bytes, int start, int length) throws IOException {
        int count = Math.min(length, bench.bytes.size());
        bench.bytes.put(bytes, start, count);
        int written = demand(
                regular
                        ? libc.call(PWRITE, file.number(), bench.bytes.address(), count, position)
                        : libc.call(WRITE, file.number(), bench.bytes.address(), count));
        position += written;
        return written;
    }

    @Override
    public int read(byte[] into, int start, int length, long offset) throws IOException {
        int count = demand(
                libc.call(PREAD, file.number(), bench.bytes.address(), Math.min(length, bench.bytes.size()), offset));
        bench.bytes.get(0, into, start, count);
        return count;
    }

    @Override
    public void truncate(long size) throws IOException {
        demand(libc.call(FTRUNCATE, file.number(), size));
        position = size;
    }

    @Override
    public boolean isAt(Path name) {
        return Statx.look(libc, files.address(name.toString()), bench.status) == 0
                && Statx.in(bench.status).identity().equals(identity);
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    @Override
    public void give(Optional<String> owner, OptionalInt mode) throws IOException {
        if (mode.isPresent()) {
            demand(libc.call(FCHMOD, file.number(), mode.getAsInt()));
        }
        if (owner.isPresent()) {
            int colon = owner.get().indexOf(':');
            String user = colon < 0 ? owner.get() : owner.get().substring(0, colon);
            int uid = user.isEmpty() ? UNCHANGED : uid(user);
            int gid = colon < 0 ? UNCHANGED : gid(owner.get().substring(colon + 1));
            demand(libc.call(FCHOWN, file.number(), uid, gid));
        }
    }

    private int uid(String user) throws IOException {
        return UserDatabase.find(user)
                .orElseThrow(() -> new IOException(name + " cannot be given to '" + user + "': there is no such user"))
                .uid();
    }

    private int gid(String group) throws IOException {
        OptionalInt gid = GroupDatabase.find(group);
        return gid.orElseThrow(
                () -> new IOException(name + " cannot be given to group '" + group + "': there is no such group"));
    }

    @Override
    public void overwrite(byte[] bytes) throws IOException {
        bench.bytes.put(bytes, 0, bytes.length);
        if (demand(libc.call(PWRITE, file.number(), bench.bytes.address(), bytes.length, 0)) < bytes.length) {
            throw new IOException(name + ": " + Errno.words(Errno.ENOSPC));
        }
    }

    @Override
    public long inode() {
        return identity.inode();
    }

    @Override
    public boolean isRegular() {
        return regular;
    }

    /// Moves bytes from a pipe.
    int take(FifoInlet pipe, int most) throws IOException {
        if (!regular) {
            return moved(pipe.splice(file, 0, most));
        }
        bench.number.int64(0, position);
        int moved = moved(pipe.splice(file, bench.number.address(), most));
        position += moved;
        return moved;
    }

    @Override
    public void close() {
        file.close();
    }

    private int demand(int result) throws IOException {
        return LinuxPlumbing.demand(name, result);
    }

    /// @return how many bytes; 0 when none waits
    private int moved(int result) throws IOException {
        return result == -Errno.EAGAIN ? 0 : demand(result);
    }

    private Statx look() throws IOException {
        demand(Statx.look(libc, file, files.address(""), bench.status));
        return Statx.in(bench.status);
    }
}
