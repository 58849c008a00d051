package org.taskmaster.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {

    @Test
    void everyTimeIsReadAsTheJdkReadsIt() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

        for (int i = 0; i < 10_000; i++) {
            long nanos = i % 3 == 0 ? 0 : random.nextLong(1_000_000_000L);
            Instant time = Instant.ofEpochSecond(random.nextLong(-62_135_596_800L, 253_402_300_800L), nanos);

            assertThat(Times.parse(time.toString())).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T00:00:00Z",
                "2026-11-23T05:31:00.5Z",
                "+12345-01-01T00:00:00Z",
                "2026-11-23T05:31:00+01:00",
                "2026-11-23T24:00:00Z"
            })
    void unusualOnesAreReadToo(String text) {
        assertThat(Times.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-23",
                "2026-11-23T05:31:00",
                "2026-11-23T05:31:00.1234567890Z",
                "2026-11-23T05:31:00.1xZ",
                "2025-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-11-23T25:00:00Z",
                "2026-11-23T05:60:00Z"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
