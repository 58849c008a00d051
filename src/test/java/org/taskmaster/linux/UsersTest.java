package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Looking people up.
final class UsersTest {

    @Test
    void rootIsFoundByNameAndByNumber() {
        assertThat(Users.find("root")).contains(new User("root", 0, 0, "/root", "/bin/bash"));
        assertThat(Users.find("0")).isEqualTo(Users.find("root"));
    }

    @Test
    void anUnknownNameOrNumberIsNobody() {
        assertThat(Users.find("nosuchuser")).isEmpty();
        assertThat(Users.find("987654321")).isEmpty();
        assertThat(Users.find("99999999999999")).isEmpty();
        assertThat(Users.find("")).isEmpty();
    }

    @Test
    void theCurrentUserIsOneOfThem() {
        User current = Users.current();

        assertThat(current.name()).isEqualTo(System.getProperty("user.name"));
        assertThat(Users.groups(current)).contains(current.gid());
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
