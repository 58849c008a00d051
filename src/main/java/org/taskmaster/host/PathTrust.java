package org.taskmaster.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.taskmaster.model.ShellWord;

/// Whom a path may depend on: on every user who could put another file where it leads.
///
/// Those are the owners of the directories from `/` on, of links on the way and of what the path ends at, and
/// all others who may write there. In a directory like `/tmp`, where every user may make files but not take away
/// those of others, it depends on whose the next step is. Only root has to ask this: who is not root has no
/// power that their programs do not have.
///
/// @param users whose files and directories are fine
/// @param groups groups that may write them: no other users are in them
public record PathTrust(Set<Integer> users, Set<Integer> groups) {

    /// None but root.
    public static final PathTrust ROOT_ALONE = new PathTrust(Set.of(0), Set.of(0));

    public PathTrust {
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
    }

    /// What is at the end of a path.
    public enum End {
        /// What it says is believed, so that no other user may write it.
        IS_BELIEVED,
        /// It is only appended to, so that it may belong to any user; but no other may have put it there.
        IS_APPENDED_TO
    }

    /// Something on the way that others have in their hands.
    ///
    /// @param place the directory, link or file
    /// @param why as `belongs to user games`
    /// @param remedy a command for root's shell that makes it right; empty when whatever does would take
    /// something from others that they need
    public record Weakness(Path place, String why, Optional<String> remedy) {

        /// One that can be mended.
        public Weakness(Path place, String why, String remedy) {
            this(place, why, Optional.of(remedy));
        }
    }

    /// Every weakness of the way to `name`, which need not be there.
    ///
    /// @throws IOException when the way cannot be looked at
    public List<Weakness> weaknesses(Path name, End end) throws IOException {
        return new PathWalk(this, name, end).weaknesses();
    }

    /// Refuses a path that depends on others.
    ///
    /// @throws Untrusted whose message says what, why, and how it is made right
    public void demand(Path name, End end) throws IOException {
        List<Weakness> found = weaknesses(name, end);
        if (!found.isEmpty()) {
            throw new Untrusted(words(found));
        }
    }

    /// What others have in their hands, and the commands that change it.
    public static String words(List<Weakness> found) {
        return objection(found) + commands(found).map(line -> ": " + line).orElse("");
    }

    /// What others have in their hands.
    public static String objection(List<Weakness> found) {
        return places(found) + "; root uses only what no other user can change";
    }

    /// What others have in their hands, and nothing else.
    public static String places(List<Weakness> found) {
        return found.stream()
                .map(weakness -> weakness.place() + " " + weakness.why())
                .collect(Collectors.joining(", "));
    }

    /// A line for root's shell that makes it right; empty when another place is the only way.
    public static Optional<String> commands(List<Weakness> found) {
        List<String> remedies =
                found.stream().flatMap(weakness -> weakness.remedy().stream()).toList();
        return remedies.size() < found.size()
                ? Optional.empty()
                : Optional.of(remedies.stream().distinct().collect(Collectors.joining("; ")));
    }

    /// As a word for the shell.
    public static String quoted(Path path) {
        return ShellWord.of(path);
    }
}
