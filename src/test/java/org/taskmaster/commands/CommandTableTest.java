package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.taskmaster.commands.Operand.Times;

final class CommandTableTest {

    @ParameterizedTest
    @MethodSource("specs")
    void everyWordMeansOneCommand(Command command) {
        assertThat(command.names()).allSatisfy(word -> {
            assertThat(CommandTable.find(word)).map(Command::name).contains(command.name());
            assertThat(CommandTable.words()).filteredOn(word::equals).hasSize(1);
        });
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyCommandIsExplainedAndItsExampleCanBeTyped(Command spec) {
        assertThat(spec.help()).isNotBlank();
        assertThat(Words.of(spec.example())).isInstanceOfSatisfying(Words.Split.class, split -> {
            List<String> words = split.words();
            assertThat(CommandTable.find(words.getFirst())).map(Command::name).contains(spec.name());
            assertThat(Arguments.read(spec, words.subList(1, words.size())).problem())
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("specs")
    void onlyOneOperandRepeatsAndOnlyOneThatMayBeMissingFollowsIt(Command spec) {
        List<Times> times = spec.operands().stream()
                .map(Operand::times)
                .dropWhile(time -> time == Times.ONCE)
                .toList();

        assertThat(times).hasSizeLessThanOrEqualTo(2);
        assertThat(times.stream().skip(1)).allMatch(time -> time == Times.MAYBE);
    }

    static List<Command> specs() {
        return CommandTable.all();
    }
}
