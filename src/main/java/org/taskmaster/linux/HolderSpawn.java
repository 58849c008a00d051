package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.taskmaster.linux.Libc.Function;

/// Starts a Perl script of ours in a session of its own, with an empty environment and no descriptors but those
/// that it is given.
final class HolderSpawn {

    private static final Function POSIX_SPAWN = Libc.function("posix_spawn");
    private static final Function ACTIONS_INIT = Libc.function("posix_spawn_file_actions_init");
    private static final Function ACTIONS_DESTROY = Libc.function("posix_spawn_file_actions_destroy");
    private static final Function ADD_DUP2 = Libc.function("posix_spawn_file_actions_adddup2");
    private static final Function ADD_OPEN = Libc.function("posix_spawn_file_actions_addopen");
    private static final Function ADD_CLOSE_FROM = Libc.function("posix_spawn_file_actions_addclosefrom_np");
    private static final Function ATTRIBUTES_INIT = Libc.function("posix_spawnattr_init");
    private static final Function SET_FLAGS = Libc.function("posix_spawnattr_setflags");
    private static final Function SET_MASK = Libc.function("posix_spawnattr_setsigmask");
    private static final Function SET_DEFAULTS = Libc.function("posix_spawnattr_setsigdefault");

    private static final int POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final int POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final int POSIX_SPAWN_SETSID = 0x80;
    private static final int SIGSET_BYTES = 128;
    /// More than both objects take.
    private static final int OBJECT_BYTES = 512;

    private static final int FIRST = 3;

    /// Above all numbers that a script is given.
    static final int BEYOND = 10;

    private final Libc libc;
    private final Arena arena;
    private final String interpreter;

    /// @param arena may be closed after the spawn
    HolderSpawn(Libc libc, Arena arena, String interpreter) {
        this.libc = libc;
        this.arena = arena;
        this.interpreter = interpreter;
    }

    /// @param script what the interpreter reads as its standard input
    /// @param descriptors what becomes 3 and so on; each is [#BEYOND] at least
    /// @return the number of the process
    int spawn(int script, int[] descriptors) throws NotKept {
        Block actions = new Block(arena, OBJECT_BYTES);
        Block attributes = new Block(arena, OBJECT_BYTES);
        Block pid = new Block(arena, Long.BYTES);
        long at = actions.address();
        libc.call(ACTIONS_INIT, at);
        try {
            added(libc.call(ADD_DUP2, at, script, 0));
            long nowhere = text("/dev/null");
            added(libc.call(ADD_OPEN, at, 1, nowhere, Descriptor.O_RDWR, 0));
            added(libc.call(ADD_DUP2, at, 1, 2));
            for (int i = 0; i < descriptors.length; i++) {
                added(libc.call(ADD_DUP2, at, descriptors[i], FIRST + i));
            }
            added(libc.call(ADD_CLOSE_FROM, at, FIRST + descriptors.length));
            prepare(attributes.address());
            List<String> words = List.of(
                    interpreter, "-fw", "-", Integer.toString(Abi.SYS_SENDMSG), Integer.toString(Abi.SYS_RECVMSG));
            int error = libc.call(
                    POSIX_SPAWN,
                    pid.address(),
                    text(interpreter),
                    at,
                    attributes.address(),
                    list(words),
                    list(List.of()));
            if (error != 0) {
                throw new NotKept("their keeper cannot be started: " + Errno.words(Math.abs(error)));
            }
            return pid.int32(0);
        } finally {
            libc.call(ACTIONS_DESTROY, at);
        }
    }

    private void prepare(long attributes) {
        Block none = new Block(arena, SIGSET_BYTES);
        Block all = new Block(arena, SIGSET_BYTES);
        all.fill(0xFF);
        libc.call(ATTRIBUTES_INIT, attributes);
        libc.call(SET_FLAGS, attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        libc.call(SET_MASK, attributes, none.address());
        libc.call(SET_DEFAULTS, attributes, all.address());
    }

    private long list(List<String> words) {
        Block pointers = new Block(arena, (words.size() + 1) * Long.BYTES);
        for (int i = 0; i < words.size(); i++) {
            pointers.int64(i * Long.BYTES, text(words.get(i)));
        }
        return pointers.address();
    }

    private long text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        Block block = new Block(arena, bytes.length + 1);
        block.put(0, bytes);
        return block.address();
    }

    /// These functions return the error number.
    private static void added(int error) {
        LinuxError.check(-error, "posix_spawn_file_actions", "preparing a spawn");
    }
}
