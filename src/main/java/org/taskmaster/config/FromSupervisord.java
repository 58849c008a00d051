package org.taskmaster.config;

import java.util.List;
import java.util.Optional;
import org.taskmaster.config.Node.Entry;
import org.taskmaster.config.Node.Scalar;

/// Settings of supervisord's programs that are no setting here under another name: what to write for them.
final class FromSupervisord {

    private FromSupervisord() {}

    /// What to do about a line; empty when it is none of these.
    static Optional<String> remedy(Entry line, List<KeySpec> known) {
        if (!known.contains(Keys.CMD)) {
            return Optional.empty();
        }
        return switch (line.key().text()) {
            case "redirect_stderr" ->
                Optional.of(
                        line.value() instanceof Scalar scalar
                                        && Settings.yesOrNo(scalar.text()).orElse(true)
                                ? "write `stderr: stdout`"
                                : "remove the line: without `stderr: stdout` they are apart");
            case "stopasgroup", "killasgroup" ->
                Optional.of("remove the line: what ends a process always reaches its whole group");
            case "process_name" -> Optional.of("remove the line: several are named `web:0`, `web:1` and so on");
            default -> Optional.empty();
        };
    }
}
