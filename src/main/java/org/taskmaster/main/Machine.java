package org.taskmaster.main;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.config.DefaultState;
import org.taskmaster.config.MachineInfo;
import org.taskmaster.host.TrustedFiles;
import org.taskmaster.linux.Environment;
import org.taskmaster.linux.GroupDatabase;
import org.taskmaster.linux.LinuxTrustedFiles;
import org.taskmaster.linux.User;
import org.taskmaster.linux.UserDatabase;

/// The machine and the account a configuration is read on.
///
/// @param environment what the supervisor was started with, which its programs inherit
/// @param changes what becoming another user has changed in it
/// @param account whom the supervisor is now
record Machine(
        Map<String, String> environment, Map<String, String> changes, User account, Optional<Path> defaultStatedir)
        implements MachineInfo {

    private static final TrustedFiles FILES = new LinuxTrustedFiles();

    /// The machine as it is at the start, for the configuration `file`.
    static Machine atStart(Path file) {
        User account = UserDatabase.current();
        Map<String, String> environment = Environment.ofThisProcess().variables();
        return new Machine(environment, Map.of(), account, defaultStatedir(file, environment, account));
    }

    /// The machine as it is for a supervisor that goes on in the process of another one.
    ///
    /// @param root whether that was started by root, and has become the user that it is now
    static Machine goingOn(Path file, boolean root) {
        Machine now = atStart(file);
        if (!root || now.maySwitchUser()) {
            return now;
        }
        Map<String, String> theirs = new HashMap<>(now.environment);
        theirs.putAll(now.account.environment());
        return new Machine(
                Map.copyOf(theirs), now.account.environment(), now.account, Optional.of(DefaultState.ofRoot(file)));
    }

    /// The machine after the supervisor became `user`; the same when it was that user already.
    Machine as(User user) {
        if (user.uid() == account.uid()) {
            return this;
        }
        Map<String, String> theirs = new HashMap<>(environment);
        theirs.putAll(user.environment());
        return new Machine(Map.copyOf(theirs), user.environment(), user, defaultStatedir);
    }

    @Override
    public OptionalInt uid(String nameOrUid) {
        return UserDatabase.find(nameOrUid)
                .map(user -> OptionalInt.of(user.uid()))
                .orElse(OptionalInt.empty());
    }

    @Override
    public boolean hasGroup(String name) {
        return GroupDatabase.find(name).isPresent();
    }

    @Override
    public String currentUser() {
        return account.name();
    }

    @Override
    public int currentUid() {
        return account.uid();
    }

    @Override
    public boolean maySwitchUser() {
        return account.uid() == 0;
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return Channels.newInputStream(FILES.read(file));
    }

    private static Optional<Path> defaultStatedir(Path file, Map<String, String> environment, User account) {
        return account.uid() == 0
                ? Optional.of(DefaultState.ofRoot(file))
                : DefaultState.ofUser(file, environment, account.home());
    }
}
