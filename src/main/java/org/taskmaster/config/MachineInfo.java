package org.taskmaster.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What a configuration is checked against: the machine and the account the supervisor runs in.
public interface MachineInfo {

    /// The supervisor's own environment, for `%(ENV_X)s`.
    Map<String, String> environment();

    /// The number of a user of this machine.
    ///
    /// @param nameOrUid `alice`, or `1000`
    /// @return empty when there is no such user
    OptionalInt uid(String nameOrUid);

    /// Whether this machine has a group of that name.
    boolean hasGroup(String name);

    /// The name of the user the supervisor runs as now; its number when it has no name.
    String currentUser();

    /// The number of the user the supervisor runs as now.
    int currentUid();

    /// Whether the supervisor may still become another user: it runs as root now.
    boolean maySwitchUser();

    /// Where the supervisor keeps its state when the file does not say; absolute. Empty when its user has no
    /// place for such things.
    Optional<Path> defaultStatedir();

    /// Opens the configuration file to read it. Where the name leads is whatever another user has put there
    /// just now: this never waits for the other end of a pipe, nor reads a device.
    ///
    /// @throws IOException when there is no regular file of that name, or it cannot be read
    InputStream open(Path file) throws IOException;
}
