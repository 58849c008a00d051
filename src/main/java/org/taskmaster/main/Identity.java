package org.taskmaster.main;

import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import org.taskmaster.linux.LinuxError;
import org.taskmaster.linux.Privileges;
import org.taskmaster.linux.User;
import org.taskmaster.linux.UserDatabase;
import org.taskmaster.model.LogLevel;

/// Whom the supervisor becomes, and what there is to say about it.
///
/// @param user whom it runs as from now on
/// @param notice for the activity log and the terminal; empty when nothing is remarkable
record Identity(User user, Optional<Notice> notice) {

    /// A harmless user, for a supervisor that was started as root and without one to become.
    private static final String NOBODY = "nobody";

    /// Something the operator should know.
    record Notice(LogLevel level, String text) {}

    /// Decides by the configured user. Only an explicit `user: root` keeps root.
    static Identity decide(User current, Optional<String> configured) {
        if (current.uid() != 0) {
            return new Identity(current, Optional.empty());
        }
        if (configured.isEmpty()) {
            User nobody = UserDatabase.find(NOBODY)
                    .orElseThrow(() -> new StartRefused("Taskmaster does not run as root by accident, and this machine"
                            + " has no user nobody to become: name one by user: in the taskmaster: section"));
            return new Identity(
                    nobody,
                    Optional.of(new Notice(
                            LogLevel.WARN,
                            "started as root without a user: in the taskmaster: section, so running as nobody")));
        }
        User wanted = UserDatabase.find(configured.get())
                .orElseThrow(() -> new StartRefused("there is no user " + configured.get() + " on this machine"));
        if (wanted.uid() == 0) {
            return new Identity(
                    wanted,
                    Optional.of(new Notice(
                            LogLevel.CRITICAL,
                            "running as root, as user: root in the taskmaster: section asks for; a program without a"
                                    + " user: of its own runs as root too")));
        }
        return new Identity(
                wanted,
                Optional.of(new Notice(
                        LogLevel.INFO, "set uid to user " + wanted.name() + " (" + wanted.uid() + ") succeeded")));
    }

    /// Becomes that user for good, or throws.
    void take() {
        if (UserDatabase.currentUid() == user.uid()) {
            return;
        }
        openAllJars();
        try {
            Privileges.dropTo(user);
        } catch (LinuxError e) {
            throw new StartRefused("cannot become user " + user.name() + ": " + e.getMessage());
        }
    }

    /// What is read later must be open before: the new user may not be allowed to open it, and a class that
    /// could not be loaded once is lost for good. Looking a name up in all jars opens all of them, and they
    /// stay open.
    private static void openAllJars() {
        try {
            Collections.list(Identity.class.getClassLoader().getResources("META-INF/MANIFEST.MF"));
        } catch (IOException e) {
            throw new StartRefused("cannot read Taskmaster's own files: " + e.getMessage());
        }
    }
}
