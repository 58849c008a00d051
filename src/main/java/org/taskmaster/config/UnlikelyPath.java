package org.taskmaster.config;

import java.util.Locale;
import java.util.Optional;
import org.taskmaster.config.Node.Scalar;

/// What stands where a path should be and can hardly be meant as one: `stderr: true` would make a file named `true`.
/// In quotes, or behind `./`, it is a path all the same.
final class UnlikelyPath {

    private static final String OF_THAT_NAME = "; a file that is called so is `./%s`";

    private UnlikelyPath() {}

    /// What to write instead of it; empty when it may be a path.
    static Optional<String> remedy(KeySpec key, Scalar scalar) {
        if (!scalar.plain()) {
            return Optional.empty();
        }
        String text = scalar.text();
        Optional<Boolean> flag = Settings.yesOrNo(text);
        boolean number = text.matches("[-+]?[0-9][0-9._]*");
        boolean output = key.kind() == ValueKind.OUTPUT || key.kind() == ValueKind.OUTPUT_OF_STDERR;
        Optional<String> instead;
        if (flag.isEmpty() && !number) {
            instead = output ? ofWord(key, text) : Optional.empty();
        } else {
            instead = Optional.of(
                    output ? ofFlag(key, flag) : "write " + key.kind().form() + ", or remove the line");
        }
        return instead.map(remedy -> remedy + OF_THAT_NAME.formatted(text));
    }

    private static String ofFlag(KeySpec key, Optional<Boolean> flag) {
        boolean stderr = key.kind() == ValueKind.OUTPUT_OF_STDERR;
        if (flag.isEmpty()) {
            return "write " + key.kind().form();
        }
        if (!flag.get()) {
            return "write `" + key.name() + ": none`, or remove the line";
        }
        return stderr
                ? "write `stderr: stdout` to have it where its standard output goes, or `stderr: auto`, or a path"
                : "write `stdout: auto`, or a path";
    }

    /// The names of the streams themselves, and what supervisord takes beside paths.
    private static Optional<String> ofWord(KeySpec key, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "stdout" -> Optional.of("write `" + key.name() + ": auto`, or a path");
            case "stderr" ->
                Optional.of(
                        key.kind() == ValueKind.OUTPUT
                                ? "write where both go as `stdout: auto` or a path, and `stderr: stdout`"
                                : "write `stderr: auto`, or a path");
            case "syslog" -> Optional.of("write `" + key.name() + ": none` and `" + key.name() + "_syslog: local`");
            default -> Optional.empty();
        };
    }
}
