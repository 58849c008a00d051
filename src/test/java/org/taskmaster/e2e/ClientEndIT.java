package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// With which status a client ends that cannot, or is not to, go on.
final class ClientEndIT {

    private static final String PROGRAMS = """
            chatty: {cmd: "sh -c 'echo hello; exec sleep 1000'", starttime: 0, stdout: auto}
            slow: {cmd: sleep 1000, starttime: 3600}
            """;

    private static final long INT = 1L << 1;
    private static final int ENDED_BY_INT = 128 + 2;
    /// What was decided by a race came out wrong in more than half of the tries.
    private static final int TRIES = 5;

    @TempDir
    Path directory;

    @Test
    void anInterruptedClientHasTheStatusOfThatSignal() throws IOException, InterruptedException {
        // Whoever runs the tests may ignore the signal.
        Sandbox sandbox =
                Sandbox.in(directory).by("env", "--default-signal=INT").programs(PROGRAMS);

        try (Background _ = Background.start(sandbox)) {
            for (int i = 0; i < TRIES; i++) {
                assertThat(interrupted(sandbox, "tail", "-f", "chatty")).isEqualTo(ENDED_BY_INT);
                assertThat(interrupted(sandbox, "events", "-f")).isEqualTo(ENDED_BY_INT);
                assertThat(interrupted(sandbox, "maintail", "-f")).isEqualTo(ENDED_BY_INT);
            }
        }
    }

    @Test
    void commandsFromAPipeFailWhenTheirAnswersCannotBeWritten() {
        Sandbox sandbox = Sandbox.in(directory).programs(PROGRAMS);

        try (Background _ = Background.start(sandbox)) {
            Ran ran = Ran.path(
                    sandbox,
                    Path.of("/bin/sh"),
                    "-c",
                    "echo version | \"$0\" \"$@\" >/dev/full",
                    Sandbox.program("taskmasterctl").toString(),
                    "-c",
                    sandbox.config().toString());

            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.errors()).isEqualTo("taskmasterctl: cannot write the answer: no space left on device\n");
        }
    }

    private static int interrupted(Sandbox sandbox, String... words) throws IOException, InterruptedException {
        Process client = sandbox.startClient("interrupted", words);
        try {
            Waiting.until(
                    "it follows, and takes the signal",
                    () -> (Long.parseUnsignedLong(Proc.status(client.pid(), "SigCgt"), 16) & INT) != 0
                            && !sandbox.lines("interrupted.out").isEmpty(),
                    () -> Proc.readNow(client.pid(), "status") + sandbox.lines("interrupted.err"));
            Signals.send("INT", client.pid());
            return client.waitFor();
        } finally {
            client.destroyForcibly();
        }
    }
}
