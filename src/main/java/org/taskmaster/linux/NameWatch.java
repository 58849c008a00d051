package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.taskmaster.linux.Libc.Function;

/// Sleeps until a file loses its name, and answers for the names we hold meanwhile. One thread owns it; any may
/// call [#wake].
///
/// [inotify(7)](https://man7.org/linux/man-pages/man7/inotify.7.html)
public final class NameWatch implements AutoCloseable {

    // https://man7.org/linux/man-pages/man2/inotify_init.2.html
    private static final Function INOTIFY_INIT1 = Libc.function("inotify_init1");
    // https://man7.org/linux/man-pages/man2/inotify_add_watch.2.html
    private static final Function INOTIFY_ADD_WATCH = Libc.function("inotify_add_watch");
    // https://man7.org/linux/man-pages/man2/poll.2.html
    private static final Function POLL = Libc.function("poll");

    /// The file itself is watched, not its directory, where much may go on. The first comes when a name of an
    /// open file goes.
    private static final int IN_ATTRIB = 0x4;

    private static final int IN_DELETE_SELF = 0x400;
    private static final int IN_MOVE_SELF = 0x800;
    private static final int IN_DONT_FOLLOW = 0x2000000;
    /// What is watched for another reason already stays so.
    private static final int IN_MASK_ADD = 0x20000000;
    private static final int LOST = IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_DONT_FOLLOW;

    /// Of a directory: not what goes on in it.
    private static final int MOVED = IN_DELETE_SELF | IN_MOVE_SELF;

    private static final int POLLIN = 1;
    /// `struct pollfd`: the descriptor, and in the upper half of the second number what has come.
    private static final int ENTRY = 8;

    private static final int EVENTS = 4;
    private static final int FOR_EVER = -1;
    private static final int ROOM = 4096;

    private final Arena arena = Arena.ofShared();
    private final Libc libc = new Libc(arena);
    private final FileStatus files = new FileStatus(libc, arena);
    private final EventDescriptor bell;
    private final Descriptor inotify;
    private final List<AbstractName> names;
    private final Block entries;
    private final Block news = new Block(arena, ROOM);

    /// @param names are answered for
    /// @throws LinuxError when the machine has run out of something
    public NameWatch(List<AbstractName> names) {
        this.names = List.copyOf(names);
        this.entries = new Block(arena, ENTRY * (2 + names.size()));
        this.bell = new EventDescriptor(libc, arena);
        int flags = Descriptor.O_CLOEXEC | Descriptor.O_NONBLOCK;
        this.inotify = new Descriptor(libc, libc.demand("watching files", INOTIFY_INIT1, flags, 0, 0, 0));
        entry(0, bell.descriptor());
        entry(1, inotify);
        for (int i = 0; i < names.size(); i++) {
            entry(2 + i, names.get(i).descriptor());
        }
    }

    /// From now on, [#await] reports when this file loses its name, or the directory it is in.
    public void watch(Path file) throws IOException {
        watch(file.resolveSibling("."), MOVED);
        watch(file, LOST);
    }

    private void watch(Path path, int events) throws IOException {
        int result =
                libc.call(INOTIFY_ADD_WATCH, inotify.number(), files.address(path.toString()), events | IN_MASK_ADD);
        if (result == -Errno.ENOENT || result == -Errno.ENOTDIR) {
            throw new NoSuchFileException(path.toString());
        }
        LinuxPlumbing.demand(result);
    }

    /// Waits until a file may have lost its name, or [#wake] was called.
    public void await() {
        while (true) {
            int ready = libc.call(POLL, entries.address(), entries.size() / ENTRY, FOR_EVER);
            if (ready != -Errno.EINTR) {
                LinuxError.check(ready, POLL.name(), "waiting for news of files");
            }
            for (int i = 0; i < names.size(); i++) {
                if (hasCome(2 + i)) {
                    names.get(i).letGo(libc);
                }
            }
            if (hasCome(0) || hasCome(1)) {
                bell.hear();
                inotify.read(news);
                return;
            }
        }
    }

    /// Rests, but for a [#wake].
    public void pause(Duration most) {
        // Whether it was too short does not matter.
        int _ = libc.call(POLL, entries.address(), 1, (int) most.toMillis());
    }

    /// Ends a running or the next [#await].
    public void wake() {
        bell.ring();
    }

    private boolean hasCome(int index) {
        return entries.int32(index * ENTRY + EVENTS) >>> Short.SIZE != 0;
    }

    private void entry(int index, Descriptor descriptor) {
        entries.int32(index * ENTRY, descriptor.number());
        entries.int32(index * ENTRY + EVENTS, POLLIN);
    }

    @Override
    public void close() {
        bell.close();
        inotify.close();
        arena.close();
    }
}
