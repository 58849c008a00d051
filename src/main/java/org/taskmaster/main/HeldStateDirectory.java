package org.taskmaster.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.taskmaster.linux.User;
import org.taskmaster.linux.UserDatabase;
import org.taskmaster.model.Reason;

/// The state directory of a supervisor that runs: whether it is still the one that was taken at the start.
final class HeldStateDirectory {

    private final Path directory;
    private final OneSupervisor one;
    private Optional<Object> identity;

    /// @param one has it locked
    HeldStateDirectory(Path directory, OneSupervisor one) {
        this.directory = directory;
        this.one = one;
        this.identity = present();
    }

    /// Whether its path still leads to it.
    boolean isInPlace() {
        return identity.isPresent() && present().equals(identity);
    }

    /// Makes it anew when it is gone, as at the start. Whatever is in its place is left alone, unless it is a
    /// directory of ours, which an operator may have put there.
    ///
    /// @param demandOurs throws [StartRefused] when others can change it
    Restored restore(Runnable demandOurs) {
        if (isInPlace()) {
            return new Restored.InPlace();
        }
        try {
            Optional<Obstruction> found = Obstruction.at(directory);
            Optional<String> objection = found.flatMap(HeldStateDirectory::objection);
            if (objection.isPresent()) {
                return refused(
                        "there is " + objection.get() + " of that name; without it no client finds the supervisor: "
                                + Obstruction.thenLookAgain(found.orElseThrow().remedy()));
            }
            StateDirectory.make(directory);
            // One of ours may have come with a log that was made anew, for all to look into.
            StateDirectory.makePrivate(directory);
            demandOurs.run();
            Optional<String> trouble = one.lockAgain(directory);
            if (trouble.isPresent()) {
                return refused(trouble.get() + "; end that, then " + Obstruction.lookAgain());
            }
            identity = present();
            return new Restored.Anew("the state directory " + directory
                    + (found.isEmpty()
                            ? " was gone; made again"
                            : " was replaced by another of ours; used from now on, with mode 700"));
        } catch (StartRefused refused) {
            return refused(String.join("; ", refused.lines()) + "; then " + Obstruction.lookAgain());
        } catch (IOException e) {
            return refused(Reason.of(e) + "; fix that, then " + Obstruction.lookAgain());
        }
    }

    private Restored refused(String why) {
        return new Restored.Refused("the state directory " + directory + " is gone: " + why);
    }

    private static Optional<String> objection(Obstruction found) {
        if (!found.isDirectory()) {
            return Optional.of(found.what());
        }
        return found.owner() == UserDatabase.currentUid()
                ? Optional.empty()
                : Optional.of("a directory of user " + name(found.owner()));
    }

    private static String name(int uid) {
        return UserDatabase.find(Integer.toString(uid)).map(User::name).orElse(Integer.toString(uid));
    }

    private Optional<Object> present() {
        try {
            return Optional.of(Files.readAttributes(directory, "unix:dev,ino"));
        } catch (IOException _) {
            // What cannot be looked at is not in its place; why, is found out when it is made.
            return Optional.empty();
        }
    }
}
