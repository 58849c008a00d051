package org.taskmaster.main;

import java.io.IOException;
import java.nio.file.Path;
import org.taskmaster.journal.DisabledFile;
import org.taskmaster.linux.UserDatabase;
import org.taskmaster.model.Reason;

/// Where it is kept which processes are disabled.
final class DisabledPlace {

    private DisabledPlace() {}

    /// To be called with the state directory locked.
    static DisabledFile.Opened open(Path statedir) {
        return DisabledFile.open(path(statedir), UserDatabase.currentUid());
    }

    /// Where it is.
    static Path path(Path statedir) {
        return statedir.resolve("disabled");
    }

    /// Puts the file back when it is gone.
    static Restored restore(DisabledFile disabled) {
        if (disabled.isInPlace()) {
            return new Restored.InPlace();
        }
        try {
            disabled.restore();
            return new Restored.Anew("the list of disabled processes " + disabled.path()
                    + " was gone; written again (what is not to be in it any more, enable takes out)");
        } catch (IOException e) {
            return new Restored.Refused("the list of disabled processes " + disabled.path()
                    + " is gone, and the next supervisor would start them: " + Reason.of(e) + "; fix that, then "
                    + Obstruction.lookAgain());
        }
    }
}
