package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.taskmaster.Waiting;

/// A supervisor in the background, started by `taskmasterd`.
final class Background implements AutoCloseable {

    private final Sandbox sandbox;
    private final long pid;
    /// What has started it; a guardian ends right after it.
    private final long parent;

    private Background(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.pid = sandbox.awaitNumber("state/taskmaster.pid");
        this.parent = Proc.stat(pid).map(Proc.Stat::parent).orElse(0L);
    }

    /// Starts one, which has to succeed.
    static Background start(Sandbox sandbox) {
        return start(sandbox, Sandbox.program("taskmasterd"));
    }

    /// Starts one by another file of that program.
    static Background start(Sandbox sandbox, Path taskmasterd) {
        Ran started = Ran.path(
                sandbox, taskmasterd, "--no-guardian", "-c", sandbox.config().toString());
        assertThat(started.status()).as(started.errors()).isZero();
        return new Background(sandbox);
    }

    /// The one that was started by other means.
    static Background of(Sandbox sandbox) {
        return new Background(sandbox);
    }

    long pid() {
        return pid;
    }

    boolean lives() {
        return Proc.lives(pid);
    }

    /// Ends it with everything it runs, if it still lives, and fails when something is left.
    @Override
    public void close() {
        if (lives()) {
            Signals.send("TERM", pid);
            Waiting.until("the supervisor ends", () -> !lives());
        }
        Waiting.until("its guardian ends", () -> !sandbox.survivors().contains(parent));
        List<String> left = sandbox.endSurvivors();
        if (!left.isEmpty()) {
            throw new AssertionError("left running after the supervisor had ended: " + left);
        }
    }
}
