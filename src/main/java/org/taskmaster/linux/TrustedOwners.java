package org.taskmaster.linux;

import java.util.Set;

/// Whose files are as good as the supervisor's own.
final class TrustedOwners {

    private static final int ROOT = 0;

    private TrustedOwners() {}

    /// Whether a file of `owner` may be used: root's, the supervisor's own, or one of these users'. They are
    /// only looked up when it is none of the first.
    static boolean are(int owner, int ours, Set<String> users) {
        return owner == ours
                || owner == ROOT
                || users.stream()
                        .flatMap(name -> UserDatabase.find(name).stream())
                        .anyMatch(user -> user.uid() == owner);
    }
}
