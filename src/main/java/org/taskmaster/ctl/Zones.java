package org.taskmaster.ctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;

/// The time zones of callers on this machine, as a JVM of theirs would find them.
final class Zones {

    private static final Path OF_THE_MACHINE = Path.of("/etc/localtime");

    private final String ours = Objects.requireNonNullElse(System.getenv("TZ"), "");
    private final Instant since = Instant.now();

    /// The zone of a caller.
    ///
    /// @param variable its TZ; empty: that of the machine
    /// @return empty when that needs a JVM of the caller's
    Optional<ZoneId> of(String variable) {
        if (variable.equals(ours)) {
            return variable.isEmpty() && hasChanged() ? Optional.empty() : Optional.of(ZoneId.systemDefault());
        }
        return !variable.isEmpty() && Arrays.asList(TimeZone.getAvailableIDs()).contains(variable)
                ? Optional.of(TimeZone.getTimeZone(variable).toZoneId())
                : Optional.empty();
    }

    /// A JVM finds out about its zone only once.
    private boolean hasChanged() {
        try {
            FileTime changed = (FileTime) Files.getAttribute(OF_THE_MACHINE, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            return changed.toInstant().isAfter(since);
        } catch (IOException _) {
            // Where there is none, it is not known whether there was one.
            return true;
        }
    }
}
