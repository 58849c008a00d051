package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Launch;

/// Values of variables are repeated by no problem, and by nothing that is shown.
class SecretsTest {

    /// In the supervisor's environment as SECRET, see [FakeSurroundings].
    private static final String SECRET = "s3cr3t";

    @TempDir
    Path directory;

    private ConfigFile file;

    @BeforeEach
    void makeFile() {
        file = ConfigFile.in(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"top%s3cr3t-tail\"",
                "top%s3cr3t",
                "\"%(s3cr3t)s\"",
                "\"%(s3cr3t)\"",
                "\"%(s3cr3t\"",
                "\"%(program_name)9s3cr3t\"",
                "\"%(program_names3cr3t)s\"",
                "\"%(ENV_a-s3cr3t)s\"",
                "!s3cr3t",
                "!!s3cr3t x",
                "!<s3cr3t> x",
                "!e!s3cr3t x",
                "*s3cr3t",
                "&s3cr3t",
                "@s3cr3t",
                "`s3cr3t",
                "%s3cr3t",
                "|s3cr3t",
                ">s3cr3t",
                "s3cr3t: s3cr3t",
                "\"s3cr3t",
                "'s3cr3t",
                "\"\\s3cr3t\"",
                "\"\\xs3cr3t\"",
                "[s3cr3t]",
                "{s3cr3t: s3cr3t}",
                "[s3cr3t",
                "{s3cr3t",
                "\"s3cr3t\\0\"",
                "\ts3cr3t\t: x",
                "s3cr3t\n  ENV=s3cr3t",
                "x\n      A=s3cr3t: y"
            })
    void noProblemRepeatsTheValueOfAVariable(String value) {
        String text = "programs:\n  web:\n    cmd: x\n    env:\n      PASSWORD: " + value + "\n    stoptime: never\n";

        assertThat(file.problems(text)).isNotEmpty().noneMatch(problem -> problem.contains(SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cmd: \"x '%(ENV_SECRET)s\"",
                "cmd: \"x %(ENV_SECRET)s 'a\"",
                "cmd: \"~/%(ENV_SECRET)s\"",
                "workingdir: \"~/%(ENV_SECRET)s\"",
                "stdout: \"~/%(ENV_SECRET)s\"",
                "{stdout: \"/dev/%(ENV_SECRET)s\", stdout_maxbytes: 1MB}",
                "{stdout: \"/a/%(ENV_SECRET)s\", stderr: \"/a/%(ENV_SECRET)s.1\", stdout_maxbytes: 1MB}",
                "syslog_tag: \"%(ENV_SECRET)s tag\"",
                "stoptime: \"%(ENV_SECRET)s\"",
                "user: \"%(ENV_SECRET)s\"",
                "stdout_syslog: \"%(ENV_SECRET)s\"",
                "log_owner: \"%(ENV_SECRET)s\"",
                "stopsignal: \"%(ENV_SECRET)s\"",
                "umask: \"%(ENV_SECRET)s\""
            })
    void noProblemRepeatsWhatCameFromTheEnvironment(String line) {
        String settings =
                line.startsWith("{") ? line.substring(1, line.length() - 1).replace(", ", "\n    ") : line;
        String command = line.startsWith("cmd") ? "" : "    cmd: x\n";

        assertThat(file.problems("programs:\n  web:\n" + command + "    " + settings + "\n"))
                .isNotEmpty()
                .noneMatch(problem -> problem.contains(SECRET));
    }

    @Test
    void noProblemOfTheSupervisorRepeatsItEither() {
        String far = "/" + "a".repeat(100) + "/%(ENV_SECRET)s";
        for (String line : List.of(
                "socket: \"" + far + "\"",
                "statedir: \"" + far + "\"",
                "identifier: \"%(ENV_SECRET)s\\n\"",
                "statedir: \"~/%(ENV_SECRET)s\"")) {
            assertThat(file.problems("taskmaster:\n  " + line + "\nprograms:\n  web: {cmd: x}\n"))
                    .as(line)
                    .isNotEmpty()
                    .noneMatch(problem -> problem.contains(SECRET));
        }
    }

    @Test
    void whatIsShownHasTheNameInThePlaceOfTheValue() {
        Configuration read = file.loaded("""
                taskmaster:
                  statedir: "/var/%(ENV_SECRET)s/state"
                programs:
                  web:
                    cmd: "/opt/%(ENV_SECRET)s/%(program_name)s --token=%(ENV_SECRET)s --all=%(ENV_ALL)s  'a b'"
                    numprocs: 2
                    env: {ALL: "%(ENV_SECRET)s-%(process_num)d", OTHER: "s3cr3t"}
                    workingdir: "/srv/%(ENV_SECRET)s"
                    stdout: auto
                    stderr: "/var/log/%(ENV_SECRET)s/%(process_num)d.log"
                    stderr_syslog: local
                    syslog_tag: "%(ENV_SECRET)s"
                  list: {cmd: ["%(ENV_SECRET)s", "a b"]}
                """);
        List<Launch> launches = read.programs().stream()
                .flatMap(program -> program.processes().stream())
                .map(process -> new ConfiguredProcess(process, true)
                        .withoutSecrets()
                        .config()
                        .launch())
                .toList();

        assertThat(launches.toString()).doesNotContain(SECRET);
        Launch second = launches.get(1);
        assertThat(second.shown().command())
                .isEqualTo("/opt/%(ENV_SECRET)s/web --token=%(ENV_SECRET)s --all=%(ENV_ALL)s  'a b'");
        assertThat(second.command())
                .containsExactly("/opt/%(ENV_SECRET)s/web", "--token=%(ENV_SECRET)s", "--all=%(ENV_ALL)s", "a b");
        assertThat(second.workingdir()).contains(Path.of("/srv/%(ENV_SECRET)s"));
        assertThat(second.stdout().file()).contains(Path.of("/var/%(ENV_SECRET)s/state/logs/web:1.stdout.log"));
        assertThat(second.stderr().file()).contains(Path.of("/var/log/%(ENV_SECRET)s/1.log"));
        assertThat(launches.get(2).shown().command()).isEqualTo("'%(ENV_SECRET)s' 'a b'");
    }

    @Test
    void aMessageAboutItHasTheNameToo() {
        Launch launch = file.web("stdout: \"/var/log/%(ENV_SECRET)s/x.log\"", "workingdir: \"/%(ENV_SECRET)s\"")
                .getFirst()
                .launch();

        assertThat(launch.shown().of("cannot open /var/log/s3cr3t/x.log: /var/log/s3cr3t does not exist"))
                .isEqualTo("cannot open /var/log/%(ENV_SECRET)s/x.log: /var/log/%(ENV_SECRET)s does not exist");
        assertThat(launch.shown().of("workingdir '/s3cr3t' does not exist"))
                .isEqualTo("workingdir '/%(ENV_SECRET)s' does not exist");
    }
}
