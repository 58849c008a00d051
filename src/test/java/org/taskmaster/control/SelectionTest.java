package org.taskmaster.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;

final class SelectionTest {

    private static final FleetStatus FLEET = new FleetStatus(
            new Moment(0),
            FleetStatus.Phase.RUNNING,
            List.of("db", "none", "web"),
            List.of(process("db", "db"), process("web", "web:0"), process("web", "web:1"), process("web", "web:10")));

    @ParameterizedTest
    @CsvSource({
        "all, db web:0 web:1 web:10",
        "web, web:0 web:1 web:10",
        "web:, web:0 web:1 web:10",
        "web:*, web:0 web:1 web:10",
        "web:1, web:1",
        "web:1*, web:1 web:10",
        "w*b:?, web:0 web:1",
        "db, db",
        "db:*, db",
        "*, db web:0 web:1 web:10",
        "web:1 db web:1, db web:1",
        "none, ''",
        "none:*, ''"
    })
    void wordsPickProcessesInTheOrderOfTheFleet(String words, String picked) {
        Selection selection = Selection.of(new Selector(Arrays.asList(words.split(" "))), FLEET);

        assertThat(String.join(
                        " ",
                        selection.processes().stream()
                                .map(process -> process.name().text())
                                .toList()))
                .isEqualTo(picked);
        assertThat(selection.unknown()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"web:1 db web:0, web:1 db web:0", "db web, db web:0 web:1 web:10", "web:10 all, web:10 db web:0 web:1"})
    void whatIsPickedCanBeHadInTheOrderOfTheWords(String words, String picked) {
        Selector selector = new Selector(Arrays.asList(words.split(" ")));

        assertThat(String.join(
                        " ",
                        Selection.of(selector, FLEET).inOrderOf(selector).processes().stream()
                                .map(process -> process.name().text())
                                .toList()))
                .isEqualTo(picked);
    }

    @Test
    void aWordThatFitsNothingIsReportedWithTheNearestName() {
        Selection selection = Selection.of(new Selector(List.of("wbe", "db", "xyz*")), FLEET);

        assertThat(selection.unknown())
                .containsExactly(new UnknownName("wbe", Optional.of("web")), new UnknownName("xyz*", Optional.empty()));
        assertThat(selection.processes()).hasSize(1);
    }

    @Test
    void aNearestNameIsLookedForOnlyForTheFirstUnknownWords() {
        Selection selection = Selection.of(new Selector(Collections.nCopies(Selection.MOST_GUESSES + 1, "wbe")), FLEET);

        assertThat(selection.unknown().subList(0, Selection.MOST_GUESSES))
                .containsOnly(new UnknownName("wbe", Optional.of("web")));
        assertThat(selection.unknown().getLast()).isEqualTo(new UnknownName("wbe", Optional.empty()));
    }

    @Test
    void whoMustNotBeKeptGetsNoGuesses() {
        Selection selection = Selection.withoutGuesses(new Selector(List.of("wbe", "web:0", "d?", "x*")), FLEET);

        assertThat(selection.unknown())
                .containsExactly(new UnknownName("wbe", Optional.empty()), new UnknownName("x*", Optional.empty()));
        assertThat(selection.processes())
                .extracting(process -> process.name().text())
                .containsExactly("db", "web:0");
    }

    @Test
    void aHostileGlobEndsSoon() {
        Selector hostile = new Selector(List.of("*a".repeat(2000) + "b"));

        assertThat(hostile.picks(ProcessName.of("a".repeat(4000)))).isFalse();
    }

    private static ProcessStatus process(String program, String name) {
        Output kept = new Output.ToFile(Path.of("/tmp/log"));
        return new ProcessStatus(
                new ProcessKey(program, 0),
                ProcessName.of(name),
                StateName.RUNNING,
                OptionalInt.of(1),
                new Moment(0),
                Instant.EPOCH,
                "",
                ProcessStatus.History.NONE,
                kept,
                kept);
    }
}
