package org.taskmaster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.taskmaster.Golden;
import org.taskmaster.core.Samples.Event;
import org.taskmaster.model.Policies;

class ProcessMachineTableTest {

    private static final Path TABLE = Path.of("src/test/resources/org/taskmaster/core/state-table.txt");

    private static final String HEAD = """
            # What ProcessMachine decides for every state and every input. Generated; read every change.
            #
            # Policy: starttime 5 s, startretries 2, autorestart unexpected, exitcodes 0, SIGTERM, stoptime 10 s.
            # #7 is the process of the state, #8 another one. The states begin at 0 s; an input comes at 3 s,
            # a bell that is too early at 0.5 s, the other bell at 20 s. A state that is not named stays as it is.
            """;

    @Test
    void everyPairOfStateAndInputIsAnsweredAsTheTableSays() {
        StringBuilder table = new StringBuilder(HEAD);

        for (ProcessState state : Samples.states()) {
            table.append('\n').append(Rendering.of(state)).append('\n');
            List<String> ignored = new ArrayList<>();
            for (Event event : Samples.events()) {
                String answer = Rendering.of(state, decide(state, event));
                if (answer.equals("ignored")) {
                    ignored.add(event.words());
                } else {
                    table.append("    %-31s  %s%n".formatted(event.words(), answer));
                }
            }
            if (!ignored.isEmpty()) {
                table.append("    ignored: ")
                        .append(String.join(" | ", ignored))
                        .append('\n');
            }
        }

        Golden.check(TABLE, table.toString());
    }

    @Test
    void noTypeOfStateOrInputIsMissingFromTheTable() {
        Set<Class<?>> states = Samples.states().stream().map(Object::getClass).collect(Collectors.toSet());
        Set<Class<?>> inputs =
                Samples.events().stream().map(event -> event.input().getClass()).collect(Collectors.toSet());

        assertThat(states).isEqualTo(kindsOf(ProcessState.class));
        assertThat(inputs).isEqualTo(kindsOf(Input.class));
    }

    @Test
    void everyKindOfEffectAndOfEventOccursInTheTable() {
        List<Effect> effects = Samples.states().stream()
                .flatMap(state -> Samples.events().stream().map(event -> decide(state, event)))
                .flatMap(decision -> decision instanceof Decision.Next next ? next.effects().stream() : Stream.empty())
                .toList();

        Stream<Object> published = effects.stream()
                .filter(Effect.Publish.class::isInstance)
                .map(effect -> ((Effect.Publish) effect).event());

        assertThat(effects.stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(kindsOf(Effect.class));
        assertThat(published.map(Object::getClass).collect(Collectors.toSet())).isEqualTo(kindsOf(ProcessEvent.class));
    }

    private static Decision decide(ProcessState state, Event event) {
        return ProcessMachine.decide(Policies.USUAL, state, event.input(), event.at());
    }

    private static Set<Class<?>> kindsOf(Class<?> sealed) {
        Set<Class<?>> kinds = new LinkedHashSet<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                kinds.addAll(kindsOf(permitted));
            } else {
                kinds.add(permitted);
            }
        }
        return kinds;
    }
}
