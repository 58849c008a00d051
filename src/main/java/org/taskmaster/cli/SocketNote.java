package org.taskmaster.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.taskmaster.config.ConfigSearch;
import org.taskmaster.config.DefaultState;
import org.taskmaster.config.SocketLookup;
import org.taskmaster.config.SocketLookup.Result.Found;

/// A note for the next call on where the supervisor of a configuration listens, so that nobody has to read
/// the configuration while it stays the same. `ctl.pl` reads it.
///
/// It is the user's own, in a directory of theirs. There are few places for notes, so that they never become
/// many: one takes the place of another.
final class SocketNote {

    /// What the launcher says when it found none that holds.
    private static final String WANTED = "taskmasterctl.note";

    private static final String FORM = "taskmaster sockets 1";
    private static final int PLACES = 64;

    /// The clock of files may be so far behind, a tick of the kernel's and some more.
    private static final Duration BEHIND = Duration.ofMillis(100);

    private static final FileAttribute<?> OWN_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWN_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Surroundings surroundings;
    private final Instant now;

    SocketNote(Surroundings surroundings, Instant now) {
        this.surroundings = surroundings;
        this.now = now;
    }

    /// Leaves one, if it is wanted and would hold for whoever reads it.
    static void leave(CtlOptions options, Surroundings surroundings) {
        if (System.getProperty(WANTED) == null || options.url().isPresent()) {
            return;
        }
        try {
            Path file = options.file()
                    .map(Path::of)
                    .or(() -> ConfigSearch.find(surroundings.root()))
                    .orElseThrow(IOException::new);
            new SocketNote(surroundings, Instant.now()).leave(file.toAbsolutePath());
        } catch (IOException _) {
            // Only speed depends on it.
        }
    }

    /// @param file an absolute path
    void leave(Path file) throws IOException {
        Optional<Path> directory = DefaultState.ofUser(surroundings.environment(), "");
        String identity = identity(file);
        // The note tells the time of the last change in seconds: another one may not follow in the same.
        boolean settled =
                time(file, "ctime").to(TimeUnit.SECONDS) < now.minus(BEHIND).getEpochSecond();
        if (directory.isEmpty() || !settled || !isOurs(home())) {
            return;
        }
        List<String> lines = new ArrayList<>(List.of(FORM, file.toString(), identity));
        for (Path state : states(file)) {
            Optional<Path> socket = socket(file, state);
            if (socket.isEmpty()) {
                return;
            }
            lines.add(socket.get().toString());
        }
        String text = String.join("\n", lines) + "\n";
        if (text.lines().count() == lines.size()) {
            write(directory.get().resolve("sockets"), place(file), text);
        }
    }

    /// The default state directories, in the order in which [Whereabouts] looks there.
    private List<Path> states(Path file) {
        Path ofRoot = DefaultState.ofRoot(file);
        return surroundings.root()
                ? List.of(ofRoot)
                : DefaultState.ofUser(file, surroundings.environment(), "").stream()
                        .flatMap(own -> List.of(own, ofRoot).stream())
                        .toList();
    }

    /// Where it listens, if the environment has no part in that but for the default.
    private Optional<Path> socket(Path file, Path state) {
        Optional<Path> socket = socket(file, surroundings.environment(), state);
        return socket.equals(socket(file, Map.of(), state)) ? socket : Optional.empty();
    }

    private static Optional<Path> socket(Path file, Map<String, String> environment, Path state) {
        return SocketLookup.find(file, environment, state) instanceof Found found
                ? Optional.of(found.socket())
                : Optional.empty();
    }

    private static String identity(Path file) throws IOException {
        StringBuilder identity = new StringBuilder();
        for (String number : List.of("dev", "ino", "size")) {
            identity.append(Files.getAttribute(file, "unix:" + number)).append(':');
        }
        return identity.append(time(file, "lastModifiedTime").to(TimeUnit.SECONDS))
                .append(':')
                .append(time(file, "ctime").to(TimeUnit.SECONDS))
                .toString();
    }

    private static FileTime time(Path file, String name) throws IOException {
        return (FileTime) Files.getAttribute(file, "unix:" + name);
    }

    private static String place(Path file) {
        int sum = 0;
        for (byte one : file.toString().getBytes(StandardCharsets.UTF_8)) {
            sum += one & 0xff;
        }
        return Integer.toString(sum % PLACES);
    }

    /// What [DefaultState#ofUser] begins with.
    private Path home() {
        String stateHome = surroundings.variable("XDG_STATE_HOME");
        return Path.of(stateHome.startsWith("/") ? stateHome : surroundings.variable("HOME"));
    }

    /// Another user's home, as `su` and `sudo` may leave it to us, is no place for what we believe.
    private static boolean isOurs(Path home) throws IOException {
        return Files.getAttribute(home, "unix:uid").equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static void write(Path directory, String name, String text) throws IOException {
        Files.createDirectories(directory, OWN_DIRECTORY);
        if (!isOurs(directory) || Files.isSymbolicLink(directory)) {
            return;
        }
        Path fresh = Files.createTempFile(directory, "new", "", OWN_FILE);
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
