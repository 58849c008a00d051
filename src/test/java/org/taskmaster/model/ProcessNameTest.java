package org.taskmaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessNameTest {

    @Test
    void theOnlyProcessOfAProgramIsCalledAsThat() {
        ProcessName name = ProcessName.only("web");

        assertThat(name.text()).isEqualTo("web");
        assertThat(name.within()).isEqualTo("web");
        assertThat(name.number()).isEmpty();
        assertThat(name).isEqualTo(ProcessName.of("web"));
    }

    @Test
    void oneOfSeveralHasANumber() {
        ProcessName name = ProcessName.numbered("web", 12);

        assertThat(name.text()).isEqualTo("web:12").hasToString(name.toString());
        assertThat(name.within()).isEqualTo("12");
        assertThat(name).isEqualTo(ProcessName.of("web:12"));
    }

    @Test
    void aNameInAGroupIsPutTogether() {
        assertThat(ProcessName.in("web", "12")).isEqualTo(ProcessName.of("web:12"));
        assertThat(ProcessName.in("web", "web")).isEqualTo(ProcessName.of("web"));
    }

    @Test
    void whatIsWrittenIsTakenApart() {
        ProcessName name = ProcessName.of("web:12");

        assertThat(name.group()).isEqualTo("web");
        assertThat(name.program()).isEqualTo("web");
        assertThat(name.number()).isEqualTo(OptionalInt.of(12));
        assertThat(name.within()).isEqualTo("12");
    }

    /// Whatever somebody types can be asked for.
    @ParameterizedTest
    @ValueSource(strings = {"", ":", "web:", ":0", "web:x", "web:00", "web:1:2", "web:-1", "web:99999999999"})
    void whatNoProcessIsCalledStaysAsItIs(String text) {
        ProcessName name = ProcessName.of(text);

        assertThat(name.text()).isEqualTo(text);
        assertThat(name).isEqualTo(ProcessName.of(text)).isNotEqualTo(ProcessName.of("web"));
        assertThat(name.group() + (text.contains(":") ? ":" + name.within() : ""))
                .isEqualTo(text);
    }

    @Test
    void aProcessHasAnotherNameWhenItsProgramIsScaled() {
        assertThat(ProcessName.of("web").otherwise()).contains(ProcessName.of("web:0"));
        assertThat(ProcessName.of("web:0").otherwise()).contains(ProcessName.of("web"));
        assertThat(ProcessName.of("web:1").otherwise()).isEmpty();
    }
}
