package org.taskmaster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SignalTest {

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
