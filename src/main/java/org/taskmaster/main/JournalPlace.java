package org.taskmaster.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.taskmaster.journal.End;
import org.taskmaster.journal.Entry;
import org.taskmaster.journal.JournalFile;
import org.taskmaster.journal.Owner;
import org.taskmaster.linux.RunMarks;
import org.taskmaster.linux.UserDatabase;
import org.taskmaster.model.Reason;

/// Where the journal is, and where what it tells is true.
final class JournalPlace {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PROCESSES = Path.of("/proc/self/ns/pid");
    private static final Path CLOCKS = Path.of("/proc/self/ns/time");

    private JournalPlace() {}

    /// To be called with the state directory locked.
    ///
    /// @throws StartRefused when a guardian has started us, and another supervisor has ended in good order
    /// meanwhile: it has removed its journal, or has left it for one that a person starts
    static JournalFile.Opened open(Path statedir, Launcher launcher) {
        Path path = path(statedir);
        boolean again = launcher.occasion().isPresent();
        if (again && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw launcher.notNeeded();
        }
        JournalFile.Opened opened =
                JournalFile.open(path, new Owner(here(), UserDatabase.currentUid(), RunMarks.newInstance()));
        if (again && opened.end() == End.HANDED_OVER) {
            opened.journal().close();
            throw launcher.notNeeded();
        }
        if (opened.end() != End.NONE) {
            // That was how the one before ended.
            opened.journal().ends(End.NONE);
        }
        return opened;
    }

    /// What a start of user `uid` would find there; nothing is changed.
    static Optional<JournalFile.Seen> look(Path statedir, int uid) throws IOException {
        return JournalFile.look(path(statedir), new Owner(here(), uid, RunMarks.newInstance()));
    }

    /// Where it is.
    static Path path(Path statedir) {
        return statedir.resolve("journal");
    }

    /// The marks of what may run still.
    ///
    /// @param former what the journal has
    static Set<String> marks(Owner owner, Collection<Entry> former) {
        return former.stream()
                .filter(Entry::mayRun)
                .map(entry -> RunMarks.of(owner.instance(), entry.run()))
                .collect(Collectors.toSet());
    }

    /// Puts the file back when it is gone. Nothing else that has its name is touched.
    static Restored restore(JournalFile journal) {
        if (journal.isInPlace()) {
            return new Restored.InPlace();
        }
        try {
            Optional<Obstruction> found = Obstruction.at(journal.path());
            if (found.isPresent()) {
                return refused(
                        journal,
                        "there is " + found.get().what() + " of that name; "
                                + Obstruction.thenLookAgain(found.get().remedy()));
            }
            journal.restore();
            return new Restored.Anew("the journal " + journal.path() + " was gone; written again");
        } catch (IOException e) {
            return refused(journal, Reason.of(e) + "; fix that, then " + Obstruction.lookAgain());
        }
    }

    private static Restored refused(JournalFile journal, String why) {
        return new Restored.Refused("the journal " + journal.path()
                + " is gone, and a supervisor that comes after this one would not know its processes: " + why);
    }

    /// Names this boot of this machine, and in it the numbers of processes and the clock that are ours: a container may
    /// have its own. Where the system does not tell, no other supervisor is ever here.
    private static String here() {
        try {
            String clocks = Files.isSymbolicLink(CLOCKS) ? target(CLOCKS) : "";
            return Files.readString(BOOT).strip() + " " + target(PROCESSES) + " " + clocks;
        } catch (IOException _) {
            return UUID.randomUUID().toString();
        }
    }

    private static String target(Path link) throws IOException {
        return Files.readSymbolicLink(link).toString();
    }
}
