package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Looking people up.
final class RunAsTest {

    @Test
    void rootIsFoundByNameAndByNumber() {
        assertThat(UserDatabase.find("root")).contains(new User("root", 0, 0, "/root", "/bin/bash"));
        assertThat(UserDatabase.find("0")).isEqualTo(UserDatabase.find("root"));
    }

    @Test
    void anUnknownNameOrNumberIsNobody() {
        assertThat(UserDatabase.find("nosuchuser")).isEmpty();
        assertThat(UserDatabase.find("987654321")).isEmpty();
        assertThat(UserDatabase.find("99999999999999")).isEmpty();
        assertThat(UserDatabase.find("")).isEmpty();
    }

    @Test
    void theCurrentUserIsOneOfThem() {
        User current = UserDatabase.current();

        assertThat(current.name()).isEqualTo(System.getProperty("user.name"));
        assertThat(UserDatabase.groups(current)).contains(current.gid());
    }

    @Test
    void aUserBringsTheirVariables() {
        User user = new User("alice", 1000, 1000, "/home/alice", "");

        assertThat(user.environment())
                .containsOnlyKeys("USER", "LOGNAME", "HOME")
                .containsEntry("USER", "alice")
                .containsEntry("LOGNAME", "alice")
                .containsEntry("HOME", "/home/alice");
    }
}
