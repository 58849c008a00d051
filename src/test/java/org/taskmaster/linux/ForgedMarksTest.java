package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.Waiting;
import org.taskmaster.linux.FormerRuns.Survivor;

/// What a process says in its environment, which can be anything.
class ForgedMarksTest {

    private static final String ADDRESS =
            "unix:///nowhere/" + ProcessHandle.current().pid() + "/taskmaster.sock";
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void noMoreOfAnEnvironmentIsReadThanAMebibyte() throws Exception {
        Map<String, String> muchTooLong = IntStream.range(0, 15)
                .boxed()
                .collect(Collectors.toMap(number -> "X" + number, _ -> "x".repeat(100_000)));
        Process process = with(muchTooLong);
        try {
            awaitBecome(process);

            assertThat(ProcFiles.environment((int) process.pid())).hasSize(MEBIBYTE + 1);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web (pid 7); end them: kill -- -1", "a\nb", "\u001b[31m", "x\u202ey", "~"})
    void aNameThatIsNoneOfAConfigurationIsNotRepeated(String name) throws Exception {
        assertThat(survivor(name.equals("~") ? "x".repeat(100) : name).name()).isEqualTo("a process");
    }

    @Test
    void aNameAsOfAConfigurationIs() throws Exception {
        assertThat(survivor("web-1.b\u00e4r_2").name()).isEqualTo("web-1.b\u00e4r_2");
    }

    private static Survivor survivor(String name) throws Exception {
        Process process = with(Map.of(
                "TASKMASTER_RUN",
                "x.1",
                "SUPERVISOR_SERVER_URL",
                ADDRESS,
                "SUPERVISOR_GROUP_NAME",
                name,
                "SUPERVISOR_PROCESS_NAME",
                name));
        try {
            awaitBecome(process);
            return FormerRuns.of(ADDRESS, Set.of()).found().stream()
                    .filter(found -> found.pid() == process.pid())
                    .findFirst()
                    .orElseThrow();
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private static Process with(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "1000");
        builder.environment().putAll(new TreeMap<>(environment));
        return builder.start();
    }

    private static void awaitBecome(Process process) {
        Waiting.until(() -> {
            assertThat(process.isAlive()).isTrue();
            return ProcFiles.read("/proc/" + process.pid() + "/comm").startsWith("sleep");
        });
    }
}
