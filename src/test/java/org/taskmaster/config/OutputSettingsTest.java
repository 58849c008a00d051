package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.Stdin;

/// Which way output goes, for what is written about it.
class OutputSettingsTest {

    @TempDir
    Path directory;

    private ConfigFile file;

    @BeforeEach
    void makeFile() {
        file = ConfigFile.in(directory);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stdout: /a                                    | direct /a
        stdout: none                                  | none
        stdout: /dev/stdout                           | direct /dev/stdout
        stdout: /proc/1/fd/2                          | direct /proc/1/fd/2
        stdout: auto                                  | captured /var/lib/taskmaster/logs/web.stdout.log 50MB x 10
        stdout: AUTO                                  | captured /var/lib/taskmaster/logs/web.stdout.log 50MB x 10
        stdout: auto; stdout_maxbytes: 0              | captured /var/lib/taskmaster/logs/web.stdout.log
        stdout: auto; stdout_maxbytes: 1MB            | captured /var/lib/taskmaster/logs/web.stdout.log 1MB x 10
        stdout: /a; stdout_maxbytes: 10MB             | captured /a 10MB x 10
        stdout: /a; stdout_maxbytes: 0                | direct /a
        stdout: /a; stdout_backups: 3                 | captured /a 50MB x 3
        stdout: /a; stdout_backups: 0                 | captured /a 50MB x 0
        stdout: /a; stdout_maxbytes: 0; stdout_backups: 3 | direct /a
        stdout: /a; stdout_rotate: daily              | captured /a 50MB x 10 DAILY
        stdout: /a; stdout_rotate: none               | direct /a
        stdout: /a; stdout_rotate: weekly; stdout_maxbytes: 0 | captured /a 0 x 10 WEEKLY
        stdout: /a; stdout_rotate: hourly; stdout_backups: 48 | captured /a 50MB x 48 HOURLY
        stdout: /a; stdout_compress: yes              | captured /a 50MB x 10 gzip
        stdout: /a; stdout_compress: no               | direct /a
        stdout: /a; stdout_total: 1GB                 | captured /a 50MB x 10 of 1GB
        stdout: /a; stdout_total: 0                   | direct /a
        stdout: /a; stdout_format: prefix             | captured /a PREFIX
        stdout: /a; stdout_format: Json               | captured /a JSON
        stdout: /a; stdout_format: raw                | direct /a
        stdout: /a; stdout_strip_ansi: true           | captured /a stripped
        stdout: /a; stdout_console: true              | captured /a console
        stdout: /a; stdout_console: false             | direct /a
        stdout_console: true                          | captured console
        stdout: none; stdout_console: true; stdout_strip_ansi: true | captured stripped console
        stdout_syslog: local                          | captured syslog local 3
        stdout: /a; stdout_syslog: none               | direct /a
        stdout: /a; stdout_syslog: udp://loghost      | captured /a syslog udp://loghost:514 3
        stdout_syslog: tcp://loghost                  | captured syslog tcp://loghost:601 3
        stdout_syslog: udp://10.0.0.1:5140            | captured syslog udp://10.0.0.1:5140 3
        stdout_syslog: 'tcp://[::1]'                  | captured syslog tcp://[::1]:601 3
        stdout_syslog: 'udp://[fe80::1%eth0]:99'      | captured syslog udp://[fe80::1%eth0]:99 3
        stdout_syslog: local; syslog_facility: local7; syslog_tag: shop | captured syslog local 23 as shop
        stdout: /a; syslog_facility: cron; syslog_tag: shop | direct /a
        stdout: /a; log_mode: 0640                    | captured /a mode 640
        stdout: /a; log_owner: alice                  | captured /a owner alice
        stdout: /a; log_owner: '1000:users'           | captured /a owner 1000:users
        stdout: /a; on_log_error: drop                | captured /a
        stdout: /a; on_log_error: block               | captured /a BLOCK
        stdout: none; log_mode: 600; on_log_error: block | none
        stdout: /dev/stdout; log_mode: 600            | direct /dev/stdout
        stdout: /dev/shm/a; stdout_backups: 1         | captured /dev/shm/a 50MB x 1
        """, quoteCharacter = '\u0001')
    void aStreamGoesThroughTheSupervisorExactlyWhenSomethingNeedsIt(String lines, String expected) {
        Launch stdout = file.launch(lines.split("; "));
        String forStderr = lines.replace("stdout: /dev/stdout", "stdout: /dev/STDOUT")
                .replace("stdout", "stderr")
                .replace("STDOUT", "stdout");
        Launch stderr = file.launch(forStderr.split("; "));

        assertThat(OutputText.of(stdout.stdout())).isEqualTo(expected);
        assertThat(stdout.stderr()).isEqualTo(new Output.Discard());
        assertThat(OutputText.of(stderr.stderr())).isEqualTo(expected.replace("web.stdout.log", "web.stderr.log"));
        assertThat(stderr.stdout()).isEqualTo(new Output.Discard());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stdout: /a; stderr: /a                                          | direct /a
        stdout: /a; stderr: stdout                                      | direct /a
        stdout: none; stderr: stdout                                    | none
        stderr: stdout                                                  | none
        stdout: /dev/stderr; stderr: /dev/stderr                        | direct /dev/stderr
        stdout: /a; stderr: /a; stdout_maxbytes: 1MB                    | captured /a 1MB x 10
        stdout: /a; stderr: /a; stderr_maxbytes: 1MB                    | captured /a 1MB x 10
        stdout: /a; stderr: /./a; stderr_console: true               | captured /a console
        stdout: /a; stderr: /a; stdout_backups: 2; stderr_rotate: daily | captured /a 50MB x 2 DAILY
        stdout: /a; stderr: /a; stdout_backups: 2; stderr_backups: 2    | captured /a 50MB x 2
        stdout: /a; stderr: stdout; stderr_syslog: local                | captured /a syslog local 3
        stdout: auto; stderr: stdout                                    | captured /var/lib/taskmaster/logs/web.stdout.log 50MB x 10
        stdout_console: true; stderr: stdout                            | captured console
        stdout_console: true; stderr_console: true                      | captured console
        """, quoteCharacter = '\u0001')
    void streamsThatMeetAreOneAndWhatIsSaidAboutOneHoldsForBoth(String lines, String expected) {
        Launch launch = file.launch(lines.split("; "));

        assertThat(OutputText.of(launch.stdout())).isEqualTo(expected);
        assertThat(launch.stderr()).isEqualTo(launch.stdout());
        assertThat(launch.joined()).isEqualTo(!expected.equals("none"));
    }

