package org.taskmaster.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// What is to be known of a file, directory or link to say who can change it.
record PathEntry(int mode, int owner, int group, int links, String ownerName, String groupName) {

    private static final int KIND = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;
    private static final int STICKY = 01000;
    private static final int GROUP_WRITES = 0020;
    private static final int WORLD_WRITES = 0002;

    /// Whose group may write there is the distribution's business: at some, that of its log daemon.
    private static final Path LOGS = Path.of("/var/log");

    /// Looks at it.
    static PathEntry at(Path path) throws IOException {
        Map<String, Object> seen =
                Files.readAttributes(path, "unix:mode,uid,gid,nlink,owner,group", LinkOption.NOFOLLOW_LINKS);
        return new PathEntry(
                number(seen, "mode"),
                number(seen, "uid"),
                number(seen, "gid"),
                number(seen, "nlink"),
                String.valueOf(seen.get("owner")),
                String.valueOf(seen.get("group")));
    }

    boolean isDirectory() {
        return (mode & KIND) == DIRECTORY;
    }

    boolean isLink() {
        return (mode & KIND) == LINK;
    }

    boolean worldWrites() {
        return (mode & WORLD_WRITES) != 0;
    }

    /// Whether others can change what is there; in a sticky directory, only what is their own.
    boolean othersChange(PathTrust trust, Path place) {
        boolean sticky = isDirectory() && (mode & STICKY) != 0;
        boolean ofTheSystem = place.equals(LOGS) && !worldWrites();
        return othersWrite(trust) && !sticky && !ofTheSystem;
    }

    /// Whether others may write there at all.
    boolean othersWrite(PathTrust trust) {
        return worldWrites() || (mode & GROUP_WRITES) != 0 && !trust.groups().contains(group);
    }

    /// Whether its owner has no account on this machine.
    boolean isForeign() {
        return ownerName.equals(Integer.toString(owner));
    }

    private static int number(Map<String, Object> seen, String name) {
        return ((Number) Objects.requireNonNull(seen.get(name))).intValue();
    }
}
