package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherNameTest {

    private static final List<String> PATH = List.of("/usr/local/bin", "/usr/bin");

    @Test
    void theClientIsNamedSoThatItCanBeTyped() {
        assertThat(LauncherName.ctl("/usr/bin/taskmasterd", PATH)).isEqualTo("taskmasterctl");
        assertThat(LauncherName.ctl("./taskmasterd", PATH)).isEqualTo("./taskmasterctl");
        assertThat(LauncherName.ctl("/srv/my tree/taskmaster", PATH)).isEqualTo("'/srv/my tree/taskmasterctl'");
        assertThat(LauncherName.ctl("", PATH)).isEqualTo("taskmasterctl");
    }
}
