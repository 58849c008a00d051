package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// Logs on a disk of 256 KiB, which is full, read-only, or has a directory where the log is to be: programs
/// and supervisor live on, what is lost is counted to the byte, and it heals by itself.
final class FullDiskIT {

    private static final int WRITTEN = 1_000_000;
    private static final Pattern LOST = Pattern.compile("\"lost_bytes\":(\\d+)");

    @TempDir
    Path directory;

    private Path disk;
    private Sandbox sandbox;

    @BeforeEach
    void mount() throws IOException {
        disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(mounted("-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()), "a disk can be mounted here");
        sandbox = Sandbox.in(directory);
        sandbox.write("big", ("x".repeat(99) + "\n").repeat(WRITTEN / 100));
    }

    @AfterEach
    void unmount() {
        Tools.run("umount", disk.toString());
    }

    @Test
    void aFullDiskCostsWhatIsCountedAndNothingElse() {
        programs("drop");
        try (Background daemon = Background.start(sandbox)) {
            Waiting.until("all is written or lost", () -> lost() > 0 && size() + lost() == WRITTEN, this::story);
            assertThat(status()).contains("no space left");
            assertThat(status()).containsPattern("writer +RUNNING").containsPattern("other +RUNNING");

            // somebody makes room, by emptying the log
            truncate();
            sandbox.write("go", "");
            sandbox.awaitLine("disk/out.log", "after");

            Waiting.until("it is well again", () -> !status().contains("no space left"), this::story);
            assertThat(sandbox.lines("taskmaster.log"))
                    .anyMatch(line -> line.contains("the output of writer cannot be written: "))
                    .anyMatch(line -> line.contains("the output of writer is as it should be again"));
            assertThat(daemon.lives()).isTrue();
        }
    }

    @Test
    void whoIsToWaitForTheDiskLosesNothing() {
        programs("block");
        try (Background _ = Background.start(sandbox)) {
            Waiting.until("it is full", () -> status().contains("no space left"), this::story);
            assertThat(lost()).isZero();

            Tools.run("mount", "-o", "remount,size=4m", disk.toString());
            sandbox.write("go", "");
            Waiting.until("everything came", () -> size() == WRITTEN + "after\n".length(), this::story);
            assertThat(lost()).isZero();
        }
    }

    @Test
    void whatStayedInTheChannelAtTheEndIsTold() {
        programs("block");
        Background daemon = Background.start(sandbox);
        try (daemon) {
            Waiting.until("it is full", () -> status().contains("no space left"), this::story);
        }

        String told = sandbox.lines("taskmaster.log").stream()
                .filter(line -> line.contains(" are lost: its log could not be written before the end"))
                .findFirst()
                .orElse("nothing was told");
        Matcher bytes =
                Pattern.compile(" (\\d+) bytes of the stdout of writer ").matcher(told);
        assertThat(bytes.find()).as(told).isTrue();
        assertThat(Long.parseLong(bytes.group(1))).isBetween(1L, WRITTEN - size());
    }

    @Test
    void aReadOnlyDiskAndADirectoryHeal() {
        Tools.run("mount", "-o", "remount,ro", disk.toString());
        sandbox.write("big", "first\n");
        programs("drop");
        try (Background _ = Background.start(sandbox)) {
            Waiting.until("it is told", () -> status().contains("read-only"), this::story);
            Tools.run("mount", "-o", "remount,rw", disk.toString());
            sandbox.awaitLine("disk/out.log", "first");

            Tools.run(
                    "mv",
                    disk.resolve("out.log").toString(),
                    disk.resolve("moved").toString());
            Tools.run("mkdir", disk.resolve("out.log").toString());
            Ran reopened = Ran.ctl(sandbox, "reopen");
            assertThat(reopened.output() + reopened.errors()).contains("is a directory");
            sandbox.write("go", "");
            Waiting.until("it is told", () -> status().contains("is a directory"), this::story);
            Tools.run("rmdir", disk.resolve("out.log").toString());
            sandbox.awaitLine("disk/out.log", "after");
            assertThat(lost()).isZero();
        }
    }

    private void programs(String onError) {
        sandbox.programs("""
                writer:
                  cmd: [sh, -c, "cat big; while [ ! -e go ]; do sleep 0.05; done; echo after; exec sleep 1000"]
                  workingdir: %s
                  starttime: 0
                  stdout: disk/out.log
                  on_log_error: %s
                other:
                  cmd: sleep 1000
                  starttime: 0
                """.formatted(sandbox.path("."), onError));
    }

    private String status() {
        return Ran.ctl(sandbox, "status", "-v")
                .output()
                .toLowerCase(Locale.ROOT)
                .replace("running", "RUNNING");
    }

    private long lost() {
        Ran json = Ran.ctl(sandbox, "--json", "status", "writer");
        Matcher matcher = LOST.matcher(json.output().replace(" ", ""));
        assertThat(matcher.find()).as(json.output()).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private long size() {
        try {
            return Files.exists(disk.resolve("out.log")) ? Files.size(disk.resolve("out.log")) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void truncate() {
        Tools.run("truncate", "-s", "0", disk.resolve("out.log").toString());
    }

    private String story() {
        return status() + "\nlost " + lost() + ", size " + size();
    }

    private static boolean mounted(String... words) throws IOException {
        String[] command = new String[words.length + 1];
        command[0] = "mount";
        System.arraycopy(words, 0, command, 1, words.length);
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
