package org.taskmaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The small values: moments, exit statuses, problems, levels.
class ValuesTest {

    @Test
    void aMomentSaturatesInsteadOfOverflowing() {
        Moment now = new Moment(5);

        assertThat(now.plus(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(new Moment(Long.MAX_VALUE));
        assertThat(new Moment(Long.MAX_VALUE - 1).plus(Duration.ofNanos(2))).isEqualTo(new Moment(Long.MAX_VALUE));
        assertThat(now.plus(Duration.ofNanos(7))).isEqualTo(new Moment(12));
        assertThat(new Moment(-5).plus(Duration.ofNanos(2))).isEqualTo(new Moment(-3));
    }

    @Test
    void aMomentIsReachedWhenItComes() {
        assertThat(new Moment(5).reached(new Moment(5))).isTrue();
        assertThat(new Moment(4).reached(new Moment(5))).isFalse();
        assertThat(new Moment(9).since(new Moment(5))).isEqualTo(Duration.ofNanos(4));
        assertThat(new Moment(4)).isLessThan(new Moment(5));
    }

    @Test
    void anExitStatusSaysHowItEnded() {
        assertThat(new ExitStatus.Code(3).text()).isEqualTo("exit status 3");
        assertThat(new ExitStatus.Killed(Signal.TERM, false).text()).isEqualTo("killed by SIGTERM");
        assertThat(new ExitStatus.Killed(new Signal(11), true).text()).isEqualTo("killed by SIGSEGV (core dumped)");
        assertThat(new ExitStatus.Unknown().text()).isEqualTo("exit status unknown");
    }

    @Test
    void deathByASignalIsNeverExpected() {
        Policy policy = Policies.exitcodes(Policies.USUAL, Set.of(0, 2, 15));

        assertThat(policy.expects(new ExitStatus.Code(2))).isTrue();
        assertThat(policy.expects(new ExitStatus.Code(1))).isFalse();
        assertThat(policy.expects(new ExitStatus.Killed(Signal.TERM, false))).isFalse();
        assertThat(policy.expects(new ExitStatus.Unknown())).isFalse();
    }

    @Test
    void aProblemSaysWhereAndWhatToDo() {
        Path file = Path.of("t.yaml");

        assertThat(new Problem(file, 12, 9, "no cmd", "give one").text()).isEqualTo("t.yaml:12:9: no cmd; give one");
        assertThat(new Problem(file, 12, 0, "no cmd", "").text()).isEqualTo("t.yaml:12: no cmd");
        assertThat(new Problem(file, 0, 0, "no such file", "").text()).isEqualTo("t.yaml: no such file");
    }

    @Test
    void aLogKeepsWhatMattersAsMuchAsItsLevelOrMore() {
        assertThat(LogLevel.INFO.keeps(LogLevel.CRITICAL)).isTrue();
        assertThat(LogLevel.INFO.keeps(LogLevel.INFO)).isTrue();
        assertThat(LogLevel.INFO.keeps(LogLevel.DEBUG)).isFalse();
    }
}
