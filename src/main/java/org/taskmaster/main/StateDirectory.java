package org.taskmaster.main;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.taskmaster.linux.User;
import org.taskmaster.model.Reason;

/// Makes the directory where the supervisor keeps what it must remember.
final class StateDirectory {

    private static final FileAttribute<Set<PosixFilePermission>> ONLY_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private StateDirectory() {}

    /// Makes it as whoever the supervisor is now.
    static void make(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Path parent = directory.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createDirectory(directory, ONLY_OWNER);
            }
        } catch (IOException e) {
            throw new StartRefused("cannot make the state directory " + directory + " (" + Reason.of(e)
                    + "); name another by statedir: in the taskmaster: section");
        }
    }

    /// Makes it while still root, and hands it with the files in it to `owner`. For a directory whose
    /// parent only
    /// root may write: nobody else can put a link in the way.
    static void makeFor(User owner, Path directory) {
        make(directory);
        try {
            give(directory, owner);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    give(file, owner);
                }
            }
        } catch (IOException e) {
            throw new StartRefused(
                    "cannot give the state directory " + directory + " to " + owner.name() + ": " + Reason.of(e));
        }
    }

    private static void give(Path file, User owner) throws IOException {
        Files.setAttribute(file, "unix:uid", owner.uid(), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
    }
}
