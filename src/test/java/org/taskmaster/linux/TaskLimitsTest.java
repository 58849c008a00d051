package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskLimitsTest {

    private static final int MORE = 16;

    /// As many as are left when a hundred are to spare.
    private static final int ENOUGH = 300 + MORE + 100;

    @TempDir
    Path root;

    @BeforeEach
    void aMachineWithoutLimitsThatAreNear() throws IOException {
        write("proc/loadavg", "0.10 0.20 0.30 2/300 4711\n");
        limitOfUser("unlimited");
        write("proc/sys/kernel/threads-max", "190000\n");
        write("proc/sys/kernel/pid_max", "32768\n");
        write("proc/self/cgroup", "0::/system.slice/a.service\n");
        write("groups/cgroup.procs", "");
        write("groups/system.slice/pids.max", "max\n");
        write("groups/system.slice/a.service/cgroup.procs", "");
        write("groups/system.slice/a.service/pids.max", "max\n");
    }

    @Test
    void nothingIsNear() {
        assertThat(areFar()).isTrue();
    }

    @Test
    void theUsersLimitIsHeldAgainstAllThreadsOfTheMachine() throws IOException {
        limitOfUser(Integer.toString(ENOUGH));
        assertThat(areFar()).isTrue();
        limitOfUser(Integer.toString(ENOUGH - 1));
        assertThat(areFar()).isFalse();
    }

    @Test
    void theMachineHasLimitsToo() throws IOException {
        write("proc/sys/kernel/threads-max", (ENOUGH - 1) + "\n");
        assertThat(areFar()).isFalse();
        write("proc/sys/kernel/threads-max", ENOUGH + "\n");
        assertThat(areFar()).isTrue();
        write("proc/sys/kernel/pid_max", (ENOUGH - 1) + "\n");
        assertThat(areFar()).isFalse();
    }

    @Test
    void eachControlGroupOnTheWayCounts() throws IOException {
        write("groups/system.slice/pids.max", "200\n");
        write("groups/system.slice/pids.current", (200 - MORE - 100) + "\n");
        assertThat(areFar()).isTrue();
        write("groups/system.slice/pids.current", (200 - MORE - 99) + "\n");
        assertThat(areFar()).isFalse();
    }

    @Test
    void theOlderHierarchyOfProcessesCountsWhereThereIsOne() throws IOException {
        write("proc/self/cgroup", "8:pids:/box\n1:cpu:/box\n0::/\n");
        write("groups/pids/box/cgroup.procs", "");
        write("groups/pids/box/pids.max", "20\n");
        write("groups/pids/box/pids.current", "3\n");
        assertThat(areFar()).isFalse();
        write("groups/pids/box/pids.max", "2000\n");
        assertThat(areFar()).isTrue();
    }

    @Test
    void whatCannotBeReadIsNotFar() throws IOException {
        write("proc/self/cgroup", "0::/elsewhere\n");
        assertThat(areFar()).as("a group that is not mounted").isFalse();

        write("proc/self/cgroup", "0::/\n");
        assertThat(areFar()).as("a root whose namespace is not known").isFalse();
        Files.createDirectories(root.resolve("proc/self/ns"));
        Files.createSymbolicLink(root.resolve("proc/self/ns/cgroup"), Path.of("cgroup:[4026531835]"));
        assertThat(areFar()).as("the root").isTrue();

        Files.delete(root.resolve("proc/loadavg"));
        assertThat(areFar()).as("the number of threads is unknown").isFalse();
    }

    private boolean areFar() {
        return new TaskLimits(root.resolve("proc"), root.resolve("groups")).areFarFrom(MORE);
    }

    private void limitOfUser(String soft) throws IOException {
        write(
                "proc/self/limits",
                "Limit                     Soft Limit           Hard Limit           Units\n"
                        + "Max cpu time              unlimited            unlimited            seconds\n"
                        + "Max processes             " + soft + "                96365                processes\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
