package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The unit for systemd: systemd has nothing to say against it, and what it runs does what it is there for.
final class ServiceUnitIT {

    private static final Path UNIT = Path.of("examples/taskmaster.service");
    private static final Path PAGE = Path.of("docs/how-to/run-as-a-daemon.md");
    private static final Pattern STOP = Pattern.compile("(?m)^ExecStop=/bin/sh -c '([^']*)'$");

    @TempDir
    Path directory;

    private Sandbox sandbox;

    @BeforeEach
    void make() {
        sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");
    }

    @Test
    void systemdUnderstandsAllOfIt() throws IOException {
        Tools.run("systemd-analyze", "--version");
        assertThat(verified(unit())).isEmpty();
        assertThat(verified(unit().replace("KillMode=process", "KillMode=proces")))
                .contains("Failed to parse kill mode");
        assertThat(verified(unit().replace("bin/sh", "bin/nothing"))).contains("/bin/nothing is not executable");
    }

    @Test
    void thePageShowsTheSame() throws IOException {
        String unit = Files.readString(UNIT);

        assertThat(Files.readString(PAGE)).contains("```ini\n" + unit.substring(unit.indexOf("[Unit]")) + "```\n");
    }

    @Test
    void aRestartLeavesWhatRunsToTheNext() throws IOException {
        try (Taskmaster first = start()) {
            long web = web();

            Ran stopped = stopped("4711 taskmaster.service restart running");

            assertThat(stopped.status()).as(stopped.errors()).isZero();
            assertThat(first.awaitExit()).isZero();
            assertThat(Proc.lives(web)).isTrue();
            try (Background _ = Background.start(sandbox)) {
                assertThat(web()).isEqualTo(web);
                assertThat(Ran.ctl(sandbox, "status").output()).containsPattern("web +RUNNING .*adopted");
            }
        }
    }

    @Test
    void aStopStopsEverything() throws IOException {
        try (Taskmaster first = start()) {
            Ran stopped = stopped("4711 taskmaster.service stop running");

            assertThat(stopped.status()).as(stopped.errors()).isZero();
            assertThat(first.awaitExit()).isZero();
            assertThat(sandbox.survivors()).isEmpty();
        }
    }

    /// As ExecStart does.
    private Taskmaster start() throws IOException {
        String words = "taskmasterd -n -c " + sandbox.config();
        assertThat(unit()).contains("ExecStart=" + Sandbox.program(words) + "\n");
        Taskmaster started = Taskmaster.launch(
                sandbox,
                Sandbox.program("taskmasterd"),
                List.of("-n", "-c", sandbox.config().toString()));
        sandbox.awaitLine("taskmaster.log", "success: web");
        return started;
    }

    private long web() {
        return Long.parseLong(Ran.ctl(sandbox, "pid", "web").output().strip());
    }

    /// What ExecStop does.
    ///
    /// @param job what systemd has to do, as its list of jobs says
    private Ran stopped(String job) throws IOException {
        sandbox.script("systemctl", "test \"$*\" = 'list-jobs --no-legend --plain taskmaster.service' && echo " + job);
        Matcher stop = STOP.matcher(unit());
        assertThat(stop.find()).isTrue();
        sandbox.environment("PATH", directory + ":" + System.getenv("PATH"));
        return Ran.path(sandbox, Path.of("/bin/sh"), "-c", stop.group(1).replace("%n", "taskmaster.service"));
    }

    /// The unit, of the programs and the configuration that are here.
    private String unit() throws IOException {
        return Files.readString(UNIT)
                .replace("/usr/local/bin/", Sandbox.program("") + "/")
                .replace("/etc/taskmaster/taskmaster.yaml", sandbox.config().toString());
    }

    /// What systemd says about a unit.
    private String verified(String unit) {
        Path file = sandbox.write("taskmaster.service", unit);
        return Tools.run(
                "sh",
                "-c",
                "systemd-analyze verify --recursive-errors=no \"$0\" 2>&1 || test $? -eq 1",
                file.toString());
    }
}
