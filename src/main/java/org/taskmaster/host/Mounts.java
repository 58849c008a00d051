package org.taskmaster.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is mounted where: a container gets its configuration and its data from outside, from a user who has
/// no account in it, and often so that no process in it can change them. Who mounted them there was root.
///
/// [proc_pid_mountinfo(5)](https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html)
final class Mounts {

    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final Path ROOT = Path.of("/");
    private static final int DEVICE = 2;
    private static final int INSIDE = 3;
    private static final int POINT = 4;
    private static final int OPTIONS = 5;

    private final List<Mount> mounts;

    private Mounts(List<Mount> mounts) {
        this.mounts = mounts;
    }

    /// @param inside which directory or file of its file system it shows
    private record Mount(String device, Path inside, Path point, boolean readOnly) {

        /// Where `place` is in the file system.
        Path placeInside(Path place) {
            return inside.resolve(point.relativize(place)).normalize();
        }
    }

    static Mounts now() throws IOException {
        List<Mount> mounts = new ArrayList<>();
        for (String line : Files.readAllLines(TABLE, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            String[] words = line.split(" ");
            mounts.add(new Mount(
                    words[DEVICE],
                    Path.of(unescaped(words[INSIDE])),
                    Path.of(unescaped(words[POINT])),
                    List.of(words[OPTIONS].split(",")).contains("ro")));
        }
        return new Mounts(mounts);
    }

    /// Whether no process on this machine can write there, to whichever user it belongs.
    boolean isReadOnly(Path place) {
        Mount mount = of(place);
        Path inside = mount.placeInside(place);
        return mount.readOnly()
                && mounts.stream()
                        .filter(other -> other.device().equals(mount.device()) && !other.readOnly())
                        .noneMatch(other -> inside.startsWith(other.inside()));
    }

    /// Whether it belongs to whom a volume belongs to that it is in, who has no account here.
    boolean isOfForeignVolume(Path place, PathEntry there) throws IOException {
        Mount mount = of(place);
        return there.isForeign()
                && !mount.point().equals(ROOT)
                && PathEntry.at(mount.point()).owner() == there.owner();
    }

    /// The last of those that lead furthest: it lies over the others.
    private Mount of(Path place) {
        Mount best = new Mount("", ROOT, ROOT, false);
        for (Mount mount : mounts) {
            if (place.startsWith(mount.point())
                    && mount.point().getNameCount() >= best.point().getNameCount()) {
                best = mount;
            }
        }
        return best;
    }

    /// Blanks and the like are written as `\\040`.
    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 3 < text.length()) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
