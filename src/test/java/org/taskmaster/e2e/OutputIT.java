package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.Waiting;

/// A program writes numbered lines; whatever happens meanwhile, its log has each of them once, in order.
///
/// `-Dnumbered.lines=120000000 -Dnumbered.pause=0` makes it 10 GiB, as fast as they can be written.
final class OutputIT {

    /// About 90 bytes each.
    private static final long LINES = Long.getLong("numbered.lines", 2_000_000);

    /// Microseconds between two pieces of about 30 KB, so that other things happen meanwhile.
    private static final int PAUSE = Integer.getInteger("numbered.pause", 1_000);

    @TempDir
    Path directory;

    @BeforeEach
    void compile() throws IOException {
        try (InputStream source = OutputIT.class.getResourceAsStream("/numbered.c")) {
            Files.write(directory.resolve("numbered.c"), source.readAllBytes());
        }
        Tools.run(
                "gcc",
                "-O2",
                "-o",
                directory.resolve("numbered").toString(),
                directory.resolve("numbered.c").toString());
    }

    @Test
    void everyLineIsThereOverRotationsRestartsAndReopenings() {
        Sandbox sandbox = sandbox(LINES * 90 / 130 + "", "raw", true);
        int restarts = 0;

        try (Background _ = Background.start(sandbox)) {
            while (written(sandbox) < LINES) {
                ctl(sandbox, "reopen");
                if (restarts < 50) {
                    ctl(sandbox, "restart", "writer");
                    restarts++;
                }
                Signals.send("USR2", sandbox.awaitNumber("state/taskmaster.pid"));
            }
            awaitEnd(sandbox);
            assertThat(check(sandbox)).isEqualTo(LINES + "\n");
        }

        assertThat(restarts).isGreaterThan(2);
        assertThat(logs(sandbox)).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "prefix"})
    void everyLineIsThereThoughTheSupervisorIsKilled(String format) {
        Sandbox sandbox = sandbox("1MB", format, true);
        Background first = Background.start(sandbox);
        long writer = sandbox.awaitNumber("writer.pid");
        long step = LINES / 12;

        for (int kills = 0; kills < 10; kills++) {
            long before = written(sandbox);
            long goal = Math.min(LINES - step, before + step / 4);
            Waiting.until("it writes", () -> written(sandbox) >= goal);
            Signals.send("KILL", sandbox.awaitNumber("state/taskmaster.pid"));
            Waiting.until("it is dead", () -> !Background.of(sandbox).lives());
            assertThat(Proc.lives(writer)).as("the writer after kill " + kills).isTrue();
            // what the first one started is not started a second time
            sandbox(sandbox, "1MB", format, false);
            Background.start(sandbox);
        }
        Waiting.until("all is written", () -> written(sandbox) >= LINES && !Proc.lives(writer));
        try (Background _ = Background.of(sandbox)) {
            Waiting.until("all is taken", () -> check(sandbox).equals(LINES + "\n"), () -> check(sandbox));
        }
        assertThat(first.lives()).isFalse();
    }

    private Sandbox sandbox(String maxBytes, String format, boolean autostart) {
        return sandbox(Sandbox.in(directory), maxBytes, format, autostart);
    }

    private static Sandbox sandbox(Sandbox sandbox, String maxBytes, String format, boolean autostart) {
        return sandbox.programs("""
                writer:
                  cmd: [sh, -c, "echo $$ > writer.pid; exec ./numbered write state.next %d %d"]
                  workingdir: %s
                  autostart: %s
                  autorestart: never
                  starttime: 0
                  stoptime: 60
                  stdout: out.log
                  stdout_maxbytes: %s
                  stdout_backups: 1000
                  stdout_format: %s
                  on_log_error: block
                """.formatted(LINES, PAUSE, sandbox.path("."), autostart, maxBytes, format));
    }

    private static void ctl(Sandbox sandbox, String... words) {
        List<String> all = new ArrayList<>(List.of("-c", sandbox.config().toString()));
        all.addAll(List.of(words));
        Ran ran = Ran.program(sandbox, "taskmasterctl", all.toArray(String[]::new));
        assertThat(ran.status()).as(ran.errors() + ran.output()).isZero();
    }

    private static void awaitEnd(Sandbox sandbox) {
        Waiting.until(
                "it ends", () -> Ran.ctl(sandbox, "status", "writer").output().contains("EXITED"));
    }

    /// How many lines the program has written.
    private static long written(Sandbox sandbox) {
        try {
            byte[] state = Files.readAllBytes(sandbox.path("state.next"));
            long number = 0;
            for (int i = 7; i >= 0 && state.length == 8; i--) {
                number = number << 8 | state[i] & 0xFF;
            }
            return number;
        } catch (java.nio.file.NoSuchFileException _) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The older logs, the oldest first, and the present one.
    private static List<String> logs(Sandbox sandbox) {
        List<String> logs = new ArrayList<>();
        for (int i = 1; Files.exists(sandbox.path("out.log." + i)); i++) {
            logs.addFirst(sandbox.path("out.log." + i).toString());
        }
        logs.add(sandbox.path("out.log").toString());
        return logs;
    }

    private static String check(Sandbox sandbox) {
        List<String> command = new ArrayList<>(List.of(sandbox.path("numbered").toString(), "check"));
        command.addAll(logs(sandbox));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
