package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taskmaster.main.CommandLine.Face;

class TaskmasterdTest {

    @Test
    void theRunThatTheCacheIsMadeOfHasAPrompt() {
        assertThat(Taskmasterd.parse(new String[] {"--training", "a.yaml"}))
                .isEqualTo(new CommandLine.Run(Optional.of(Path.of("a.yaml")), Face.SHELL));
    }

    @Test
    void thatIsNoOptionForPeople() {
        assertThat(Taskmasterd.parse(new String[] {"--detached", "--training", "a.yaml"}))
                .isInstanceOf(CommandLine.Wrong.class);
        assertThat(Taskmasterd.parse(new String[] {"-n", "--training", "a.yaml"}))
                .isInstanceOf(CommandLine.Wrong.class);
    }
}
