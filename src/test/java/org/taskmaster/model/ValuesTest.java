package org.taskmaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The small values: moments, exit statuses, problems, levels.
class ValuesTest {

    @Test
    void aMomentSaturatesInsteadOfOverflowing() {
        Moment now = new Moment(5);

        assertThat(now.plus(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(new Moment(Long.MAX_VALUE));
        assertThat(new Moment(Long.MAX_VALUE - 1).plus(Duration.ofNanos(2))).isEqualTo(new Moment(Long.MAX_VALUE));
        assertThat(now.plus(Duration.ofNanos(7))).isEqualTo(new Moment(12));
        assertThat(new Moment(-5).plus(Duration.ofNanos(2))).isEqualTo(new Moment(-3));
        assertThat(now.minus(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(new Moment(5 - Long.MAX_VALUE));
        assertThat(new Moment(-5).minus(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(new Moment(Long.MIN_VALUE));
        assertThat(now.minus(Duration.ofNanos(7))).isEqualTo(new Moment(-2));
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
        assertThat(new ExitStatus.Killed(Signal.TERM, false).text()).isEqualTo("terminated by SIGTERM");
        assertThat(new ExitStatus.Killed(new Signal(11), true).text()).isEqualTo("terminated by SIGSEGV (core dumped)");
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

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "1000, 1000",
        "1024, 1KB",
        "1536, 1536",
        "52428800, 50MB",
        "1073741824, 1GB",
        "1099511627776, 1024GB"
    })
    void aSizeIsWrittenAsItIsRead(long bytes, String text) {
        assertThat(new ByteSize(bytes).text()).isEqualTo(text);
        assertThat(ByteSize.parse(text)).contains(new ByteSize(bytes));
    }

    @Test
    void facilitiesHaveTheNumbersOfTheirStandard() {
        assertThat(SyslogFacility.DAEMON.number()).isEqualTo(SyslogTarget.DAEMON);
        assertThat(SyslogFacility.numbered(10)).contains(SyslogFacility.AUTHPRIV);
        assertThat(SyslogFacility.numbered(23)).contains(SyslogFacility.LOCAL7);
        assertThat(SyslogFacility.numbered(12)).isEmpty();
        assertThat(SyslogFacility.LOCAL0.word()).isEqualTo("local0");
    }

    @Test
    void aPlaceForSyslogIsWrittenAsItIsRead() {
        assertThat(new SyslogTarget(Optional.empty(), 3, Optional.empty()).text())
                .isEqualTo("local");
        assertThat(new SyslogTarget.Server(SyslogTarget.Transport.UDP, "loghost", 514).text())
                .isEqualTo("udp://loghost:514");
        assertThat(new SyslogTarget.Server(SyslogTarget.Transport.TCP, "::1", 601).text())
                .isEqualTo("tcp://[::1]:601");
    }
}
