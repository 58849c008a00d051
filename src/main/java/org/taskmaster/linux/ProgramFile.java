package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;

/// What is wrong inside a file that may be executed, but cannot be.
final class ProgramFile {

    private static final int HEAD_BYTES = 4096;

    private static final int ELF_MAGIC = 0x464C_457F;
    private static final int ELF_HEADERS = 32;
    private static final int ELF_HEADER_BYTES = 54;
    private static final int ELF_HEADER_COUNT = 56;
    private static final int ELF_LOADER = 3;
    private static final int ELF_HEADER_OFFSET = 8;
    private static final int SCRIPT_MAGIC = '#' | '!' << 8;

    private final Libc libc;
    private final FileStatus files;
    private final Block head;

    ProgramFile(Libc libc, Arena arena, FileStatus files) {
        this.libc = libc;
        this.files = files;
        this.head = new Block(arena, HEAD_BYTES);
    }

    /// @param errno what executing it gave
    String explain(int errno, String path) {
        return switch (errno) {
            case Errno.ENOEXEC -> whyNoProgram(path);
            case Errno.ENOENT, Errno.EACCES, Errno.ENOTDIR -> aboutInterpreter(errno, path);
            default -> Errno.words(errno);
        };
    }

    /// Whether the file names an interpreter or a loader that is not there.
    boolean lacksInterpreter(String path) {
        String interpreter = interpreter(Math.max(0, readHead(path)));
        return !interpreter.isEmpty() && files.look(interpreter) == Errno.ENOENT;
    }

    private String whyNoProgram(String path) {
        int bytes = readHead(path);
        if (bytes == 0) {
            return "'" + path + "' is empty";
        }
        if (bytes >= Integer.BYTES && head.int32(0) == ELF_MAGIC) {
            return "'" + path + "' is a program for another kind of machine, or damaged";
        }
        return "'" + path + "' is not a program: it has no #! line that names its interpreter";
    }

    /// The file is there, so it is the interpreter that is not.
    private String aboutInterpreter(int errno, String path) {
        int bytes = readHead(path);
        String interpreter = interpreter(Math.max(0, bytes));
        if (interpreter.isEmpty()) {
            return Errno.words(errno);
        }
        if (interpreter.endsWith("\r")) {
            return "the #! line of '" + path + "' ends as in Windows (CR LF); convert the file with dos2unix";
        }
        String subject = "the interpreter '" + interpreter + "' of '" + path + "' ";
        if (files.look(interpreter) != 0) {
            return subject + "does not exist";
        }
        return files.isDirectory() ? subject + "is a directory" : subject + "may not be executed";
    }

    private String interpreter(int bytes) {
        if (bytes >= 2 && head.int16(0) == SCRIPT_MAGIC) {
            return scriptInterpreter(new String(head.bytes(2, bytes - 2), StandardCharsets.UTF_8));
        }
        if (bytes > ELF_HEADER_COUNT && head.int32(0) == ELF_MAGIC) {
            return elfLoader(bytes);
        }
        return "";
    }

    private static String scriptInterpreter(String afterMagic) {
        int lineEnd = afterMagic.indexOf('\n');
        // Not strip(), which would hide the CR.
        int start = 0;
        int limit = lineEnd < 0 ? afterMagic.length() : lineEnd;
        while (start < limit && isBlank(afterMagic.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < limit && !isBlank(afterMagic.charAt(end))) {
            end++;
        }
        return afterMagic.substring(start, end);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    /// [elf(5)](https://man7.org/linux/man-pages/man5/elf.5.html): the program header of type
    /// PT_INTERP.
    private String elfLoader(int bytes) {
        long table = head.int64(ELF_HEADERS);
        int step = head.int16(ELF_HEADER_BYTES);
        int count = head.int16(ELF_HEADER_COUNT);
        for (int i = 0; i < count; i++) {
            long header = table + (long) i * step;
            if (header < 0 || header + ELF_HEADER_OFFSET + Long.BYTES > bytes) {
                return "";
            }
            if (head.int32((int) header) == ELF_LOADER) {
                long name = head.int64((int) header + ELF_HEADER_OFFSET);
                return name > 0 && name < bytes ? head.stringAt(head.address() + name) : "";
            }
        }
        return "";
    }

    private int readHead(String path) {
        int number = Descriptor.open(libc, files.address(path), Descriptor.O_RDONLY | Descriptor.O_NONBLOCK, 0);
        if (number < 0) {
            return number;
        }
        try (Descriptor file = new Descriptor(libc, number)) {
            return file.read(head);
        }
    }
}
