package org.taskmaster.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryFileTest {

    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("history");
    }

    @Test
    void linesAreFoundAgainByTheNextRun() throws IOException {
        new HistoryFile(file).append("start web");
        new HistoryFile(file).append("grüße");

        assertThat(new HistoryFile(file).load()).containsExactly("start web", "grüße");
    }

    @Test
    void onlyTheOwnerCanReadTheFile() throws IOException {
        new HistoryFile(file).append("start web");

        assertThat(permissions()).isEqualTo("rw-------");
    }

    @Test
    void permissionsOfOthersAreTakenAway() throws IOException {
        Files.writeString(file, "start web\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        new HistoryFile(file).load();

        assertThat(permissions()).isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsNotThereYetIsEmpty() throws IOException {
        assertThat(new HistoryFile(file).load()).isEmpty();
    }

    @Test
    void aLongFileIsCutBackToItsLatestLines() throws IOException {
        List<String> many = IntStream.range(0, 2500).mapToObj(i -> "line " + i).toList();
        Files.write(file, many);

        List<String> loaded = new HistoryFile(file).load();

        assertThat(loaded).isEqualTo(many.subList(1500, 2500));
        assertThat(Files.readAllLines(file)).isEqualTo(loaded);
        assertThat(permissions()).isEqualTo("rw-------");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "x\n");
        Files.createSymbolicLink(file, secret);

        assertThatThrownBy(() -> new HistoryFile(file).load()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new HistoryFile(file).append("y")).isInstanceOf(IOException.class);
        assertThat(secret).hasContent("x");
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
