package org.taskmaster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.config.ConfigLoader;
import org.taskmaster.config.LoadResult;
import org.taskmaster.config.MachineInfo;
import org.taskmaster.model.Problem;

/// No configuration file makes the loader throw or hang, and what is wrong is always told.
class ConfigFuzzTest {

    private static final List<String> WORDS = List.of(
            "programs:",
            "taskmaster:",
            "  web:",
            "    cmd: ",
            "numprocs: ",
            "&a",
            "*a",
            "<<: ",
            "[",
            "]",
            "{",
            "}",
            "- ",
            "%(here)s",
            "%(process_num)02d",
            "%(ENV_HOME)s",
            "%%",
            "|\n",
            ">-\n",
            "? ",
            "!!str ",
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "\"",
            "'",
            "#",
            "\t",
            "\r\n",
            "\ufeff",
            "\u0085",
            "stdin: pipe",
            "stdout: auto",
            "stderr: stdout",
            "stdout_backups: 1",
            "stderr_rotate: daily",
            "stdout_total: 1",
            "stdout_syslog: udp://[::1]:514",
            "syslog_tag: a",
            "log_owner: alice:wheel",
            "tty: true",
            "detach_keys: ctrl-] d",
            "env: {A: 1}",
            "user: root",
            "users:",
            "listen: ");

    @TempDir
    Path directory;

    @Test
    void everyFileIsLoadedOrRefusedInWords() {
        Path file = directory.resolve("taskmaster.yaml");

        new Campaign("config", WORDS, 1_000).run(input -> {
            Files.write(file, input);
            return switch (ConfigLoader.load(file, new Nowhere())) {
                case LoadResult.Loaded(var configuration) ->
                    "loaded " + configuration.programs().size();
                case LoadResult.Rejected(List<Problem> problems) -> {
                    assertThat(problems).isNotEmpty();
                    problems.forEach(problem -> Answers.check(problem.text()));
                    yield Answers.kind(problems.getFirst().text());
                }
            };
        });
    }

    private record Nowhere() implements MachineInfo {
        @Override
        public Map<String, String> environment() {
            return Map.of("HOME", "/home/alice");
        }

        @Override
        public OptionalInt uid(String nameOrUid) {
            return nameOrUid.equals("alice") ? OptionalInt.of(1000) : OptionalInt.empty();
        }

        @Override
        public boolean hasGroup(String name) {
            return name.equals("wheel");
        }

        @Override
        public String currentUser() {
            return "alice";
        }

        @Override
        public int currentUid() {
            return 1000;
        }

        @Override
        public boolean maySwitchUser() {
            return false;
        }

        @Override
        public Optional<Path> defaultStatedir() {
            return Optional.of(Path.of("/var/lib/taskmaster"));
        }

        @Override
        public InputStream open(Path file) throws IOException {
            return Files.newInputStream(file);
        }
    }
}
