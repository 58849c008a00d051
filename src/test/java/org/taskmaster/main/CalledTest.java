package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CalledTest {

    private static final List<String> PATH = List.of("/usr/local/bin", "/usr/bin");

    @Test
    void theClientIsNamedSoThatItCanBeTyped() {
        assertThat(Called.ctl("/usr/bin/taskmasterd", PATH)).isEqualTo("taskmasterctl");
        assertThat(Called.ctl("./taskmasterd", PATH)).isEqualTo("./taskmasterctl");
        assertThat(Called.ctl("/srv/my tree/taskmaster", PATH)).isEqualTo("'/srv/my tree/taskmasterctl'");
        assertThat(Called.ctl("", PATH)).isEqualTo("taskmasterctl");
    }
}
