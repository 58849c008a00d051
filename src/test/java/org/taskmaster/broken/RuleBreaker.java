package org.taskmaster.broken;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.taskmaster.model.Signal;

/// Does what the architecture forbids, so that its rules can be seen to notice. It is never run.
public final class RuleBreaker {

    private RuleBreaker() {}

    static Instant breakAll() throws IOException {
        Assertions.assertThat(Signal.KILL).isNotNull();
        Files.delete(Path.of("x"));
        new ProcessBuilder("x").start().destroy();
        Arena.global().allocate(1);
        return Instant.now().plus(Duration.ofSeconds(1).negated());
    }
}
