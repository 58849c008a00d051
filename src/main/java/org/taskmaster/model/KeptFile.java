package org.taskmaster.model;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// A file of captured output, and how it is kept from growing for ever.
///
/// @param path its name; older ones are named `path.1`, `path.2`, …, with `.gz` when compressed
/// @param maxBytes when the next line would make it longer, it is set aside; 0: never for its size
/// @param backups how many older ones are kept; 0: it is emptied instead of being set aside
/// @param every it is set aside when such a span of local time is over; empty: never for its age
/// @param compress whether older ones are compressed
/// @param total how many bytes it and the older ones may take together: the oldest go first; 0: no bound
/// @param owner whom new files belong to, as `user` or `user:group`; empty: the supervisor's own user
/// @param mode the permissions of new files; empty: 0666 less the supervisor's umask
public record KeptFile(
        Path path,
        ByteSize maxBytes,
        int backups,
        Optional<Period> every,
        boolean compress,
        ByteSize total,
        Optional<String> owner,
        OptionalInt mode) {

    /// A span of local time that ends where a clock or a calendar says so.
    public enum Period {
        HOURLY,
        DAILY,
        /// Ends with Sunday.
        WEEKLY
    }

    /// A file that grows for ever.
    public static KeptFile unrotated(Path path) {
        return new KeptFile(
                path,
                new ByteSize(0),
                0,
                Optional.empty(),
                false,
                new ByteSize(0),
                Optional.empty(),
                OptionalInt.empty());
    }

    /// Whether it is ever set aside.
    public boolean rotates() {
        return maxBytes.bytes() > 0 || every.isPresent();
    }

    /// The same in another place.
    public KeptFile at(Path elsewhere) {
        return new KeptFile(elsewhere, maxBytes, backups, every, compress, total, owner, mode);
    }
}
