package org.taskmaster.config;

import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.config.Node.Scalar;
import org.taskmaster.config.StreamSettings.Rotation;
import org.taskmaster.config.StreamSettings.Target;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Stream;

/// Reads what is written about a stream of output.
final class StreamReader {

    private static final String NULL_DEVICE = "/dev/null";
    private static final String NONE = "none";
    private static final String AUTO = "auto";

    private final Settings settings;
    private final ExpandedTexts texts;

    StreamReader(Settings settings, ExpandedTexts texts) {
        this.settings = settings;
        this.texts = texts;
    }

    /// @param target where it goes
    StreamSettings read(Stream stream, Target target) {
        return new StreamSettings(
                target,
                settings.size(StreamOption.MAXBYTES.of(stream)),
                boxed(settings.number(StreamOption.BACKUPS.of(stream), 0, ConfigBounds.BACKUPS)),
                settings.word(StreamOption.ROTATE.of(stream), Rotation.values(), "a time to rotate"),
                settings.flag(StreamOption.COMPRESS.of(stream)),
                settings.size(StreamOption.TOTAL.of(stream)),
                settings.word(StreamOption.FORMAT.of(stream), LineFormat.values(), "a format"),
                settings.flag(StreamOption.STRIP_ANSI.of(stream)),
                settings.flag(StreamOption.CONSOLE.of(stream)),
                syslog(StreamOption.SYSLOG.of(stream)));
    }

    /// Where a stream goes.
    Target target(Stream stream) {
        KeySpec key = StreamOption.TARGET.of(stream);
        Optional<Scalar> scalar = settings.scalar(key);
        if (scalar.isEmpty()) {
            return settings.has(key) ? new Target.Unreadable() : new Target.Nowhere();
        }
        String text = scalar.get().text();
        if (text.equalsIgnoreCase(NONE) || text.equals(NULL_DEVICE)) {
            return new Target.Nowhere();
        }
        if (text.equalsIgnoreCase(AUTO)) {
            return new Target.Auto();
        }
        return texts.path(key, scalar.get())
                .<Target>map(
                        path -> isDevice(path.pathFor(0).toString()) ? new Target.Device(path) : new Target.File(path))
                .orElseGet(Target.Unreadable::new);
    }

    /// Whether the standard error is to go where the standard output goes, in so many words.
    boolean followsStdout() {
        return settings.nodeOrNothing(StreamOption.TARGET.of(Stream.STDERR))
                .filter(node -> node instanceof Scalar scalar && scalar.text().equals(Stream.STDOUT.word()))
                .isPresent();
    }

    /// Names decide: what is there may not be there yet.
    private static boolean isDevice(String path) {
        return path.startsWith("/proc/") || path.startsWith("/dev/") && !path.startsWith("/dev/shm/");
    }

    private Optional<SyslogAddress> syslog(KeySpec key) {
        Optional<Scalar> scalar = settings.scalar(key);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        SyslogAddress address = SyslogAddress.read(scalar.get().text().strip());
        if (address instanceof SyslogAddress.Unreadable(String what, String remedy)) {
            settings.refuse(key, scalar.get(), what, remedy);
            return Optional.empty();
        }
        return Optional.of(address);
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
