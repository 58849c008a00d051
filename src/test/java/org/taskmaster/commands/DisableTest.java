package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.taskmaster.commands.Output.Audience;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.Requester;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;

/// `disable` and `enable`, and what orders say of what is disabled.
final class DisableTest {

    private static final ProcessName WEB = ProcessName.of("web");
    private static final Duration TOOK = Duration.ofMillis(1_300);

    private final FakeControl control = new FakeControl().with("web", StateName.RUNNING, 7);
    private final RecordingOutput output = new RecordingOutput(Audience.PROGRAM);

    @Test
    void theyAreOrders() {
        run("disable --reason upgrade web");
        run("enable web:0 db");

        assertThat(control.asked)
                .map(asked -> asked.substring(0, asked.indexOf(" by ")))
                .containsExactly("DISABLE web", "ENABLE web:0 db");
    }

    @Test
    void everyOutcomeHasItsLine() {
        control.answer(
                new Outcome.Disabled(WEB, Optional.of("exit status 0")),
                new Outcome.Disabled(WEB, Optional.of("")),
                new Outcome.Disabled(WEB, Optional.empty()),
                new Outcome.Enabled(WEB, OptionalInt.of(8), ""),
                new Outcome.Enabled(WEB, OptionalInt.empty(), "it was not disabled"),
                new Outcome.Started(WEB, 7, TOOK, true),
                new Outcome.Restarted(WEB, OptionalInt.of(7), 8, TOOK, true),
                new Outcome.LeftDown(WEB));

        assertThat(run("disable web").exit()).isEqualTo(ExitCode.OK);

        assertThat(output.text()).isEqualTo("""
                        web: disabled, stopped (exit status 0)
                        web: disabled, stopped
                        web: disabled
                        web: enabled, started (pid 8)
                        web: enabled, it was not disabled
                        web: started (pid 7), still disabled
                        web: restarted in 1.3 s, pid 7 -> 8, still disabled
                        web: disabled, left as it is""");
    }

    private Commands.Done run(String line) {
        return new Commands(
                        control,
                        new Requester("a test"),
                        new FakeTime(),
                        new Focus(),
                        Bond.ONE_PROGRAM,
                        new FakePerson(true))
                .run(line, output, new Interruption());
    }
}
