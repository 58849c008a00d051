package org.taskmaster.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    /// The directory when somebody else starts it.
    ///
    /// @param file the configuration
    /// @param stateHome the value of `XDG_STATE_HOME` (XDG Base Directory Specification); only an
    ///     absolute path counts
    /// @param home that user's home directory
    public static Path ofUser(Path file, String stateHome, String home) {
        Path base = stateHome.startsWith("/")
                ? Path.of(stateHome, "taskmaster")
                : Path.of(home, ".local", "state", "taskmaster");
        return base.resolve(nameFor(file));
    }

    /// Two configurations never share a state directory: the name tells which is whose, the number
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
