package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunAsTest {

    private static final String ROOT_STAYS = "taskmaster: {user: root}\n";

    @TempDir
    Path directory;

    private ConfigFile alice;
    private ConfigFile root;

    @BeforeEach
    void makeFile() {
        alice = ConfigFile.in(directory);
        root = alice.as("root");
    }

    @Test
    void anOrdinaryUserMayNameItself() {
        assertThat(alice.launch("user: alice").user()).contains("alice");
        assertThat(alice.launch("user: 1000").user()).contains("1000");
        assertThat(alice.loaded("taskmaster: {user: alice}\nprograms:\n")
                        .supervisor()
                        .user())
                .contains("alice");
    }

    @Test
    void anOrdinaryUserCannotBecomeAnother() {
        assertThat(alice.problem("user: bob"))
                .isEqualTo(
                        "4:11: programs.web.user: only root may start it as \"bob\", and this supervisor runs as"
                                + " \"alice\"; remove the line, or start taskmaster as root with `user: root` in `taskmaster:`");
        assertThat(alice.problems("taskmaster: {user: bob}\nprograms:\n"))
                .containsExactly("1:20: taskmaster.user: only root may become \"bob\", and this supervisor runs as"
                        + " \"alice\"; remove the line, or start taskmaster as root");
    }

    @Test
    void aSupervisorThatStaysRootGivesProgramsTheirUsers() {
        String text = ROOT_STAYS + "programs: {web: {cmd: x, user: bob}}\n";

        assertThat(root.loaded(text)
                        .programs()
                        .getFirst()
                        .processes()
                        .getFirst()
                        .launch()
                        .user())
                .contains("bob");
    }

    @Test
    void aSupervisorThatGivesRootUpCannot() {
        String programs = "programs: {web: {cmd: x, user: bob}}\n";

        assertThat(root.problems("taskmaster: {user: alice}\n" + programs))
                .containsExactly(
                        "2:32: programs.web.user: only root may start it as \"bob\", and the supervisor becomes"
                                + " \"alice\" before it starts anything; remove the line, or write `user: root` in"
                                + " `taskmaster:` so that the supervisor stays root");
        assertThat(root.problems(programs))
                .containsExactly(
                        "1:32: programs.web.user: only root may start it as \"bob\", and the supervisor does not"
                                + " stay root; remove the line, or write `user: root` in `taskmaster:` so that the supervisor"
                                + " stays root");
        assertThat(root.loaded("taskmaster: {user: bob}\n" + programs).programs())
                .hasSize(1);
    }

    @Test
    void usersMustExist() {
        assertThat(root.problems("taskmaster: {user: carol}\nprograms:\n"))
                .containsExactly("1:20: taskmaster.user: there is no user \"carol\" on this machine; write a name or a"
                        + " number that `getent passwd` knows");
    }
}
