package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Whom a new file belongs to, and who may do what with it.
final class Ownership {

    private static final PosixFilePermission[] BY_BIT = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    private Ownership() {}

    /// Gives a file away.
    ///
    /// @param owner `user` or `user:group`
    static void give(Path file, Optional<String> owner, OptionalInt mode) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (mode.isPresent()) {
            view.setPermissions(permissions(mode.getAsInt()));
        }
        if (owner.isPresent()) {
            UserPrincipalLookupService people = file.getFileSystem().getUserPrincipalLookupService();
            int colon = owner.get().indexOf(':');
            if (colon >= 0) {
                view.setGroup(people.lookupPrincipalByGroupName(owner.get().substring(colon + 1)));
            }
            if (colon != 0) {
                String user = colon < 0 ? owner.get() : owner.get().substring(0, colon);
                view.setOwner(people.lookupPrincipalByName(user));
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BY_BIT.length; bit++) {
            if ((mode & 1 << bit) != 0) {
                permissions.add(BY_BIT[bit]);
            }
        }
        return permissions;
    }
}
