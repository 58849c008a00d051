package org.taskmaster.logs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.taskmaster.model.ProcessName;

/// Reports how it goes with the output of those for whom that has changed; of bytes that are lost one after
/// another, now and then.
final class HealthReports {

    private static final long TELL_AGAIN = 1_000_000_000;

    private final Consumer<OutputReport> reports;
    private final Map<ProcessName, Told> told = new HashMap<>();
    private final Set<ProcessName> toTell = new HashSet<>();

    /// What was reported last of a process, and when.
    private record Told(Optional<OutputReport> report, long at) {
        static final Told NOTHING = new Told(Optional.empty(), 0);
    }

    HealthReports(Consumer<OutputReport> reports) {
        this.reports = reports;
    }

    /// There may be something to report of this process.
    void changed(ProcessName process) {
        toTell.add(process);
    }

    /// This process is forgotten, or has another name.
    void forget(ProcessName process) {
        told.remove(process);
        toTell.remove(process);
    }

    /// In trouble there is always another turn soon, and so another call of this.
    ///
    /// @param present how it goes with a process
    void tell(long now, Function<ProcessName, OutputReport> present) {
        if (toTell.isEmpty()) {
            return;
        }
        Set<ProcessName> later = new HashSet<>();
        for (ProcessName process : toTell) {
            OutputReport report = present.apply(process);
            Told before = told.getOrDefault(process, Told.NOTHING);
            boolean onlyMore = before.report().isPresent()
                    && before.report().get().trouble().equals(report.trouble());
            if (onlyMore && now - before.at() < TELL_AGAIN) {
                later.add(process);
            } else if (!before.report().equals(Optional.of(report))) {
                told.put(process, new Told(Optional.of(report), now));
                reports.accept(report);
            }
        }
        toTell.clear();
        toTell.addAll(later);
    }
}
