package org.taskmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a note on a socket is left, and what it says.
final class SocketNoteTest {

    private static final Instant LATER = Instant.now().plus(Duration.ofHours(1));

    @TempDir
    Path directory;

    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void prepare() {
        environment.put("XDG_STATE_HOME", directory.toString());
        environment.put("NAME", "x");
    }

    @Test
    void noteNamesTheFileAndTheSocketThatItLeadsTo() throws IOException {
        Path file = configuration("{socket: run/t.sock}");

        assertThat(left(file, false, LATER)).singleElement().satisfies(note -> {
            assertThat(Files.readAllLines(note))
                    .startsWith("taskmaster sockets 1", file.toString())
                    .endsWith(directory.resolve("run/t.sock").toString());
            assertThat(Files.getPosixFilePermissions(note)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(note.getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        });
    }

    @Test
    void userHasTwoPlacesToLookAt() throws IOException {
        Path file = configuration("{}");

        assertThat(Files.readAllLines(left(file, false, LATER).getFirst()))
                .hasSize(5)
                .satisfies(lines -> assertThat(lines.get(3))
                        .startsWith(directory.resolve("taskmaster") + "/web-")
                        .endsWith("/taskmaster.sock"))
                .satisfies(lines -> assertThat(lines.get(4)).startsWith("/var/lib/taskmaster/web-"));
        assertThat(Files.readAllLines(left(file, true, LATER).getFirst())).hasSize(4);
    }

    @Test
    void noneIsLeftThatMightNotHold() throws IOException {
        Path file = configuration("{socket: '%(ENV_NAME)s.sock'}");
        assertThat(left(file, false, LATER)).isEmpty();

        Path fresh = configuration("{socket: t.sock}");
        FileTime changed = (FileTime) Files.getAttribute(fresh, "unix:ctime");
        assertThat(left(fresh, false, Instant.ofEpochSecond(changed.to(TimeUnit.SECONDS) + 1, 50_000_000)))
                .isEmpty();

        Path lines = Files.writeString(directory.resolve("a\nb.yaml"), "taskmaster: {socket: t.sock}\n");
        assertThat(left(lines, false, LATER)).isEmpty();

        Path broken = configuration("{socket: [}");
        assertThat(left(broken, false, LATER)).isEmpty();

        configuration("{socket: t.sock}");
        environment.put("XDG_STATE_HOME", "relative");
        environment.put("HOME", "");
        assertThat(left(fresh, false, LATER)).isEmpty();
    }

    private Path configuration(String section) throws IOException {
        return Files.writeString(directory.resolve("web.yaml"), "taskmaster: " + section + "\nprograms: {}\n");
    }

    private List<Path> left(Path file, boolean root, Instant now) throws IOException {
        new SocketNote(new Surroundings(environment, "/", root, false, false, false), now).leave(file);
        Path notes = directory.resolve("taskmaster/sockets");
        if (!Files.isDirectory(notes)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(notes)) {
            return all.toList();
        }
    }
}
