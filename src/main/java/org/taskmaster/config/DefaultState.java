package org.taskmaster.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// Where a supervisor keeps its state when its configuration does not say. The supervisor follows this
/// rule, and a client that looks for the supervisor does, too.
public final class DefaultState {

    private static final Path OF_ROOT = Path.of("/var/lib/taskmaster");

    private DefaultState() {}

    /// The directory when root starts it.
    ///
    /// @param file the configuration
    public static Path ofRoot(Path file) {
        return OF_ROOT.resolve(nameFor(file));
    }

    /// The directory when another user starts it; in that of [#ofUser(Map, String)].
    ///
    /// @param file the configuration
    public static Optional<Path> ofUser(Path file, Map<String, String> environment, String home) {
        return ofUser(environment, home).map(base -> base.resolve(nameFor(file)));
    }

    /// Where a user keeps what Taskmaster has to remember: in `XDG_STATE_HOME`, else in `HOME` (XDG Base
    /// Directory Specification), else in the home directory of the account. Only an absolute path counts as
    /// one: what was put into the directory a user happened to be in would not be found again.
    ///
    /// @param environment that user's
    /// @param home the home directory of the account; empty when it has none
    /// @return empty when nothing says so
    public static Optional<Path> ofUser(Map<String, String> environment, String home) {
        String stateHome = environment.getOrDefault("XDG_STATE_HOME", "");
        if (stateHome.startsWith("/")) {
            return Optional.of(Path.of(stateHome, "taskmaster"));
        }
        return Stream.of(environment.getOrDefault("HOME", ""), home)
                .filter(directory -> directory.startsWith("/"))
                .findFirst()
                .map(directory -> Path.of(directory, ".local", "state", "taskmaster"));
    }

    /// Two configurations never share a state directory: the name says which is whose, the number
    /// keeps them apart.
    private static String nameFor(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        String name = withoutEnding(String.valueOf(absolute.getFileName()));
        CRC32 sum = new CRC32();
        sum.update(absolute.toString().getBytes(StandardCharsets.UTF_8));
        return name + "-" + Long.toHexString(sum.getValue());
    }

    private static String withoutEnding(String name) {
        for (String ending : new String[] {".yaml", ".yml"}) {
            if (name.endsWith(ending)) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }
}
