package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.commands.Completions.Candidate;
import org.taskmaster.model.StateName;

final class CompletionsTest {

    private final FakeControl control = new FakeControl()
            .with("db", StateName.STOPPED, "Not started")
            .with("web:0", StateName.RUNNING, 7)
            .with("web:1", StateName.BACKOFF, "exited too quickly")
            .with("web:2", StateName.FATAL, "exited too quickly")
            .disabled("web:2");

    @ParameterizedTest
    @CsvSource({
        "start, db web:1 web:2 web:* all --no-wait --reason",
        "stop, web:0 web:1 web:* all --no-wait --reason",
        "restart, web:0 web:1 web:* all --no-wait --reason",
        "disable, db web:0 web:1 web:* all --no-wait --reason",
        "enable, web:2 web:* all --no-wait --reason",
        "signal HUP, web:0 web:1 web:* all --reason",
        "status, db web:0 web:1 web:2 web:* all -v",
        "start db, web:1 web:2 web:* all --no-wait --reason",
        "tail, db web:0 web:1 web:2 web:* all -f -n",
        "tail -f, db web:0 web:1 web:2 web:* all -n",
        "tail -n, ''",
        "tail -n 5 db, web:0 web:1 web:2 web:* all stdout stderr both -f",
        "tail db stdout, -f -n",
        "reload, --dry-run --restart --reason",
        "restart --reason, ''",
        "wait --until, STOPPED STARTING RUNNING BACKOFF STOPPING EXITED FATAL",
        "remove, db web --reason",
        "version, ''",
        "add, ''",
        "add web, --reason",
        "update, --reason",
        "frobnicate, ''"
    })
    void wordsAreOfferedThatMakeSenseNow(String typed, String offered) {
        List<Candidate> candidates = Completions.after(Arrays.asList(typed.split(" ")), control.status());

        assertThat(String.join(" ", candidates.stream().map(Candidate::word).toList()))
                .isEqualTo(offered);
    }

    @Test
    void theFirstWordIsACommandWithItsSummary() {
        assertThat(Completions.after(List.of(), control.status()))
                .contains(new Candidate("exit", "leave the shell"))
                .extracting(Candidate::word)
                .containsAll(CommandTable.words());
    }

    @Test
    void processesAreDescribedByTheirState() {
        assertThat(Completions.after(List.of("start"), control.status())).contains(new Candidate("web:2", "fatal"));
    }

    @Test
    void signalsAndCommandsAreOfferedWhereTheyBelong() {
        assertThat(Completions.after(List.of("signal"), control.status()))
                .extracting(Candidate::word)
                .contains("HUP", "TERM");
        assertThat(Completions.after(List.of("help"), control.status()))
                .extracting(Candidate::word)
                .contains("restart");
    }
}
