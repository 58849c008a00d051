package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.taskmaster.linux.FormerRuns.Survivor;
import org.taskmaster.main.Identity.Notice;

class LeftRunningTest {

    private static final int US = 50;

    @Test
    void whatStillRunsIsNamedWithTheCommandThatEndsItsGroups() {
        List<Survivor> two = List.of(new Survivor(11, "web:0", 11), new Survivor(12, "web:0", 11));

        assertThat(words(Optional.of(4711L), two))
                .isEqualTo(
                        "the previous supervisor (pid 4711) did not end properly, and what it started still runs beside what is started"
                                + " now: web:0 (pid 11), web:0 (pid 12); end them: kill -- -11");
        assertThat(words(Optional.empty(), two))
                .startsWith("a previous supervisor did not end properly, and what it started still runs");
    }

    @Test
    void aGroupThatNoneOfThemLeadsIsLeftAloneAndTheyAreEndedOneByOne() {
        List<Survivor> three =
                List.of(new Survivor(11, "web", 11), new Survivor(12, "db", 7), new Survivor(13, "db", 7));

        assertThat(words(Optional.empty(), three)).endsWith("; end them: kill -- -11 12 13");
    }

    @Test
    void ofManyTheFirstAreNamedAndNobodyIsToEndTheOwnGroup() {
        List<Survivor> many = IntStream.rangeClosed(1, 10)
                .mapToObj(number -> new Survivor(number + 60, "web", US))
                .toList();

        assertThat(words(Optional.empty(), many)).endsWith("web (pid 68) and 2 more");
    }

    @Test
    void aPidFileWithoutProcessesTellsThatNoneIsSeenAndNothingTellsNothing() {
        assertThat(words(Optional.of(4711L), List.of()))
                .isEqualTo(
                        "the previous supervisor (pid 4711) did not end properly; none of its programs is seen to run"
                                + " any more");
        assertThat(LeftRunning.notice(Optional.empty(), List.of(), US)).isEmpty();
    }

    private static String words(Optional<Long> pid, List<Survivor> survivors) {
        return LeftRunning.notice(pid, survivors, US).map(Notice::text).orElseThrow();
    }
}
