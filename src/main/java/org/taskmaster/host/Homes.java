package org.taskmaster.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The home directories of users: by the accounts of this machine, and where those of a directory service
/// usually are.
///
/// [passwd(5)](https://man7.org/linux/man-pages/man5/passwd.5.html)
final class Homes {

    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final Path USUAL = Path.of("/home");
    private static final int HOME = 5;

    private Homes() {}

    /// Whether a directory is the home of a user.
    static boolean contain(Path directory) throws IOException {
        if (USUAL.equals(directory.getParent())) {
            return true;
        }
        List<String> accounts = Files.readAllLines(ACCOUNTS, StandardCharsets.ISO_8859_1);
        String wanted = new String(directory.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return accounts.stream()
                .map(line -> line.split(":"))
                .anyMatch(fields -> fields.length > HOME && fields[HOME].equals(wanted));
    }
}
