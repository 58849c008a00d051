package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said about settings of output that cannot be.
class OutputProblemsTest {

    @TempDir
    Path directory;

    private ConfigFile file;

    @BeforeEach
    void makeFile() {
        file = ConfigFile.in(directory);
    }

    /// The bad line is the fourth of the file.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stdout_maxbytes: big        | 4:22: programs.web.stdout_maxbytes: cannot read "big" as a size; write 50MB, 512KB, 1GB or a number of bytes
        stderr_backups: 1001        | 4:21: programs.web.stderr_backups: "1001" is out of bounds; write a number from 0 to 1000
        stdout_rotate: dayly        | 4:20: programs.web.stdout_rotate: cannot read "dayly" as a time to rotate; did you mean `daily`?
        stdout_rotate: monthly      | 4:20: programs.web.stdout_rotate: cannot read "monthly" as a time to rotate; write `hourly`, `daily`, `weekly` or `none`
        stdout_compress: gzip       | 4:22: programs.web.stdout_compress: cannot read "gzip" as yes or no; write `true` or `false`
        stdout_format: yaml         | 4:20: programs.web.stdout_format: cannot read "yaml" as a format; write `raw`, `prefix` or `json`
        stdout_syslog: true         | 4:20: programs.web.stdout_syslog: it says where to, and "true" is no place; write `local` for the syslog of this machine
        stdout_syslog: no           | 4:20: programs.web.stdout_syslog: it says where to, and "no" is no place; write `none`
        stdout_syslog: loghost      | 4:20: programs.web.stdout_syslog: cannot read "loghost" as a place for syslog messages; write `local`, `udp://HOST`, `tcp://HOST:601` or `none`
        stdout_syslog: tls://a      | 4:20: programs.web.stdout_syslog: cannot read "tls://a" as a place for syslog messages; write `local`, `udp://HOST`, `tcp://HOST:601` or `none`
        stdout_syslog: udp://       | 4:20: programs.web.stdout_syslog: there is no host in "udp://"; write its name or address, an IPv6 address in brackets: `udp://loghost`, `udp://[::1]:514`
        stdout_syslog: udp://::1    | 4:20: programs.web.stdout_syslog: there is no host in "udp://::1"; write its name or address, an IPv6 address in brackets: `udp://loghost`, `udp://[::1]:514`
        stdout_syslog: 'udp://[::1' | 4:20: programs.web.stdout_syslog: there is no host in "udp://[::1"; write its name or address, an IPv6 address in brackets: `udp://loghost`, `udp://[::1]:514`
        stdout_syslog: udp://a:0    | 4:20: programs.web.stdout_syslog: "udp://a:0" does not end with a port from 1 to 65535; write one, or leave it out with its colon
        stdout_syslog: udp://a:x    | 4:20: programs.web.stdout_syslog: "udp://a:x" does not end with a port from 1 to 65535; write one, or leave it out with its colon
        syslog_facility: demon      | 4:22: programs.web.syslog_facility: cannot read "demon" as a facility of syslog; did you mean `daemon`?
        syslog_tag: "a b"           | 4:17: programs.web.syslog_tag: "a b" cannot be the name on a syslog message; write at most 48 letters, digits and signs of ASCII, without blanks
        log_mode: 0844              | 4:15: programs.web.log_mode: cannot read "0844" as an octal number; write three digits from 0 to 7, as 022
        log_owner: carol            | 4:16: programs.web.log_owner: there is no user "carol" on this machine; write a name or a number that `getent passwd` knows
        log_owner: 'alice:staff'    | 4:16: programs.web.log_owner: there is no group "staff" on this machine; write a name that `getent group` knows
        log_owner: bob              | 4:16: programs.web.log_owner: only root may give files to "bob", and this supervisor runs as "alice"; remove the line, or start taskmaster as root with `user: root` in `taskmaster:`
        on_log_error: dorp          | 4:19: programs.web.on_log_error: cannot read "dorp" as what to do when a log cannot be written; did you mean `drop`?
        tty: maybe                  | 4:10: programs.web.tty: cannot read "maybe" as yes or no; write `true` or `false`
        stdout_logfile_maxbytes: 1  | 4:5: programs.web: there is no setting `stdout_logfile_maxbytes`; it is called `stdout_maxbytes` here
        stderr_logfile_backups: 1   | 4:5: programs.web: there is no setting `stderr_logfile_backups`; it is called `stderr_backups` here
        redirect_stderr: true       | 4:5: programs.web: there is no setting `redirect_stderr`; write `stderr: stdout`
        strip_ansi: true            | 4:5: programs.web: there is no setting `strip_ansi`; it is called `stdout_strip_ansi` here
        maxbytes: 1                 | 4:5: programs.web: there is no setting `maxbytes`; it is called `stdout_maxbytes` here
        stdout_maxbyte: 1           | 4:5: programs.web: there is no setting `stdout_maxbyte`; did you mean `stdout_maxbytes`?
        stdout_maxbytes: 1MB        | 4:5: programs.web.stdout_maxbytes: there is no file that it could be about; write `stdout: auto` or a path, or remove the line
        stderr_format: json         | 4:5: programs.web.stderr_format: there is no file that it could be about; write `stderr: auto` or a path, or remove the line
        stdout_strip_ansi: true     | 4:5: programs.web.stdout_strip_ansi: its output goes nowhere; write `stdout: auto` or a path, or remove the line
        detach_keys: ctrl-a d       | 4:5: programs.web: there is no setting `detach_keys`; it belongs under `taskmaster:`
        """, quoteCharacter = '\u0001')
    void aBadSettingIsExplained(String line, String problem) {
        assertThat(file.problem(line)).isEqualTo(problem);
    }

    /// Lines 4, 5, … of the file, and all problems.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stdout: none; stdout_rotate: daily; stdout_console: true | 5:5: programs.web.stdout_rotate: there is no file that it could be about; write `stdout: auto` or a path, or remove the line
        stdout: /dev/stdout; stdout_maxbytes: 1MB | 5:5: programs.web.stdout_maxbytes: it cannot be done for "/dev/stdout", which the program writes to by itself; name a file, or remove the line
        stderr: /dev/stderr; stderr_syslog: local | 5:5: programs.web.stderr_syslog: it cannot be done for "/dev/stderr", which the program writes to by itself; write `stderr: none` and `stderr_console: true` to have its lines on the supervisor's standard output, or name a file
        stdout: /a; stdout_total: 10MB | 5:5: programs.web.stdout_total: the file alone may take 50MB, more than 10MB; write more, or a smaller `stdout_maxbytes`
        stdout: /a; stdout_total: 1GB; stdout_maxbytes: 0 | 5:5: programs.web.stdout_total: the file itself may grow without bound; write `stdout_maxbytes: 50MB` or another size
        stdout: /a; stderr: /a; stdout_maxbytes: 1MB; stderr_maxbytes: 2MB | 7:5: programs.web.stderr_maxbytes: both streams go to one place, and `stdout_maxbytes` in line 6 says something else; remove one of the two lines
        stdout: /a; stderr: stdout; stdout_console: true; stderr_console: no | 7:5: programs.web.stderr_console: both streams go to one place, and `stdout_console` in line 6 says something else; remove one of the two lines
        tty: true; stdin: pipe | 5:5: programs.web.stdin: with `tty: true`, what it reads is its terminal; remove one of the two lines
        tty: true; stderr: /a | 5:5: programs.web.stderr: with `tty: true`, all that it writes is its `stdout`; remove the line
        tty: true; stderr_backups: 3 | 5:5: programs.web.stderr_backups: with `tty: true`, all that it writes is its `stdout`; remove the line
        tty: true; stdout: /dev/stdout | 5:5: programs.web.stdout: what comes from a terminal cannot go to "/dev/stdout"; write `stdout: none` and `stdout_console: true` to have its lines on the supervisor's standard output, or name a file
        """, quoteCharacter = '\u0001')
    void settingsThatDoNotFitEachOtherAreExplained(String lines, String problem) {
        assertThat(file.problems(ConfigFile.program("cmd: x", lines.split("; "))))
                .containsExactly(problem);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(file.problems("""
                        programs:
                          web:
                            cmd: x
                            stdout: none
                            stdout_maxbytes: many
                            stdout_compress: true
                            stderr: /dev/stderr
                            stderr_console: true
                            tty: perhaps
                        """))
                .hasSize(4)
                .extracting(OutputProblemsTest::place)
                .containsExactly("5:22", "6:5", "8:5", "9:10");
    }

    @Test
    void aTargetThatCannotBeReadIsTheOnlyProblem() {
        assertThat(file.problem("stdout: ~/a\n    stdout_maxbytes: 1MB")).startsWith("4:13: programs.web.stdout: `~`");
    }

    @Test
    void onlyASupervisorThatStaysRootGivesFilesToOthers() {
        String text = "programs: {web: {cmd: x, stdout: /a, log_owner: 'bob:users'}}\n";

        assertThat(file.as("root").loaded("taskmaster: {user: root}\n" + text).programs())
                .hasSize(1);
        assertThat(file.as("root").problems(text))
                .containsExactly("1:49: programs.web.log_owner: only root may give files to \"bob\", and the supervisor"
                        + " does not stay root; remove the line, or write `user: root` in `taskmaster:` so that the"
                        + " supervisor stays root");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stdout: /a                        | stdout: /a
        stdout: /a                        | stderr: /./a
        stdout: /a, stdout_backups: 3     | stdout: /a, stdout_backups: 3
        stdout: /a, stdout_backups: 3     | stderr: /a, stderr_backups: 3
        stdout: /a, stdout_backups: 3     | stdout: /a, stdout_backups: 3, stdout_console: true
        stdout: /a, stdout_backups: 3     | stdout: /a, stdout_backups: 3, on_log_error: block
        stdout: /a, stdout_backups: 3     | stdout: /a.4
        stdout: /a                        | stdout: /a.1
        stdout: /a, stdout_backups: 3     | stdout: /a.1.gz
        stdout: /a, stdout_backups: 3     | stdout: /a.01
        stdout: /a, stdout_backups: 3     | stdout: /a.x
        stdout: auto                      | stdout: auto
        """, quoteCharacter = '\u0001')
    void filesThatDoNotGetInEachOthersWayAreFine(String one, String other) {
        assertThat(file.loaded(two(one, other)).programs()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stdout: /a                                           | stdout: /a, stdout_backups: 3                         | 3:15: programs.b.stdout: it is also the file of `programs.a.stdout` in line 2, and only one of them goes through the supervisor; give both the same settings, or each a file of its own
        stdout: /a, stdout_backups: 3                        | stderr: /a, stderr_backups: 4                         | 3:15: programs.b.stderr: it is also the file of `programs.a.stdout` in line 2, which has another `stdout_backups`; give both the same settings, or each a file of its own
        stdout: /a, stdout_maxbytes: 1MB                     | stdout: /a, stdout_compress: true, stdout_format: json | 3:15: programs.b.stdout: it is also the file of `programs.a.stdout` in line 2, which has another `stdout_format`, `stdout_maxbytes` and `stdout_compress`; give both the same settings, or each a file of its own
        stdout: /a, log_mode: 600                            | stdout: /a, log_mode: 644                             | 3:15: programs.b.stdout: it is also the file of `programs.a.stdout` in line 2, which has another `log_mode`; give both the same settings, or each a file of its own
        stdout: /a, stdout_backups: 3                        | stdout: /a.1                                          | 3:15: programs.b.stdout: the file has the name of an older one of `programs.a.stdout` in line 2, whose rotation would overwrite it; name another file
        stdout: /a.3                                         | stdout: /a, stdout_backups: 3                         | 2:15: programs.a.stdout: the file has the name of an older one of `programs.b.stdout` in line 3, whose rotation would overwrite it; name another file
        stdout: /a, stdout_compress: true                    | stdout: /a.10.gz                                      | 3:15: programs.b.stdout: the file has the name of an older one of `programs.a.stdout` in line 2, whose rotation would overwrite it; name another file
        stdout: /var/lib/taskmaster/taskmaster.log           | stdout: none                                          | 2:15: programs.a.stdout: it is the file of `taskmaster.logfile`, the supervisor's own log; name another file
        stdout: /var/lib/taskmaster/taskmaster.log.2         | stdout: none                                          | 2:15: programs.a.stdout: the file has the name of an older one of `taskmaster.logfile`, whose rotation would overwrite it; name another file
        """, quoteCharacter = '\u0001')
    void filesThatGetInEachOthersWayAreToldWithBothPlaces(String one, String other, String problem) {
        assertThat(file.problems(two(one, other))).containsExactly(problem);
    }

    @Test
    void streamsOfOneProgramAndProcessesOfOneProgramAreComparedToo() {
        assertThat(file.problems(ConfigFile.program(
                        "cmd: x", "stdout: /a", "stdout_backups: 2", "stderr: /a.%(process_num)d", "numprocs: 4")))
                .containsExactly("6:5: programs.web.stderr: the file has the name of an older one of"
                        + " `programs.web.stdout` in line 4, whose rotation would overwrite it; name another file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        d           | 1:27: taskmaster.detach_keys: cannot read "d" as keys that lead out of a terminal; write at most 8 with blanks between them, the first with ctrl-, as `ctrl-] d` or `ctrl-p ctrl-q`
        ctrl-escape | 1:27: taskmaster.detach_keys: cannot read "ctrl-escape" as keys that lead out of a terminal; write at most 8 with blanks between them, the first with ctrl-, as `ctrl-] d` or `ctrl-p ctrl-q`
        """)
    void keysThatDoNotLeadOutAreExplained(String keys, String problem) {
        assertThat(file.problems("taskmaster: {detach_keys: " + keys + "}\nprograms:\n"))
                .containsExactly(problem);
    }

    @Test
    void namesOfKeysAreNotWrittenTwice() {
        List<String> names = Stream.concat(
                        Keys.OF_PROGRAM.stream(),
                        Keys.OF_PROGRAM.stream()
                                .flatMap(key ->
                                        key.otherNames().stream().map(name -> new KeySpec(name, key.kind(), "", ""))))
                .map(KeySpec::name)
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    private static String place(String problem) {
        return problem.substring(0, problem.indexOf(": "));
    }

    private static String two(String one, String other) {
        return "programs:\n  a: {cmd: x, " + one + "}\n  b: {cmd: x, " + other + "}\n";
    }
}
