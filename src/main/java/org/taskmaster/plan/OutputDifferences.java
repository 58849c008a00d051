package org.taskmaster.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.model.Capture;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.Shown;
import org.taskmaster.model.SyslogFacility;
import org.taskmaster.model.SyslogTarget;

/// Names what differs in where the output of a process goes, in the words of the configuration file.
final class OutputDifferences {

    private static final String NONE = "none";
    private static final String USUAL = "by default";

    private final List<String> found = new ArrayList<>();

    private OutputDifferences() {}

    static List<String> of(Launch before, Launch after) {
        OutputDifferences differences = new OutputDifferences();
        differences.compare("stdout", before.stdout(), after.stdout(), before.shown(), after.shown());
        if (!before.joined() || !after.joined()) {
            differences.compare("stderr", before.stderr(), after.stderr(), before.shown(), after.shown());
        }
        boolean captured = before.stderr() instanceof Output.Captured && after.stderr() instanceof Output.Captured;
        if (captured && before.joined() != after.joined()) {
            differences.note("stderr", before.joined() ? "joined" : "apart", after.joined() ? "joined" : "apart");
        }
        return differences.found;
    }

    /// Values of the environment are not told.
    private void compare(String stream, Output before, Output after, Shown old, Shown now) {
        Output oldShown = old.of(before);
        Output nowShown = now.of(after);
        if (oldShown.equals(nowShown) && !before.equals(after)) {
            found.add(stream + " changed (in a variable)");
        } else {
            compare(stream, oldShown, nowShown);
        }
    }

    private void compare(String stream, Output before, Output after) {
        if (before instanceof Output.Captured(Capture one) && after instanceof Output.Captured(Capture other)) {
            compare(stream, one, other);
        } else {
            note(stream, way(before), way(after));
        }
    }

    private void compare(String stream, Capture before, Capture after) {
        note(stream, path(before), path(after));
        if (before.file().isPresent() && after.file().isPresent()) {
            compare(stream, before.file().get(), after.file().get());
        }
        note(stream + "_format", lower(before.format()), lower(after.format()));
        note(stream + "_strip_ansi", before.stripAnsi(), after.stripAnsi());
        note(stream + "_console", before.console(), after.console());
        compareSyslog(stream, before.syslog(), after.syslog());
        note("on_log_error", lower(before.onError()), lower(after.onError()));
    }

    private void compare(String stream, KeptFile before, KeptFile after) {
        note(stream + "_maxbytes", before.maxBytes().text(), after.maxBytes().text());
        note(stream + "_backups", before.backups(), after.backups());
        note(stream + "_rotate", lower(before.every()), lower(after.every()));
        note(stream + "_compress", before.compress(), after.compress());
        note(stream + "_total", before.total().text(), after.total().text());
        note("log_owner", before.owner().orElse(USUAL), after.owner().orElse(USUAL));
        note("log_mode", octal(before.mode()), octal(after.mode()));
    }

    private void compareSyslog(String stream, Optional<SyslogTarget> before, Optional<SyslogTarget> after) {
        note(
                stream + "_syslog",
                before.map(SyslogTarget::text).orElse(NONE),
                after.map(SyslogTarget::text).orElse(NONE));
        if (before.isPresent() && after.isPresent()) {
            note(
                    "syslog_facility",
                    facility(before.get().facility()),
                    facility(after.get().facility()));
            note(
                    "syslog_tag",
                    before.get().tag().orElse(USUAL),
                    after.get().tag().orElse(USUAL));
        }
    }

    /// What holds for both streams is told once.
    private void note(String key, Object before, Object after) {
        String text = key + " " + before + " -> " + after;
        if (!before.equals(after) && !found.contains(text)) {
            found.add(text);
        }
    }

    private static String way(Output output) {
        return switch (output) {
            case Output.Discard _ -> NONE;
            case Output.ToFile(var path) -> path.toString();
            case Output.Captured(Capture capture) -> path(capture) + " (captured)";
        };
    }

    private static String path(Capture capture) {
        return capture.file().map(file -> file.path().toString()).orElse(NONE);
    }

    private static String facility(int number) {
        return SyslogFacility.numbered(number).map(SyslogFacility::word).orElseGet(() -> Integer.toString(number));
    }

    private static String octal(OptionalInt mode) {
        return mode.isEmpty() ? USUAL : "0" + Integer.toOctalString(mode.getAsInt());
    }

    private static String lower(Optional<? extends Enum<?>> value) {
        return value.map(OutputDifferences::lower).orElse(NONE);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
