package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// SIGQUIT, the Ctrl-\ of a terminal, ends what waits or follows, and has no JVM print anything anywhere.
final class QuitIT {

    private static final long QUIT = 1L << 2;
    private static final int ENDED_BY_QUIT = 128 + 3;

    @TempDir
    Path directory;

    @Test
    void quitEndsAClientAsItEndsAnyProgram() throws IOException, InterruptedException {
        Sandbox sandbox = Sandbox.in(directory)
                .environment("XDG_STATE_HOME", directory.resolve("state-home").toString())
                .programs("web: {cmd: sleep 1000, starttime: 0}\nslow: {cmd: sleep 1000, starttime: 3600}\n");

        try (Background daemon = Background.start(sandbox)) {
            quits(sandbox, "events", "-f");
            assertThat(sandbox.lines("quit.out")).hasSize(2).allMatch(line -> line.matches(".*(web|slow).*"));
            quits(sandbox, "restart", "slow");
            assertThat(sandbox.lines("quit.out")).isEmpty();
            quits(sandbox);
            assertThat(sandbox.lines("quit.out")).isEmpty();

            Terminal terminal = Terminal.openClient(sandbox);
            terminal.type("stat");
            terminal.awaitTyped("stat");
            terminal.press("C-\\");
            Signals.send("QUIT", terminal.pid());
            terminal.type("us web").press("Enter");
            terminal.awaitText("web");
            terminal.awaitPrompt();
            assertThat(terminal.screen()).noneMatch(row -> row.contains("thread"));
            assertThat(daemon.lives()).isTrue();
            terminal.abandon();
        }
    }

    /// Ends a client by the signal, once it has what it waits with, and sees nothing of a JVM's.
    private static void quits(Sandbox sandbox, String... words) throws IOException, InterruptedException {
        Process client = sandbox.startClient("quit", words);
        try {
            Waiting.until(
                    "the client is a JVM that does not take SIGQUIT",
                    () -> threads(client) > 5
                            && (Long.parseUnsignedLong(Proc.status(client.pid(), "SigCgt"), 16) & QUIT) == 0,
                    () -> Proc.readNow(client.pid(), "status") + sandbox.lines("quit.err"));
            if (words.length > 1 && words[1].equals("-f")) {
                Waiting.until(
                        "it shows the beginning",
                        () -> sandbox.lines("quit.out").size() == 2);
            }
            Signals.send("QUIT", client.pid());
            assertThat(client.waitFor()).isEqualTo(ENDED_BY_QUIT);
            assertThat(sandbox.lines("quit.err")).isEmpty();
        } finally {
            client.destroyForcibly();
        }
    }

    private static int threads(Process client) {
        return Integer.parseInt(Proc.status(client.pid(), "Threads"));
    }
}
