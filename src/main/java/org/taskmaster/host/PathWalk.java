package org.taskmaster.host;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.taskmaster.host.PathTrust.End;
import org.taskmaster.host.PathTrust.Weakness;

/// The steps that the kernel takes from `/` to where a path leads, and what others have in their hands of them.
final class PathWalk {

    /// As many as the kernel follows.
    private static final int MOST_LINKS = 40;

    private static final Path ROOT = Path.of("/");
    /// What is in there is the kernel's, and its links lead to what has no name.
    private static final Path PROC = Path.of("/proc");

    private final PathTrust trust;
    private final Path name;
    private final End end;
    private final Deque<Path> ahead = new ArrayDeque<>();
    private final List<Weakness> found = new ArrayList<>();
    private Path at = ROOT;
    private PathEntry here;
    private int links;

    PathWalk(PathTrust trust, Path name, End end) throws IOException {
        this.trust = trust;
        this.name = name;
        this.end = end;
        name.toAbsolutePath().forEach(ahead::add);
        here = arrived(ROOT, PathEntry.at(ROOT));
    }

    List<Weakness> weaknesses() throws IOException {
        while (!ahead.isEmpty()) {
            String step = ahead.removeFirst().toString();
            if (step.equals("..")) {
                at = Objects.requireNonNullElse(at.getParent(), ROOT);
                here = PathEntry.at(at);
            } else if (!step.equals(".") && !went(at.resolve(step))) {
                break;
            }
        }
        return List.copyOf(found);
    }

    /// @return whether there is a way on
    private boolean went(Path next) throws IOException {
        if (next.startsWith(PROC)) {
            return false;
        }
        PathEntry there;
        try {
            there = PathEntry.at(next);
        } catch (NoSuchFileException _) {
            return false;
        }
        if (there.isLink()) {
            follow(next, there);
        } else if (end == End.IS_APPENDED_TO && ahead.isEmpty() && !there.isDirectory()) {
            lookAtLog(next, there);
        } else {
            at = next;
            here = arrived(next, there);
        }
        return true;
    }

    private void follow(Path link, PathEntry there) throws IOException {
        if (++links > MOST_LINKS) {
            throw new FileSystemLoopException(name.toString());
        }
        if (!trust.users().contains(there.owner())) {
            noteOwner(link, there, "is a symbolic link of user " + there.ownerName(), removed(link));
        }
        Path target = Files.readSymbolicLink(link);
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
            ahead.addFirst(target.getName(i));
        }
        if (target.isAbsolute()) {
            at = ROOT;
            here = PathEntry.at(ROOT);
        }
    }

    /// Where no other user may make files, one may have been given to any.
    private void lookAtLog(Path log, PathEntry there) throws IOException {
        if (!here.othersWrite(trust)) {
            return;
        }
        if (!trust.users().contains(there.owner())) {
            noteOwner(log, there, "belongs to user " + there.ownerName(), removed(log));
        } else if (there.links() > 1) {
            found.add(new Weakness(
                    log, "has another name, maybe that of a file of root's", "rm " + PathTrust.quoted(log)));
        }
    }

    private PathEntry arrived(Path place, PathEntry there) throws IOException {
        if (!trust.users().contains(there.owner())) {
            noteOwner(place, there, "belongs to user " + there.ownerName(), taken(place, there));
        }
        if (there.othersChange(trust, place) && !Mounts.now().isReadOnly(place)) {
            String who = there.worldWrites() ? "every user" : "group " + there.groupName();
            found.add(new Weakness(place, "can be written by " + who, "chmod go-w " + PathTrust.quoted(place)));
        }
        return there;
    }

    private static Optional<String> removed(Path path) {
        return Optional.of("rm " + PathTrust.quoted(path));
    }

    /// What the path is for may become root's. A directory on the way to it is there for other things too,
    /// which its owner could not do any more, and without their home they could not even log in.
    private Optional<String> taken(Path place, PathEntry there) throws IOException {
        boolean theirs = there.isDirectory() && (!ahead.isEmpty() || Homes.contain(place));
        return theirs ? Optional.empty() : Optional.of("chown root " + PathTrust.quoted(place));
    }

    private void noteOwner(Path place, PathEntry there, String why, Optional<String> remedy) throws IOException {
        Mounts mounts = Mounts.now();
        if (!mounts.isReadOnly(place) && !mounts.isOfForeignVolume(place, there)) {
            found.add(new Weakness(place, why, remedy));
        }
    }
}
