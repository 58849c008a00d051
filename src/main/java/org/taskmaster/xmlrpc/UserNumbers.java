package org.taskmaster.xmlrpc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The numbers of this machine's users, as far as its own file has them.
final class UserNumbers {

    private static final Path FILE = Path.of("/etc/passwd");
    private static final int NAME = 0;
    private static final int UID = 2;

    private Optional<Map<String, String>> numbers = Optional.empty();

    /// The number of a user, who may be given by number already; the name when the number is not known
    /// here.
    Value number(String user) {
        String number = user.matches("[0-9]{1,9}") ? user : numbers().getOrDefault(user, "");
        return number.matches("[0-9]{1,10}") ? Value.of(Long.parseLong(number)) : Value.of(user);
    }

    /// Read when it is first needed, which it mostly is not.
    private Map<String, String> numbers() {
        if (numbers.isEmpty()) {
            numbers = Optional.of(read());
        }
        return numbers.get();
    }

    private static Map<String, String> read() {
        Map<String, String> read = new HashMap<>();
        try {
            for (String line : Files.readAllLines(FILE, StandardCharsets.ISO_8859_1)) {
                String[] fields = line.split(":");
                if (fields.length > UID) {
                    read.putIfAbsent(fields[NAME], fields[UID]);
                }
            }
        } catch (IOException _) {
            // then no number is known here
        }
        return read;
    }
}
