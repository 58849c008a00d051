package org.taskmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is seen of a guardian among processes that are made up.
final class GuardianTest {

    @TempDir
    Path directory;

    private Path file;
    private Path processes;

    @BeforeEach
    void make() throws IOException {
        file = Files.writeString(directory.resolve("web.yaml"), "");
        processes = Files.createDirectory(directory.resolve("proc"));
        Files.writeString(processes.resolve("uptime"), "1000.50 1.00\n");
        process(7, 1, 500, "sleep 100");
        process(70, 1, 500, "/bin/sh /run/guardian /bin/sh 0 setsid java -jar x.jar --detached -c web.yaml");
    }

    @Test
    void itsPauseIsTold() throws IOException {
        process(71, 70, 99_800, "sleep 7");

        assertThat(told(false))
                .isEqualTo("the supervisor of " + file + " has died; its guardian (pid 70) starts another one in 5 s");
    }

    @Test
    void oneThatIsBeingStartedIsToldWhereItIsSureThatItIsNotTheOneThatEnds() throws IOException {
        process(71, 70, 99_800, "java -jar x.jar --detached -c web.yaml --guarded 70 --again 137");

        assertThat(told(true)).endsWith("its guardian (pid 70) is starting another one");
        assertThat(told(false)).isEmpty();
    }

    @Test
    void oneThatDoesNothingMayBeAboutToEnd() throws IOException {
        assertThat(told(true)).isEmpty();
        process(71, 70, 99_800, "java -jar x.jar --detached -c web.yaml --guarded 70");
        assertThat(told(true)).isEmpty();
    }

    @Test
    void thatOfAnotherConfigurationIsNotMeant() throws IOException {
        process(71, 70, 99_800, "sleep 7");
        Path other = Files.writeString(directory.resolve("other.yaml"), "");

        assertThat(new Guardian(processes, uid()).lines(other, true)).isEmpty();
    }

    private String told(boolean died) throws IOException {
        Optional<List<String>> lines = new Guardian(processes, uid()).lines(file, died);
        return lines.map(List::getFirst).orElse("");
    }

    private int uid() throws IOException {
        return (Integer) Files.getAttribute(directory, "unix:uid");
    }

    private void process(int pid, int parent, long started, String words) throws IOException {
        Path process = Files.createDirectories(processes.resolve(Integer.toString(pid)));
        Files.writeString(process.resolve("cmdline"), words.replace(' ', '\0') + "\0");
        Files.writeString(
                process.resolve("stat"),
                pid + " (a) name) S " + parent + " 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 " + started + " 1 1\n");
        Files.deleteIfExists(process.resolve("cwd"));
        Files.createSymbolicLink(process.resolve("cwd"), directory);
    }
}
