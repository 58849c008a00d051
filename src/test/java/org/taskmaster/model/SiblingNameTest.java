package org.taskmaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SiblingNameTest {

    private static final String PATH = "/usr/local/bin:/usr/bin";

    @Test
    void aProgramIsNamedSoThatItCanBeTyped() {
        assertThat(SiblingName.of("taskmasterctl", "/usr/bin/taskmasterd", PATH))
                .isEqualTo("taskmasterctl");
        assertThat(SiblingName.of("taskmasterctl", "./taskmasterd", PATH)).isEqualTo("./taskmasterctl");
        assertThat(SiblingName.of("taskmasterd", "/srv/my tree/taskmasterctl", PATH))
                .isEqualTo("'/srv/my tree/taskmasterd'");
        assertThat(SiblingName.of("taskmasterd", "", PATH)).isEqualTo("taskmasterd");
    }
}
