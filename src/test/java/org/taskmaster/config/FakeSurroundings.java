package org.taskmaster.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A machine with the users root, alice (1000) and bob (1001), and the group users.
///
/// @param me whom the supervisor runs as
record FakeSurroundings(String me, Map<String, String> environment, Optional<Path> defaultStatedir)
        implements MachineInfo {

    private static final Map<String, Integer> USERS = Map.of("root", 0, "alice", 1000, "bob", 1001);

    static FakeSurroundings of(String user) {
        return new FakeSurroundings(
                user,
                Map.of("HOME", "/home/" + user, "OPTIONS", "-a -b", "SECRET", "s3cr3t", "BYTES", "caf\uFFFD"),
                Optional.of(Path.of("/var/lib/taskmaster")));
    }

    /// Nothing tells where this user keeps things.
    FakeSurroundings withoutHome() {
        return new FakeSurroundings(me, Map.of(), Optional.empty());
    }

    @Override
    public OptionalInt uid(String nameOrUid) {
        for (Map.Entry<String, Integer> user : USERS.entrySet()) {
            if (user.getKey().equals(nameOrUid) || user.getValue().toString().equals(nameOrUid)) {
                return OptionalInt.of(user.getValue());
            }
        }
        return OptionalInt.empty();
    }

    @Override
    public boolean hasGroup(String name) {
        return name.equals("users");
    }

    @Override
    public String currentUser() {
        return me;
    }

    @Override
    public int currentUid() {
        return uid(me).orElseThrow();
    }

    @Override
    public boolean maySwitchUser() {
        return currentUid() == 0;
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return Files.newInputStream(file);
    }
}
