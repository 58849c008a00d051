package org.taskmaster.config;

import java.util.Optional;
import org.taskmaster.config.ExpandedTexts.PathTemplate;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.KeptFile.Period;

/// What is written about one stream of output, with nothing filled in.
record StreamSettings(
        Target target,
        Optional<ByteSize> maxBytes,
        Optional<Integer> backups,
        Optional<Rotation> rotate,
        Optional<Boolean> compress,
        Optional<ByteSize> total,
        Optional<LineFormat> format,
        Optional<Boolean> stripAnsi,
        Optional<Boolean> console,
        Optional<SyslogAddress> syslog) {

    /// Where it goes.
    sealed interface Target {

        /// Nowhere.
        record Nowhere() implements Target {}

        /// Into a file of our choice.
        record Auto() implements Target {}

        /// Into a file.
        record File(PathTemplate path) implements Target {}

        /// To something that is no file, and can only be written to.
        record Device(PathTemplate path) implements Target {}

        /// Something that could not be read, and was reported.
        record Unreadable() implements Target {}

        /// The path that is written.
        default Optional<PathTemplate> written() {
            return switch (this) {
                case File(PathTemplate path) -> Optional.of(path);
                case Device(PathTemplate path) -> Optional.of(path);
                case Nowhere _, Auto _, Unreadable _ -> Optional.empty();
            };
        }

        /// Whether two paths lead to one place; what is written may differ.
        default boolean meets(Target other) {
            return written().isPresent()
                    && other.written().isPresent()
                    && written().get().pathFor(0).equals(other.written().get().pathFor(0))
                    && written().get().pathFor(1).equals(other.written().get().pathFor(1));
        }
    }

    /// When a file is rotated for its age.
    enum Rotation {
        NONE,
        HOURLY,
        DAILY,
        WEEKLY;

        Optional<Period> period() {
            return switch (this) {
                case NONE -> Optional.empty();
                case HOURLY -> Optional.of(Period.HOURLY);
                case DAILY -> Optional.of(Period.DAILY);
                case WEEKLY -> Optional.of(Period.WEEKLY);
            };
        }
    }

    boolean strips() {
        return stripAnsi.orElse(false);
    }

    boolean toConsole() {
        return console.orElse(false);
    }

    boolean toSyslog() {
        return syslog.filter(address -> !(address instanceof SyslogAddress.Nowhere))
                .isPresent();
    }

    LineFormat formatOrRaw() {
        return format.orElse(LineFormat.RAW);
    }

    Optional<Period> period() {
        return rotate.flatMap(Rotation::period);
    }

    /// Whether any key asks for a rotation.
    boolean asksForRotation() {
        return maxBytes.filter(StreamSettings::some).isPresent()
                || backups.isPresent()
                || period().isPresent()
                || compress.orElse(false)
                || total.filter(StreamSettings::some).isPresent();
    }

    private static boolean some(ByteSize size) {
        return size.bytes() > 0;
    }
}
