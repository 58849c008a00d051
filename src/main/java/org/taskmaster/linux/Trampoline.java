package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.model.Launch;

/// The program that a process of another user is at first: it is started as root, becomes that user, enters the
/// working directory, and then becomes what was asked for.
///
/// The user a thread belongs to may stop and kill it, and with it the whole supervisor; and may do so to a new
/// process while posix_spawn waits for it. So no thread here and nothing that is waited for ever belongs to
/// another user: what spawns is root until it has become this program, and by then posix_spawn has returned.
///
/// It is a few hundred bytes of machine code that need no file and no library. So what is in the environment of the
/// program, as `LD_LIBRARY_PATH` or `LD_PRELOAD`, means nothing to it while it is root. Its source is in
/// `src/main/assembly`; a test assembles that and compares.
///
/// [memfd_create(2)](https://man7.org/linux/man-pages/man2/memfd_create.2.html)
final class Trampoline implements AutoCloseable {

    private static final Function MEMFD_CREATE = Libc.function("memfd_create");
    private static final Function FCNTL = Libc.function("fcntl");

    /// Where a new process has the image, and what it reports a failure to; both are closed for its program.
    static final int IMAGE = 3;

    static final int REPORT = 4;

    /// What to execute, for whom has the image as [#IMAGE].
    static final String PATH = "/proc/self/fd/" + IMAGE;

    private static final String NAME = "taskmaster-user";

    private static final int MFD_CLOEXEC = 1;
    /// Without it, kernels from 6.3 on go by the sysctl `vm.memfd_noexec`; older ones do not know it.
    private static final int MFD_EXEC = 0x10;

    private static final int F_DUPFD_CLOEXEC = 1030;

    private static final int ELF_HEADER_BYTES = 64;
    private static final int SEGMENT_BYTES = 56;
    private static final int HEADERS_BYTES = ELF_HEADER_BYTES + 2 * SEGMENT_BYTES;
    private static final long BASE = 0x40_0000;
    private static final int ELF_64_LITTLE_ENDIAN = 0x0001_0102;
    private static final short EXECUTABLE = 2;
    private static final int LOADED = 1;
    private static final int STACK = 0x6474_E551;
    private static final int READ_EXECUTE = 5;
    private static final int READ_WRITE = 6;
    private static final long PAGE = 0x1_0000;

    private final Descriptor image;

    private Trampoline(Descriptor image) {
        this.image = image;
    }

    /// Puts the image into memory.
    static Trampoline make(Libc libc) throws SpawnRefused {
        byte[] bytes = image(TrampolineCode.ofThisMachine());
        try (Arena arena = Arena.ofConfined()) {
            Block block = new Block(arena, bytes.length + NAME.length() + 1);
            block.put(0, bytes);
            block.put(bytes.length, NAME.getBytes(StandardCharsets.US_ASCII));
            long name = block.address() + bytes.length;
            int made = libc.call(MEMFD_CREATE, name, MFD_CLOEXEC | MFD_EXEC);
            made = made == -Errno.EINVAL ? libc.call(MEMFD_CREATE, name, MFD_CLOEXEC) : made;
            Descriptor image = aboveItsPlace(libc, made);
            if (image.write(block, bytes.length) != bytes.length) {
                image.close();
                throw new SpawnRefused("there is no memory for the program that changes users");
            }
            return new Trampoline(image);
        }
    }

    int image() {
        return image.number();
    }

    /// The arguments it is executed with.
    ///
    /// @param groups of `user`
    /// @param program what it becomes, as it is found from within the working directory
    static List<String> arguments(Launch launch, User user, int[] groups, String program) {
        List<String> words = new ArrayList<>();
        words.add(NAME);
        words.add(Integer.toUnsignedString(user.uid()));
        words.add(Integer.toUnsignedString(user.gid()));
        words.add(listed(groups));
        words.add(launch.umask().isPresent() ? Integer.toString(launch.umask().getAsInt()) : "");
        words.add(launch.workingdir().isPresent() ? launch.workingdir().get().toString() : "");
        words.add(program);
        words.addAll(launch.command());
        return words;
    }

    @Override
    public void close() {
        image.close();
    }

    /// Moves a descriptor out of the way of [#IMAGE] and [#REPORT].
    static Descriptor aboveItsPlace(Libc libc, int number) throws SpawnRefused {
        if (number < 0) {
            throw new SpawnRefused("the program that changes users cannot be made: " + Errno.words(-number));
        }
        if (number > REPORT) {
            return new Descriptor(libc, number);
        }
        int moved = libc.call(FCNTL, number, F_DUPFD_CLOEXEC, REPORT + 1);
        Descriptor.close(libc, number);
        return aboveItsPlace(libc, moved);
    }

    private static String listed(int[] groups) {
        StringBuilder text = new StringBuilder();
        for (int group : groups) {
            text.append(text.isEmpty() ? "" : ",").append(Integer.toUnsignedString(group));
        }
        return text.toString();
    }

    /// The code as a file that the kernel can execute: one segment that cannot be written, and a stack that cannot
    /// be executed.
    ///
    /// [elf(5)](https://man7.org/linux/man-pages/man5/elf.5.html)
    static byte[] image(TrampolineCode source) {
        byte[] code = source.bytes();
        int size = HEADERS_BYTES + code.length;
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x464C_457F).putInt(ELF_64_LITTLE_ENDIAN).putLong(0);
        file.putShort(EXECUTABLE).putShort(source.elfMachine()).putInt(1);
        file.putLong(BASE + HEADERS_BYTES).putLong(ELF_HEADER_BYTES).putLong(0).putInt(0);
        file.putShort((short) ELF_HEADER_BYTES).putShort((short) SEGMENT_BYTES).putShort((short) 2);
        file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        file.putInt(LOADED).putInt(READ_EXECUTE).putLong(0).putLong(BASE).putLong(BASE);
        file.putLong(size).putLong(size).putLong(PAGE);
        file.putInt(STACK).putInt(READ_WRITE).putLong(0).putLong(0).putLong(0);
        file.putLong(0).putLong(0).putLong(1);
        return file.put(code).array();
    }
}
