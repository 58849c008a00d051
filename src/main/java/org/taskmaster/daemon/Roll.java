package org.taskmaster.daemon;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.taskmaster.events.Event.Listing;

/// Which programs are in the fleet, told to whoever follows it: a program is added when it is called
/// up, and removed when its last process is gone.
final class Roll {

    private final Reporter reporter;
    private final Fleet fleet;
    private Set<String> wanted = Set.of();

    Roll(Reporter reporter, Fleet fleet) {
        this.reporter = reporter;
        this.fleet = fleet;
    }

    /// Puts `programs` in the place of those there were.
    void call(List<String> programs) {
        Set<String> before = wanted;
        wanted = new HashSet<>(programs);
        fleet.setPrograms(programs);
        before.forEach(this::noteGone);
        for (String program : programs) {
            if (!before.contains(program)) {
                tell(program, Listing.ADDED);
            }
        }
    }

    /// Whether the program is supervised, or is to be.
    boolean has(String program) {
        return wanted.contains(program);
    }

    /// A process of `program`, or the program itself, may be gone for good.
    void noteGone(String program) {
        if (!wanted.contains(program) && !fleet.hasProcessOf(program)) {
            tell(program, Listing.REMOVED);
        }
    }

    private void tell(String program, Listing listing) {
        reporter.listed(program, listing);
    }
}
