package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// The variables that programs inherit.
final class EnvironmentTest {

    @Test
    void ourOwnIsWhatWeWereStartedWith() {
        assertThat(Environment.ofThisProcess().value("PATH", "")).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void moreWins() {
        Environment environment = Environment.of(Map.of("A", "1", "B", "2")).with(Map.of("B", "x=y"));

        assertThat(environment.value("A", "")).isEqualTo("1");
        assertThat(environment.value("B", "")).isEqualTo("x=y");
        assertThat(environment.value("C", "otherwise")).isEqualTo("otherwise");
    }
}
