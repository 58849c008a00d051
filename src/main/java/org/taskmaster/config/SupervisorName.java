package org.taskmaster.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.zip.CRC32;

/// The names in the kernel by which a supervisor is known as long as it lives, whatever becomes of its files. The
/// supervisor takes them, and a client that finds no socket looks for them.
///
/// They are for one user, so that several may run the same configuration, and for one container.
public final class SupervisorName {

    private static final String BEGINNING = "taskmaster/";
    private static final Path SOCKETS = Path.of("/proc/net/unix");
    private static final int INODE = 6;
    private static final int NAME = 7;

    private SupervisorName() {}

    /// By the path of the configuration, with all links followed: also when the file is written anew.
    public static String ofPath(Path configuration, int uid) throws IOException {
        return BEGINNING + "p" + digest(configuration.toRealPath().toString()) + "/" + uid;
    }

    /// By the file: also when it is reached by another name. Only while it is kept open, since another file may get
    /// its number then.
    public static String ofFile(Path configuration, int uid) throws IOException {
        return BEGINNING + "f" + digest(number(configuration)) + "/" + uid;
    }

    /// By the path of the state directory: also when it is made anew.
    public static String ofState(Path statedir, int uid) throws IOException {
        return BEGINNING + "s" + digest(statedir.toRealPath().toString()) + "/" + uid;
    }

    /// A supervisor that has a configuration.
    ///
    /// @param uid of the user it runs as
    /// @param pid empty when we may not look at its descriptors
    public record Holder(int uid, OptionalLong pid) {}

    /// Looks whether a supervisor has the configuration.
    ///
    /// @param whose of which users
    public static Optional<Holder> find(Path configuration, IntPredicate whose) {
        try {
            return named(ofPath(configuration, 0), whose);
        } catch (IOException _) {
            // Then nothing can be concluded from it, and nothing is claimed.
            return Optional.empty();
        }
    }

    /// Looks whether a supervisor has the state directory.
    ///
    /// @param whose of which users
    public static Optional<Holder> findByState(Path statedir, IntPredicate whose) {
        try {
            return named(ofState(statedir, 0), whose);
        } catch (IOException _) {
            // There is none, or it is not ours to look at.
            return Optional.empty();
        }
    }

    /// @param name as it is for root
    private static Optional<Holder> named(String name, IntPredicate whose) {
        String wanted = "@" + name.substring(0, name.length() - 1);
        try {
            for (String line : Files.readAllLines(SOCKETS, StandardCharsets.ISO_8859_1)) {
                String[] words = line.strip().split(" +");
                if (words.length > NAME && words[NAME].startsWith(wanted)) {
                    int uid = Integer.parseInt(words[NAME].substring(wanted.length()));
                    if (whose.test(uid)) {
                        return Optional.of(new Holder(uid, pidWith("socket:[" + words[INODE] + "]")));
                    }
                }
            }
        } catch (IOException | NumberFormatException _) {
            // Then nothing can be concluded from it, and nothing is claimed.
        }
        return Optional.empty();
    }

    private static OptionalLong pidWith(String socket) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (has(process, socket)) {
                    return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        }
        return OptionalLong.empty();
    }

    private static boolean has(Path process, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // It is gone, or not ours to look at.
        }
        return false;
    }

    private static String digest(String text) throws IOException {
        String whole = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")) + " " + number(Path.of("/")) + " " + text;
        CRC32 sum = new CRC32();
        sum.update(whole.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue()) + Integer.toHexString(whole.hashCode());
    }

    private static String number(Path file) throws IOException {
        List<String> parts = List.of("dev", "ino");
        StringBuilder number = new StringBuilder();
        for (String part : parts) {
            number.append(Files.getAttribute(file, "unix:" + part, new LinkOption[0]))
                    .append(':');
        }
        return number.toString();
    }
}
