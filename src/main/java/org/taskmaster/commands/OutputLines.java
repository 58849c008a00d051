package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ProcessStatus.OutputHealth;
import org.taskmaster.model.Capture;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.Output.Captured;
import org.taskmaster.model.Output.Discard;
import org.taskmaster.model.Output.ToFile;

/// Tells where the output of a process goes, which way, and how that goes.
final class OutputLines {

    private static final String INDENT = "    ";

    private OutputLines() {}

    /// Two lines, and one more when something is the matter:
    ///
    /// ```
    ///     stdout: /var/log/web.log, captured, rotated at 50MB x 10, gzip
    ///     stderr: discarded
    ///     1024 bytes of output were lost; /var/log/web.log: no space left on device
    /// ```
    static void print(ProcessStatus process, Output output) {
        boolean joined = org.taskmaster.model.Output.joined(process.stdout(), process.stderr());
        output.line(Line.of(INDENT + "stdout: " + text(process.stdout())));
        output.line(Line.of(INDENT + "stderr: " + (joined ? "goes with stdout" : text(process.stderr()))));
        String health = text(process.health());
        if (!health.isEmpty()) {
            output.line(Line.of(INDENT).with(Tone.BAD, health));
        }
    }

    private static String text(org.taskmaster.model.Output output) {
        return switch (output) {
            case Discard _ -> "discarded";
            case ToFile(var path) -> path + ", direct";
            case Captured(Capture capture) -> text(capture);
        };
    }

    private static String text(Capture capture) {
        List<String> parts = new ArrayList<>();
        capture.file().ifPresent(file -> parts.add(file.path().toString()));
        parts.add("captured");
        if (capture.file().isEmpty()) {
            parts.add("in no file");
        }
        capture.file().ifPresent(file -> addFile(file, parts));
        switch (capture.format()) {
            case RAW -> {}
            case PREFIX -> parts.add("with time and name");
            case JSON -> parts.add("as JSON");
        }
        if (capture.stripAnsi()) {
            parts.add("without colours");
        }
        if (capture.console()) {
            parts.add("to the console");
        }
        capture.syslog().ifPresent(target -> parts.add("to syslog (" + target.text() + ")"));
        switch (capture.onError()) {
            case DROP -> {}
            case BLOCK -> parts.add("waits for its log");
        }
        return String.join(", ", parts);
    }

    private static void addFile(KeptFile file, List<String> parts) {
        if (!file.rotates()) {
            parts.add("not rotated");
            return;
        }
        List<String> when = new ArrayList<>();
        if (file.maxBytes().bytes() > 0) {
            when.add("at " + file.maxBytes().text());
        }
        file.every().ifPresent(period -> when.add(period.name().toLowerCase(Locale.ROOT)));
        parts.add("rotated " + String.join(" and ", when) + " x " + file.backups());
        if (file.compress()) {
            parts.add("gzip");
        }
        if (file.total().bytes() > 0) {
            parts.add("at most " + file.total().text());
        }
    }

    private static String text(OutputHealth health) {
        List<String> parts = new ArrayList<>();
        if (health.lostBytes() == 1) {
            parts.add("1 byte of output was lost");
        } else if (health.lostBytes() > 1) {
            parts.add(health.lostBytes() + " bytes of output were lost");
        }
        health.trouble().ifPresent(parts::add);
        return String.join("; ", parts);
    }
}