    @Test
    void streamsOfTheirOwnFilesAreKeptApart() {
        Launch launch = file.launch("stdout: auto", "stderr: auto", "stderr_maxbytes: 1MB");

        assertThat(OutputText.of(launch.stdout())).endsWith("web.stdout.log 50MB x 10");
        assertThat(OutputText.of(launch.stderr())).endsWith("web.stderr.log 1MB x 10");
        assertThat(launch.joined()).isFalse();
    }

    @Test
    void eachProcessHasAFileOfItsOwnWhereThatIsWritten() {
        List<ProcessConfig> processes = file.web(
                "numprocs: 2",
                "stdout: auto",
                "stderr: /e/%(process_num)02d",
                "stderr_syslog: local",
                "syslog_tag: w%(process_num)d");

        assertThat(processes)
                .extracting(process -> OutputText.of(process.launch().stdout()))
                .containsExactly(
                        "captured /var/lib/taskmaster/logs/web:0.stdout.log 50MB x 10",
                        "captured /var/lib/taskmaster/logs/web:1.stdout.log 50MB x 10");
        assertThat(processes)
                .extracting(process -> OutputText.of(process.launch().stderr()))
                .containsExactly("captured /e/00 syslog local 3 as w0", "captured /e/01 syslog local 3 as w1");
    }

    @Test
    void processesShareWhatIsKeptInOneFile() {
        List<ProcessConfig> processes = file.web("numprocs: 3", "stdout: /a", "stdout_format: prefix");

        assertThat(processes.getFirst().launch()).isSameAs(processes.getLast().launch());
    }

    @Test
    void logsOfOurChoiceAreInTheStateDirectory() {
        Output stdout = file.loaded("taskmaster: {statedir: state}\nprograms: {web: {cmd: x, stdout: auto}}\n")
                .programs()
                .getFirst()
                .processes()
                .getFirst()
                .launch()
                .stdout();

        assertThat(stdout.file()).contains(directory.resolve("state/logs/web.stdout.log"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        tty: true                                      | none
        tty: true; stdout: /a                          | captured /a
        tty: true; stdout: /a; stdout_maxbytes: 1MB    | captured /a 1MB x 10
        tty: true; stdout: auto; stderr: stdout        | captured /var/lib/taskmaster/logs/web.stdout.log 50MB x 10
        tty: true; stdout_console: true                | captured console
        tty: true; stdin: none                         | none
        """, quoteCharacter = '\u0001')
    void aTerminalIsTheInputAndHasOneStreamThatIsNeverDirect(String lines, String expected) {
        Launch launch = file.launch(lines.split("; "));

        assertThat(launch.stdin()).isEqualTo(Stdin.TERMINAL);
        assertThat(OutputText.of(launch.stdout())).isEqualTo(expected);
        assertThat(launch.stderr()).isEqualTo(launch.stdout());
    }
}
