package org.taskmaster.main;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.host.PathTrust;
import org.taskmaster.host.PathTrust.End;
import org.taskmaster.host.PathTrust.Weakness;
import org.taskmaster.linux.User;
import org.taskmaster.linux.UserDatabase;
import org.taskmaster.model.Reason;
import org.taskmaster.model.SupervisorConfig;

/// Makes the directory where the supervisor keeps what it must remember, and sees to it that no other user
/// can have prepared what is in it.
final class StateDirectory {

    private static final String PRIVATE = "rwx------";
    private static final FileAttribute<Set<PosixFilePermission>> ONLY_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE));
    private static final int ROOT = 0;

    /// Of a mode: what kind of file it is (inode(7)).
    private static final int KIND = 0170000;

    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;

    private StateDirectory() {}

    /// Makes it as the user the supervisor is now.
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
            throw new StartRefused("cannot make the state directory " + directory + " as user "
                    + UserDatabase.current().name() + " (" + Reason.of(e)
                    + "); name another by statedir: in the taskmaster: section");
        }
    }

    /// What it is called, with links and without.
    static Set<Path> names(Path directory) {
        Path name = directory.toAbsolutePath().normalize();
        try {
            return name.equals(name.toRealPath()) ? Set.of(name) : Set.of(name, name.toRealPath());
        } catch (IOException _) {
            // removed already: then it is made by the name it has
            return Set.of(name);
        }
    }

    /// Closes it to others.
    static void makePrivate(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(PRIVATE));
    }

    /// Refuses, as root, places of ours that others can change: where the state is, the pid file and the socket.
    static void demandOurs(SupervisorConfig config) {
        if (UserDatabase.currentUid() != ROOT) {
            return;
        }
        Path directory = config.statedir();
        demand("the state directory", "statedir", directory, weaknesses(directory));
        demandPidFileOurs(config);
        demandSocketOurs(config);
    }

    /// Why the pid file may not be made where it belongs.
    static Optional<String> objectionToPidFile(SupervisorConfig config) {
        return objection(() -> demandPidFileOurs(config));
    }

    /// Why the socket may not be made where it belongs.
    static Optional<String> objectionToSocket(SupervisorConfig config) {
        return objection(() -> demandSocketOurs(config));
    }

    private static Optional<String> objection(Runnable demand) {
        if (UserDatabase.currentUid() != ROOT) {
            return Optional.empty();
        }
        try {
            demand.run();
            return Optional.empty();
        } catch (StartRefused refused) {
            return Optional.of(String.join("; ", refused.lines()));
        }
    }

    private static void demandPidFileOurs(SupervisorConfig config) {
        demand("the pid file", "pidfile", config.pidfile(), weaknesses(config.pidfile()));
    }

    private static void demandSocketOurs(SupervisorConfig config) {
        Path socket = config.server().socket();
        demand("the socket", "socket", socket, weaknesses(socket.resolveSibling(".")));
    }

    /// As above, before anything is made there.
    static void demandOurs(Path directory) {
        if (UserDatabase.currentUid() == ROOT) {
            demand("the state directory", "statedir", directory, weaknesses(directory));
        }
    }

    private static List<Weakness> weaknesses(Path place) {
        try {
            List<Weakness> found = new ArrayList<>(PathTrust.ROOT_ALONE.weaknesses(place, End.IS_BELIEVED));
            if (found.isEmpty() && Files.isDirectory(place)) {
                try (DirectoryStream<Path> inside = Files.newDirectoryStream(place)) {
                    for (Path entry : inside) {
                        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                            found.addAll(PathTrust.ROOT_ALONE.weaknesses(entry, End.IS_BELIEVED));
                        }
                    }
                }
            }
            return found;
        } catch (IOException e) {
            return List.of(new Weakness(place, "cannot be looked at (" + Reason.of(e) + ")", "fix that"));
        }
    }

    private static void demand(String what, String key, Path place, List<Weakness> found) {
        if (!found.isEmpty()) {
            List<String> lines = new ArrayList<>();
            lines.add("cannot use " + what + " " + place + ": " + PathTrust.objection(found));
            PathTrust.commands(found).ifPresent(commands -> lines.add("make it so: " + commands));
            lines.add((lines.size() > 1 ? "or name" : "name") + " another by " + key
                    + ": in the taskmaster: section, where only root can write");
            throw new StartRefused(lines);
        }
    }

    /// Makes it while still root, and hands it with what is in it to `owner`. For a directory whose parent only
    /// root may write.
    ///
    /// Whom it belonged to until now may have put links into it, also further names of files of root's, which
    /// would be given away or become root's own. So it is taken from them first, and looked at then.
    static void makeFor(User owner, Path directory) {
        make(directory);
        try {
            if (number(directory, "uid") == owner.uid()) {
                return;
            }
            List<Path> content = new ArrayList<>();
            take(directory, content);
            for (Path file : content) {
                give(file, owner);
            }
        } catch (IOException e) {
            throw new StartRefused(
                    "cannot give the state directory " + directory + " to " + owner.name() + ": " + Reason.of(e));
        }
    }

    /// Makes a directory root's, and finds everything in it, what is furthest inside first.
    private static void take(Path directory, List<Path> content) throws IOException {
        Files.setAttribute(directory, "unix:uid", ROOT, LinkOption.NOFOLLOW_LINKS);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(PRIVATE));
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(directory)) {
            for (Path entry : inside) {
                switch (number(entry, "mode") & KIND) {
                    case DIRECTORY -> take(entry, content);
                    case REGULAR, FIFO, SOCKET -> {
                        if (number(entry, "nlink") > 1) {
                            throw planted(entry, "it has another name, maybe that of a file of root's");
                        }
                        content.add(entry);
                    }
                    default -> throw planted(entry, "it is a link or a device");
                }
            }
        }
        content.add(directory);
    }

    private static StartRefused planted(Path entry, String why) {
        return new StartRefused(
                "cannot use " + entry + ", which a previous owner of the state directory has put there: " + why
                        + "; remove it: rm " + PathTrust.quoted(entry));
    }

    private static void give(Path file, User owner) throws IOException {
        Files.setAttribute(file, "unix:uid", owner.uid(), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
    }

    private static int number(Path file, String what) throws IOException {
        Map<String, Object> seen = Files.readAttributes(file, "unix:" + what, LinkOption.NOFOLLOW_LINKS);
        return ((Number) java.util.Objects.requireNonNull(seen.get(what))).intValue();
    }
}
