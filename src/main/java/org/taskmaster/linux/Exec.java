package org.taskmaster.linux;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.taskmaster.linux.Libc.Function;

/// This process becomes another program: it keeps its number, its children and what is blocked and waiting of its
/// signals, and nothing else that is not named.
///
/// [execve(2)](https://man7.org/linux/man-pages/man2/execve.2.html)
public final class Exec {

    private static final Function EXECVE = Libc.function("execve");
    // https://man7.org/linux/man-pages/man2/fcntl.2.html
    private static final Function FCNTL = Libc.function("fcntl");

    private static final Function CHDIR = Libc.function("chdir");

    private static final Path HERE = Path.of("/proc/self/cwd");
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;
    private static final int STANDARD_STREAMS = 3;

    private Exec() {}

    /// Becomes another program.
    ///
    /// Texts have a character for each byte (ISO 8859-1), as neither names of files nor variables need be UTF-8.
    ///
    /// @param command the path of the program, and its arguments behind it
    /// @param environment each `NAME=value`
    /// @param kept the descriptors that it has beside the standard streams
    /// @return why it did not; what is open stays so, until this process ends
    public static String become(List<String> command, List<String> environment, Set<Integer> kept) {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            Block arguments = list(arena, command);
            Block variables = list(arena, environment);
            keepOnly(libc, kept);
            leaveLostDirectory(arena, libc);
            int result = libc.call(EXECVE, arguments.int64(0), arguments.address(), variables.address());
            return Errno.words(-result);
        }
    }

    /// No JVM starts in a directory that is gone or may not be entered; a relative name means nothing there.
    private static void leaveLostDirectory(Arena arena, Libc libc) {
        try {
            if (Files.isDirectory(Files.readSymbolicLink(HERE))) {
                return;
            }
        } catch (IOException _) {
            // That is not shown to us, so it may be the case.
        }
        Block root = new Block(arena, 2);
        root.put(0, new byte[] {'/', 0});
        // Should it fail, so does the start, which is told.
        int _ = libc.call(CHDIR, root.address());
    }

    private static void keepOnly(Libc libc, Set<Integer> kept) {
        String[] open = new File("/proc/self/fd").list();
        Set<Integer> all = new HashSet<>(kept);
        for (String number : open == null ? new String[0] : open) {
            all.add(Integer.valueOf(number));
        }
        for (int number : all) {
            if (number >= STANDARD_STREAMS) {
                // One that is closed by now, as that of the list itself, needs nothing.
                int _ = libc.call(FCNTL, number, F_SETFD, kept.contains(number) ? 0 : FD_CLOEXEC);
            }
        }
    }

    /// Pointers to the texts with a null at their end, and the texts behind them.
    private static Block list(Arena arena, List<String> texts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String text : texts) {
            all.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            all.write(0);
        }
        int pointers = (texts.size() + 1) * Long.BYTES;
        Block block = new Block(arena, pointers + all.size());
        block.put(pointers, all.toByteArray());
        long at = block.address() + pointers;
        for (int i = 0; i < texts.size(); i++) {
            block.int64(i * Long.BYTES, at);
            at += texts.get(i).length() + 1;
        }
        return block;
    }
}
