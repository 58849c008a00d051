package org.taskmaster.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.taskmaster.config.ConfigLoader;
import org.taskmaster.config.LoadResult;
import org.taskmaster.host.PathTrust;
import org.taskmaster.host.PathTrust.End;
import org.taskmaster.host.PathTrust.Weakness;
import org.taskmaster.linux.GroupDatabase;
import org.taskmaster.linux.User;
import org.taskmaster.linux.UserDatabase;
import org.taskmaster.main.Identity.Notice;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Problem;
import org.taskmaster.model.Reason;
import org.taskmaster.model.ShellWord;

/// The configuration file: what it says, and whether those who can change it may decide that.
///
/// It decides whom root becomes and what that user runs. So what root reads must be in the hands of root and of
/// that user only, from the directory `/` on. Where it names no user, and root becomes nobody, there is
/// little to be had, and a word about it is enough.
///
/// @param file absolute, since its problems may be read later from another directory
record ConfigurationFile(Path file) {

    private static final int ROOT = 0;

    /// Where configurations are that only root can change.
    private static final Path SYSTEM = Path.of("/etc/taskmaster");

    ConfigurationFile {
        file = file.toAbsolutePath().normalize();
    }

    /// Reads it, at the start.
    Configuration atStart(Machine machine) {
        return switch (ConfigLoader.load(file, machine)) {
            case LoadResult.Loaded(Configuration configuration) -> configuration;
            case LoadResult.Rejected(List<Problem> problems) ->
                throw new StartRefused(problems.stream().map(Problem::text).toList());
        };
    }

    /// Reads it again. A supervisor that stayed root looks each time at who may have changed it.
    LoadResult again(Machine machine) {
        LoadResult result = ConfigLoader.load(file, machine);
        if (!(result instanceof LoadResult.Loaded) || machine.currentUid() != ROOT) {
            return result;
        }
        List<Weakness> found = weaknesses(PathTrust.ROOT_ALONE);
        return found.isEmpty()
                ? result
                : new LoadResult.Rejected(List.of(new Problem(file, 0, 0, objection(found), remedy(found))));
    }

    /// Whether root may take what was read from it.
    ///
    /// @param user whom root becomes
    /// @param named whether the file named that user
    /// @return something to be said about it
    /// @throws StartRefused when another user decides what is in it
    Optional<Notice> permit(User user, boolean named) {
        List<Weakness> found = weaknesses(trust(user));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (named) {
            throw new StartRefused(List.of(file + ": " + objection(found), remedy(found)));
        }
        return Optional.of(new Notice(
                LogLevel.WARN,
                "others than root decide what " + user.name() + " runs, as they can change " + file + ": "
                        + PathTrust.places(found)));
    }

    /// What keeps root from starting with it, for who only wants to know whether it is right.
    List<String> doubts(Machine machine, Configuration configuration) {
        if (!machine.maySwitchUser()) {
            return List.of();
        }
        Optional<String> named = configuration.supervisor().user();
        try {
            User user = Identity.decide(machine.account(), named).user();
            return permit(user, named.isPresent()).map(Notice::text).stream().toList();
        } catch (StartRefused refused) {
            return refused.lines();
        }
    }

    private List<Weakness> weaknesses(PathTrust trust) {
        try {
            List<Weakness> found = trust.weaknesses(file, End.IS_BELIEVED);
            // What is gone again cannot be looked at.
            return found.isEmpty() && Files.notExists(file, LinkOption.NOFOLLOW_LINKS)
                    ? List.of(new Weakness(file, "is gone again", "put it there again"))
                    : found;
        } catch (IOException e) {
            return List.of(new Weakness(file, "cannot be looked at (" + Reason.of(e) + ")", "fix that"));
        }
    }

    /// Beside root the one whom root becomes, with a group that is theirs alone.
    private static PathTrust trust(User user) {
        if (user.uid() == ROOT) {
            return PathTrust.ROOT_ALONE;
        }
        boolean ownGroup = GroupDatabase.find(user.name()).equals(OptionalInt.of(user.gid()));
        return new PathTrust(Set.of(ROOT, user.uid()), ownGroup ? Set.of(ROOT, user.gid()) : Set.of(ROOT));
    }

    /// For what we run: it is in the hands of root and of the user that we are now.
    static PathTrust trustOfOurs() {
        return trust(UserDatabase.current());
    }

    private static String objection(List<Weakness> found) {
        return "root takes no orders that others can change: " + PathTrust.places(found);
    }

    /// The owner of a directory on the way needs it: there, the only way is another place.
    private String remedy(List<Weakness> found) {
        Path copy = SYSTEM.resolve(file.getFileName());
        String move = "put it where only root can write (relative paths in it begin there, then): mkdir -p " + SYSTEM
                + " && cp -i " + ShellWord.of(file) + " " + ShellWord.of(copy) + ", and start with -c "
                + ShellWord.of(copy);
        return PathTrust.commands(found)
                .map(commands -> "put it where only root can write, or make this place so: " + commands)
                .orElse(move);
    }
}
