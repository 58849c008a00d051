package org.taskmaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionsTest {

    private static final List<String> KNOWN = List.of("web", "worker", "restart", "start", "status");

    @ParameterizedTest
    @CsvSource({
        "wbe,web",
        "worke,worker",
        "restrat,restart",
        "strat,start",
        "stats,status",
        "web,web",
        "wrk,",
        "x,",
        "database,"
    })
    void nearestIsTheWordWithTheFewestTypingErrors(String typed, String meant) {
        assertThat(Suggestions.nearest(typed, KNOWN).orElse(null)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"we"})
    void nothingIsSuggestedWhenNothingIsKnown(String typed) {
        assertThat(Suggestions.nearest(typed, List.of())).isEmpty();
    }
}
