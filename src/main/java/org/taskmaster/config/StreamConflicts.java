package org.taskmaster.config;

import java.util.List;
import org.taskmaster.config.ExpandedTexts.PathTemplate;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Stream;

/// Says which settings of a stream make no sense where it goes.
///
/// @param speaking the streams that the settings may be written for: both when they are one
record StreamConflicts(Settings settings, List<Stream> speaking) {

    /// It goes to no file.
    void aboutNoFile(StreamSettings stream) {
        String remedy = "write `" + speaking.getFirst().word() + ": auto` or a path, or remove the line";
        for (StreamOption option : StreamOption.values()) {
            if (isAboutFile(option, stream)) {
                refuse(option, "there is no file that it could be about", remedy);
            }
        }
        if (stream.strips() && !stream.toConsole() && !stream.toSyslog()) {
            refuse(StreamOption.STRIP_ANSI, "its output goes nowhere", remedy);
        }
    }

    /// It goes to a device, which the program writes to by itself.
    ///
    /// @param terminal whether it comes from a terminal, so that the program cannot
    void aboutDevice(PathTemplate device, StreamSettings stream, boolean terminal) {
        String name = Report.quoted(device.shownFor(0));
        String remedy = "write `" + speaking.getFirst().word() + ": none` and `"
                + StreamOption.CONSOLE.of(speaking.getFirst()).name()
                + ": true` to have its lines on the supervisor's standard output, or name a file";
        String what = "it cannot be done for " + name + ", which the program writes to by itself";
        for (StreamOption option : StreamOption.values()) {
            if (isAboutFile(option, stream)) {
                refuse(option, what, "name a file, or remove the line");
            } else if (isAboutLines(option, stream)) {
                refuse(option, what, remedy);
            }
        }
        if (terminal) {
            refuse(StreamOption.TARGET, "what comes from a terminal cannot go to " + name, remedy);
        }
    }

    /// The bound over all files.
    void aboutTotal(ByteSize total, ByteSize maxBytes) {
        if (total.bytes() > 0 && maxBytes.bytes() == 0) {
            refuse(
                    StreamOption.TOTAL,
                    "the file itself may grow without bound",
                    "write `" + StreamOption.MAXBYTES.of(speaking.getFirst()).name() + ": 50MB` or another size");
        } else if (total.bytes() > 0 && total.bytes() < maxBytes.bytes()) {
            refuse(
                    StreamOption.TOTAL,
                    "the file alone may take " + maxBytes.text() + ", more than " + total.text(),
                    "write more, or a smaller `"
                            + StreamOption.MAXBYTES.of(speaking.getFirst()).name() + "`");
        }
    }

    private void refuse(StreamOption option, String what, String remedy) {
        for (Stream stream : speaking) {
            KeySpec key = option.of(stream);
            if (settings.has(key)) {
                settings.refuse(key, settings.placeOf(key), what, remedy);
            }
        }
    }

    /// Whether the option is written and asks for something that is done with files.
    private static boolean isAboutFile(StreamOption option, StreamSettings stream) {
        return switch (option) {
            case MAXBYTES -> stream.maxBytes().filter(size -> size.bytes() > 0).isPresent();
            case BACKUPS -> stream.backups().isPresent();
            case ROTATE -> stream.period().isPresent();
            case COMPRESS -> stream.compress().orElse(false);
            case TOTAL -> stream.total().filter(size -> size.bytes() > 0).isPresent();
            case FORMAT -> stream.formatOrRaw() != LineFormat.RAW;
            case TARGET, STRIP_ANSI, CONSOLE, SYSLOG -> false;
        };
    }

    /// Whether it asks for something that is done with lines, whether or not there is a file.
    private static boolean isAboutLines(StreamOption option, StreamSettings stream) {
        return switch (option) {
            case STRIP_ANSI -> stream.strips();
            case CONSOLE -> stream.toConsole();
            case SYSLOG -> stream.toSyslog();
            case TARGET, MAXBYTES, BACKUPS, ROTATE, COMPRESS, TOTAL, FORMAT -> false;
        };
    }
}
