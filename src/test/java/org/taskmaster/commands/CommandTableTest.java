package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.taskmaster.commands.Operand.Times;

final class CommandTableTest {

    @ParameterizedTest
    @EnumSource
    void everyVerbIsInTheTableOnce(Verb verb) {
        assertThat(CommandTable.all()).filteredOn(spec -> spec.verb() == verb).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyExampleCanBeTyped(CommandSpec spec) {
        assertThat(Words.of(spec.example())).isInstanceOfSatisfying(Words.Split.class, split -> {
            List<String> words = split.words();
            assertThat(CommandTable.find(words.getFirst())).contains(spec);
            assertThat(Arguments.read(spec, words.subList(1, words.size()))).isInstanceOf(Arguments.Fit.class);
        });
    }

    @ParameterizedTest
    @MethodSource("specs")
    void onlyOneOperandRepeatsAndOnlyOneThatMayBeMissingFollowsIt(CommandSpec spec) {
        List<Times> times = spec.operands().stream()
                .map(Operand::times)
                .dropWhile(time -> time == Times.ONCE)
                .toList();

        assertThat(times).hasSizeLessThanOrEqualTo(2);
        assertThat(times.stream().skip(1)).allMatch(time -> time == Times.MAYBE);
    }

    static List<CommandSpec> specs() {
        return CommandTable.all();
    }
}
