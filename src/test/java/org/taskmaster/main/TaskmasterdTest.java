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
    void bothProgramsCanSayWhatAStartWouldDo() {
        CommandLine dryRun = new CommandLine.DryRun(Optional.of(Path.of("a.yaml")));

        assertThat(Taskmasterd.parse(new String[] {"-c", "a.yaml", "--dry-run"}))
                .isEqualTo(dryRun);
        assertThat(CommandLine.parse(new String[] {"--dry-run", "a.yaml"})).isEqualTo(dryRun);
        assertThat(CommandLine.parse(new String[] {"check", "--dry-run", "a.yaml"}))
                .isEqualTo(new CommandLine.Wrong("check starts nothing, so --dry-run has no meaning for it"));
    }

    @Test
    void thatIsNoOptionForPeople() {
        assertThat(Taskmasterd.parse(new String[] {"--detached", "--training", "a.yaml"}))
                .isInstanceOf(CommandLine.Wrong.class);
        assertThat(Taskmasterd.parse(new String[] {"-n", "--training", "a.yaml"}))
                .isInstanceOf(CommandLine.Wrong.class);
    }
}
