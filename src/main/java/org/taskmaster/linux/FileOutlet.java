package org.taskmaster.linux;

import java.io.IOException;
import java.nio.file.Path;
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

    private final Libc libc;
    private final Descriptor file;
    private final FileStatus files;
    private final Workbench bench;
    private final Identity identity;
    private final boolean regular;
    private long position;

    FileOutlet(Libc libc, Descriptor file, FileStatus files, Workbench bench) throws IOException {
        this.libc = libc;
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
        int written = LinuxPlumbing.demand(
                regular
                        ? libc.call(PWRITE, file.number(), bench.bytes.address(), count, position)
                        : libc.call(WRITE, file.number(), bench.bytes.address(), count));
        position += written;
        return written;
    }

    @Override
    public int read(byte[] into, int start, int length, long offset) throws IOException {
        int count = LinuxPlumbing.demand(
                libc.call(PREAD, file.number(), bench.bytes.address(), Math.min(length, bench.bytes.size()), offset));
        bench.bytes.get(0, into, start, count);
        return count;
    }

    @Override
    public void truncate(long size) throws IOException {
        LinuxPlumbing.demand(libc.call(FTRUNCATE, file.number(), size));
        position = size;
    }

    @Override
    public boolean isAt(Path name) {
        return Statx.look(libc, files.address(name.toString()), bench.status) == 0
                && Statx.in(bench.status).identity().equals(identity);
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
            return FifoInlet.moved(pipe.splice(file, 0, most));
        }
        bench.number.int64(0, position);
        int moved = FifoInlet.moved(pipe.splice(file, bench.number.address(), most));
        position += moved;
        return moved;
    }

    @Override
    public void close() {
        file.close();
    }

    private Statx look() throws IOException {
        LinuxPlumbing.demand(Statx.look(libc, file, files.address(""), bench.status));
        return Statx.in(bench.status);
    }
}
