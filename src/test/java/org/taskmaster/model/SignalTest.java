package org.taskmaster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SignalTest {

    @Test
    void isReadAsPeopleWriteIt() {
        for (String text : new String[] {"TERM", "SIGTERM", "term", " sigterm ", "15"}) {
            assertThat(Signal.parse(text)).as(text).contains(Signal.TERM);
        }
        assertThat(Signal.parse("RTMIN+2")).contains(new Signal(36));
        assertThat(Signal.parse("SIGRTMIN")).contains(new Signal(34));
    }

    @Test
    void whatIsNoSignalIsNotRead() {
        for (String text : new String[] {"", "SIG", "TERMS", "0", "65", "-9", "999", "RTMIN+31", "RTMIN+", "NULL"}) {
            assertThat(Signal.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void everyNameLeadsBackToItsNumber() {
        for (int number = 1; number <= 64; number++) {
            Signal signal = new Signal(number);
            if (number != 32 && number != 33) {
                assertThat(Signal.parse(signal.name())).as(signal.name()).contains(signal);
            }
        }
    }

    @Test
    void theNumbersAreThoseOfLinux() {
        assertThat(Signal.KILL.name()).isEqualTo("SIGKILL");
        assertThat(Signal.USR1.name()).isEqualTo("SIGUSR1");
        assertThat(Signal.USR2.name()).isEqualTo("SIGUSR2");
        assertThat(Signal.CHLD.name()).isEqualTo("SIGCHLD");
        assertThat(Signal.WINCH.name()).isEqualTo("SIGWINCH");
        assertThat(Signal.known()).hasSize(31).containsEntry(1, "HUP").containsEntry(31, "SYS");
    }

    @Test
    void aNumberBeyondTheKernelsIsRefused() {
        assertThatThrownBy(() -> new Signal(65)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Signal(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
