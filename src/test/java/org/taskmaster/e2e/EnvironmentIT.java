package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// What the environment says is for the programs: it changes nothing of how ours run, whoever they are and whatever
/// language it speaks.
final class EnvironmentIT {

    /// Each would keep one of our JVMs, or a tool of the launcher's, from running at all.
    private static final Map<String, String> HOSTILE = Map.ofEntries(
            Map.entry("JAVA_TOOL_OPTIONS", "-XX:+NoSuchOption"),
            Map.entry("JDK_JAVA_OPTIONS", "-XX:+NoSuchOption"),
            Map.entry("_JAVA_OPTIONS", "-XX:+NoSuchOption"),
            Map.entry("_JAVA_SR_SIGNUM", "12"),
            Map.entry("CLASSPATH", "/nowhere"),
            Map.entry("MALLOC_PERTURB_", "85"),
            Map.entry("GLIBC_TUNABLES", "glibc.malloc.perturb=85"),
            Map.entry("LC_ALL", "C"),
            Map.entry("TMPDIR", "/nowhere"),
            Map.entry("JAVA_HOME", "/nowhere"),
            Map.entry("SHELLOPTS", "noexec"),
            Map.entry("CDPATH", "/nowhere"),
            Map.entry("POSIXLY_CORRECT", "1"),
            // Names that the launcher's own variables once had, and one they have.
            Map.entry("root", "/nowhere"),
            Map.entry("build", "/nowhere"),
            Map.entry("session", "false"),
            Map.entry("masked", "false"),
            Map.entry("tm_root", "/nowhere"),
            Map.entry("tm_text", "x"),
            Map.entry("TASKMASTER_ENVIRONMENT_0", "none of it"));

    private static final Set<String> TOOLS = Set.of("env", "readlink", "base64", "setsid", "java", "find", "dirname");

    @TempDir
    Path directory;

    private Sandbox sandbox;

    @BeforeEach
    void surroundings() throws IOException {
        Path home = Files.createDirectory(directory.resolve("\u90e8\u7f72"));
        sandbox = Sandbox.in(home);
        Files.createDirectory(home.resolve("tools"));
        for (String tool : TOOLS) {
            sandbox.script("tools/" + tool, "echo \"evil $0\"; exit 1\n");
        }
        HOSTILE.forEach(sandbox::environment);
        sandbox.environment("LD_LIBRARY_PATH", sandbox.path("libraries").toString());
        sandbox.environment("PATH", sandbox.path("tools") + ":/usr/bin:/bin");
        // What no Java program and no shell can say: it is added, and what was there in all is noted.
        sandbox.by("/usr/bin/python3", "-c", """
                import os, sys
                os.environb[b'a.b'] = b'1'
                os.environb[b'BASH_FUNC_exec%%'] = b'() { echo evil; }'
                os.environb[b'LATIN'] = b'caf\\xe9'
                os.environb[b'LINES'] = b'a\\nexport tm_build=/nowhere\\nb'
                os.environb[b'LONG'] = b'x' * 120000
                with open(sys.argv[1], 'wb') as f:
                    f.write(b''.join(name + b'=' + value + b'\\0' for name, value in os.environb.items()))
                os.execv(sys.argv[2], sys.argv[2:])
                """, sandbox.path("given").toString());
        String root = Sandbox.isRoot() ? "    user: root\n" : "";
        sandbox.file("taskmaster:\n    statedir: '%(ENV_LD_LIBRARY_PATH)s/state'\n" + root + """
                    logfile: taskmaster.log
                programs:
                    shown: {cmd: cp /proc/self/environ shown, workingdir: "%(here)s", autorestart: false, starttime: 0}
                    web: {cmd: sleep 1000, starttime: 0, workingdir: "%(here)s"}
                """);
    }

    @Test
    void whatItSaysReachesTheProgramsUnchangedAndNothingOfOurs() throws IOException {
        assertThat(Ran.program(sandbox, "taskmaster", "check", "taskmaster.yaml")
                        .errors())
                .isEmpty();

        Ran started = Ran.program(sandbox, "taskmasterd", "-c", "taskmaster.yaml");

        assertThat(started.status()).as(started.errors()).isZero();
        long pid = sandbox.awaitNumber("libraries/state/taskmaster.pid");
        try {
            sandbox.awaitLine("taskmaster.log", "exited: shown (exit status 0");
            assertThat(entries("shown")).isEqualTo(entries("given"));
            assertThat(Proc.environment(pid))
                    .containsOnlyKeys(ours(pid))
                    .containsEntry("LC_ALL", "C.UTF-8")
                    .containsEntry("_JAVA_SR_SIGNUM", "63");
            assertThat(Proc.command(pid)).noneMatch(word -> word.contains("xxxx"));
            Ran status = Ran.program(sandbox, "taskmasterctl", "-c", "taskmaster.yaml", "status");
            assertThat(status.errors()).isEmpty();
            assertThat(status.output()).contains("web", "RUNNING");
        } finally {
            Signals.send("TERM", pid);
            Waiting.until("it has ended", () -> !Proc.lives(pid));
        }
    }

    @Test
    void directoryThatIsGoneAndStreamsThatAreClosedAreNoObstacle() throws IOException {
        Sandbox plain = Sandbox.in(Files.createDirectory(directory.resolve("plain")));
        plain.programs("web: {cmd: sleep 1000, starttime: 0}\n");
        plain.script("lost", "mkdir gone && cd gone && rmdir ../gone && exec \"$@\"\n");
        plain.script("closed", "exec \"$@\" <&- >&- 2>&-\n");
        String config = plain.config().toString();
        String daemon = Sandbox.program("taskmasterd").toString();
        String client = Sandbox.program("taskmasterctl").toString();

        Ran relative = Ran.path(plain, plain.path("lost"), daemon, "-c", "taskmaster.yaml");
        assertThat(relative.status()).isEqualTo(2);
        assertThat(relative.errors())
                .contains("cannot find taskmaster.yaml: the directory you are in is gone")
                .contains("by its whole path");
        Ran started = Ran.path(plain, plain.path("lost"), daemon, "-c", config);
        assertThat(started.status()).as(started.errors()).isZero();
        try (Background _ = Background.of(plain)) {
            assertThat(Ran.path(plain, plain.path("lost"), client, "-c", config, "status")
                            .output())
                    .contains("RUNNING");
        }
        assertThat(Ran.path(plain, plain.path("closed"), daemon, "-c", config).status())
                .isZero();
        try (Background second = Background.of(plain)) {
            assertThat(second.lives()).isTrue();
        }
    }

    /// Those that are known to do no harm, whichever there are.
    private static String[] ours(long pid) {
        Set<String> harmless = Set.of(
                "PATH",
                "LC_ALL",
                "_JAVA_SR_SIGNUM",
                "TZ",
                "TERM",
                "TERM_PROGRAM",
                "TERM_PROGRAM_VERSION",
                "COLORTERM",
                "INSIDE_EMACS");
        return Proc.environment(pid).keySet().stream()
                .filter(name -> harmless.contains(name) || name.matches("TASKMASTER_ENVIRONMENT_[0-9]"))
                .toArray(String[]::new);
    }

    private Set<String> entries(String file) throws IOException {
        String all = new String(Files.readAllBytes(sandbox.path(file)), StandardCharsets.ISO_8859_1);
        return Arrays.stream(all.split("\0"))
                // What a supervisor tells its programs, and by what it knows them.
                .filter(entry -> !entry.startsWith("SUPERVISOR_") && !entry.startsWith("TASKMASTER_RUN="))
                .collect(Collectors.toSet());
    }
}
