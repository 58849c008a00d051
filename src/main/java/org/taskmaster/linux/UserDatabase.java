package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.taskmaster.linux.Libc.Function;

/// Looks people up, wherever the system keeps them.
public final class UserDatabase {

    // https://man7.org/linux/man-pages/man3/getpwnam.3.html
    private static final Function GETPWNAM_R = Libc.function("getpwnam_r");
    private static final Function GETPWUID_R = Libc.function("getpwuid_r");
    // https://man7.org/linux/man-pages/man3/getgrouplist.3.html
    private static final Function GETGROUPLIST = Libc.function("getgrouplist");
    // https://man7.org/linux/man-pages/man2/geteuid.2.html
    private static final Function GETEUID = Libc.function("geteuid");
    private static final Function GETEGID = Libc.function("getegid");

    /// `struct passwd`: pointers and numbers at these offsets, then room for the result pointer.
    private static final int PW_NAME = 0;

    private static final int PW_UID = 16;
    private static final int PW_GID = 20;
    private static final int PW_DIR = 32;
    private static final int PW_SHELL = 40;
    private static final int PASSWD_BYTES = 48;

    private static final int FIRST_BYTES = 4096;
    private static final int MOST_BYTES = 1 << 20;
    private static final int FIRST_GROUPS = 64;

    private UserDatabase() {}

    /// Finds a user by name, or by a decimal uid.
    public static Optional<User> find(String nameOrUid) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] name = nameOrUid.getBytes(StandardCharsets.UTF_8);
            Block text = new Block(arena, name.length + 1);
            text.put(0, name);
            Optional<User> byName = look(arena, GETPWNAM_R, text.address());
            return byName.isEmpty() && isUid(nameOrUid) ? byUid(Integer.parseInt(nameOrUid)) : byName;
        }
    }

    /// The user the supervisor acts as; known by number alone when the system has no name for them.
    public static User current() {
        int uid = currentUid();
        return byUid(uid).orElseGet(() -> new User(Integer.toString(uid), uid, currentGid(), "", ""));
    }

    /// The number of the user the supervisor acts as.
    public static int currentUid() {
        try (Arena arena = Arena.ofConfined()) {
            return new Libc(arena).call(GETEUID);
        }
    }

    /// All groups of a user, the primary one among them.
    public static int[] groups(User user) {
        int room = FIRST_GROUPS;
        while (true) {
            try (Arena arena = Arena.ofConfined()) {
                byte[] name = user.name().getBytes(StandardCharsets.UTF_8);
                Block text = new Block(arena, name.length + 1);
                text.put(0, name);
                Block list = new Block(arena, room * Integer.BYTES);
                Block count = new Block(arena, Integer.BYTES);
                count.int32(0, room);
                int result =
                        new Libc(arena).call(GETGROUPLIST, text.address(), user.gid(), list.address(), count.address());
                if (result >= 0) {
                    return numbers(list, count.int32(0));
                }
                // Too many for the room: the count says how many there are.
                room = Math.max(room * 2, count.int32(0));
            }
        }
    }

    private static Optional<User> byUid(int uid) {
        try (Arena arena = Arena.ofConfined()) {
            return look(arena, GETPWUID_R, uid);
        }
    }

    private static Optional<User> look(Arena arena, Function by, long key) {
        Libc libc = new Libc(arena);
        Block entry = new Block(arena, PASSWD_BYTES + Long.BYTES);
        for (int size = FIRST_BYTES; size <= MOST_BYTES; size *= 4) {
            Block texts = new Block(arena, size);
            long result = entry.address() + PASSWD_BYTES;
            int error = libc.call(by, key, entry.address(), texts.address(), size, result);
            if (error != Errno.ERANGE) {
                return entry.int64(PASSWD_BYTES) == 0 ? Optional.empty() : Optional.of(user(entry, texts));
            }
        }
        return Optional.empty();
    }

    private static User user(Block entry, Block texts) {
        return new User(
                texts.stringAt(entry.int64(PW_NAME)),
                entry.int32(PW_UID),
                entry.int32(PW_GID),
                texts.stringAt(entry.int64(PW_DIR)),
                texts.stringAt(entry.int64(PW_SHELL)));
    }

    private static int[] numbers(Block list, int count) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = list.int32(i * Integer.BYTES);
        }
        return numbers;
    }

    private static int currentGid() {
        try (Arena arena = Arena.ofConfined()) {
            return new Libc(arena).call(GETEGID);
        }
    }

    private static boolean isUid(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 9;
    }
}
