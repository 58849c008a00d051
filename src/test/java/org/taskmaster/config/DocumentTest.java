package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.SupervisorConfig;

class DocumentTest {

    private static final String EXAMPLE = "write `programs:`, and under it a name and its settings";

    @TempDir
    Path directory;

    private ConfigFile file;

    @BeforeEach
    void makeFile() {
        file = ConfigFile.in(directory);
    }

    @Test
    void programsKeepTheOrderOfTheFile() {
        Configuration configuration = file.loaded("programs: {b: {cmd: x}, a: {cmd: x}}");

        assertThat(configuration.programs()).extracting(ProgramConfig::name).containsExactly("b", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "user", "cmd", "stdout"})
    void programMayBeCalledAsASettingIs(String name) {
        Configuration configuration = file.loaded("programs:\n  web: {cmd: x}\n  " + name + ":\n    cmd: x\n");

        assertThat(configuration.programs()).extracting(ProgramConfig::name).containsExactly("web", name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"programs:", "programs: {}", "\uFEFFprograms:", "--- \nprograms:\n...\n", "programs: ~\r\n"})
    void thereMayBeNoProgramsYet(String text) {
        assertThat(file.loaded(text).programs()).isEmpty();
    }

    @Test
    void theSupervisorHasDefaults() {
        SupervisorConfig supervisor = file.loaded("programs:").supervisor();

        assertThat(supervisor.statedir()).isEqualTo(Path.of("/var/lib/taskmaster"));
        assertThat(supervisor.user()).isEmpty();
        assertThat(supervisor.log().file()).isEqualTo(Path.of("/var/lib/taskmaster/taskmaster.log"));
        assertThat(supervisor.log().maxBytes()).isEqualTo(new ByteSize(50 << 20));
        assertThat(supervisor.log().backups()).isEqualTo(10);
        assertThat(supervisor.log().level()).isEqualTo(LogLevel.INFO);
    }

    @Test
    void theSupervisorIsConfiguredUnderTaskmaster() {
        SupervisorConfig supervisor = file.loaded("""
                        taskmaster:
                          logfile: "%(here)s/log"
                          logfile_maxbytes: 1KB
                          logfile_backups: 0
                          loglevel: WARN
                          user: alice
                          statedir: state
                        programs:
                        """).supervisor();

        assertThat(supervisor.statedir()).isEqualTo(directory.resolve("state"));
        assertThat(supervisor.user()).contains("alice");
        assertThat(supervisor.log().file()).isEqualTo(directory.resolve("log"));
        assertThat(supervisor.log().maxBytes()).isEqualTo(new ByteSize(1024));
        assertThat(supervisor.log().backups()).isZero();
        assertThat(supervisor.log().level()).isEqualTo(LogLevel.WARN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {logfile: }               | 1:14: taskmaster.logfile: there is no value; write a path, or remove the line
        {logfile_maxbytes: 1.5MB} | 1:32: taskmaster.logfile_maxbytes: cannot read "1.5MB" as a size; write 50MB, 512KB, 1GB or a number of bytes
        {logfile_backups: -1}     | 1:31: taskmaster.logfile_backups: "-1" is out of bounds; write a number from 0 to 1000
        {loglevel: inf}           | 1:24: taskmaster.loglevel: cannot read "inf" as a log level; did you mean `info`?
        {statedir: "%(ENV_N)s"}   | 1:24: taskmaster.statedir: the variable `N` is not set in the supervisor's environment; set it before taskmaster starts, or write its value here
        {cmd: x}                  | 1:14: taskmaster: there is no setting `cmd`; it belongs to a program, under its name in `programs:`
        {logfle: x}               | 1:14: taskmaster: there is no setting `logfle`; did you mean `logfile`?
        [x]                       | 1:13: `taskmaster:` is followed by something that is not a setting; write `key: value` lines under it, indented
        """, quoteCharacter = '\u0001')
    void aBadSettingOfTheSupervisorIsExplained(String section, String problem) {
        assertThat(file.problems("taskmaster: " + section + "\nprograms:\n")).containsExactly(problem);
    }

    @Test
    void allProblemsAreReportedAtOnceInTheOrderOfTheFile() {
        String text = """
            taskmaster:
              loglevel: loud
            programs:
              web:
                numprocs: -1
                stdout: %(here)s/log
                umask: 9
              "a b": {cmd: x}
            extra: 1
            """;

        List<String> problems = file.problems(text);

        assertThat(problems).hasSize(6);
        assertThat(problems)
                .extracting(text1 -> text1.split(": ", 2)[0])
                .containsExactly("2:13", "5:15", "6:13", "7:12", "8:3", "9:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing\n", "~\n", "---\n"})
    void anEmptyFileIsAProblem(String text) {
        assertThat(file.problems(text)).containsExactly(" the file is empty; " + EXAMPLE);
    }

    @Test
    void programsMustBeThere() {
        assertThat(file.problems("taskmaster:\n")).containsExactly(" there is no `programs:`; " + EXAMPLE);
        assertThat(file.problems("programms:\n  web: {cmd: x}\n"))
                .containsExactly("1:1: there is no section `programms`; did you mean `programs`?");
        assertThat(file.problems("[a]\n"))
                .containsExactly("1:1: the file is not made of `key: value` lines; " + EXAMPLE);
    }

    @Test
    void unknownSectionsAreExplained() {
        assertThat(file.problems("programs:\nloglevel: info\nother: 1\nnumprocs: 1\n"))
                .containsExactly(
                        "2:1: there is no section `loglevel`; it belongs under `taskmaster:`",
                        "3:1: there is no section `other`; known are `programs` and `taskmaster`;"
                                + " a name that begins with `x-` is yours",
                        "4:1: there is no section `numprocs`; it is a setting of a program: put it under the program's"
                                + " name in `programs:`");
    }

    @Test
    void programsAreNamesWithSettingsUnderThem() {
        assertThat(file.problems("programs: [web]\n"))
                .singleElement()
                .asString()
                .startsWith("1:11: `programs:` is");
        assertThat(file.problems("programs:\n  web: sleep 1\n"))
                .containsExactly(
                        "2:8: programs.web: here should be the settings of a program, as `cmd: …`; write them on"
                                + " lines under the name, indented, with a colon and a blank behind each key");
        assertThat(file.problems("programs:\n  web:\n    cmd:x\n"))
                .singleElement()
                .asString()
                .endsWith("put a blank behind the colon of each setting");
        assertThat(file.problems("programs:\n  web:\n"))
                .containsExactly(
                        "2:3: programs.web: it has no settings; write under it, indented, what to run:" + " `cmd: …`");
    }

    @Test
    void duplicatesNameBothLines() {
        assertThat(file.problems("programs:\n  a: {cmd: x}\n  a: {cmd: y}\nprograms:\n"))
                .containsExactly(
                        "3:3: programs: `a` was set already in line 2; keep one of the two",
                        "4:1: `programs` was set already in line 1; keep one of the two");
    }

    @Test
    void mergeKeysTakeOverWhatIsNotSet() {
        Configuration configuration = file.loaded("""
            x-one: &one {cmd: one, priority: 1}
            x-two: &two {priority: 2, startretries: 2, env: &env {A: 1, B: 1}}
            programs:
              web:
                <<: [*one, *two]
                cmd: own
                env:
                  <<: *env
                  B: 2
            """);

        var process = configuration.programs().getFirst().processes().getFirst();
        assertThat(process.launch().command()).containsExactly("own");
        assertThat(process.policy().priority()).isEqualTo(1);
        assertThat(process.policy().start().startretries()).isEqualTo(2);
        assertThat(process.launch().environment()).containsEntry("A", "1").containsEntry("B", "2");
    }

    @Test
    void badMergesAndAliasesAreExplained() {
        assertThat(file.problems("programs:\n  a: {<<: 1, cmd: x}\n"))
                .containsExactly("2:7: programs.a: `<<` takes over the settings of a mapping, and there is none;"
                        + " write `<<: *name`, where `&name` marks a mapping above");
        assertThat(file.problems("x-a: &base {cmd: x}\nprograms:\n  a: {<<: *bse}\n"))
                .contains("3:11: `*bse` names an anchor that is not complete before this line;"
                        + " did you mean `*base`?");
    }

    @Test
    void theSubjectsOwnExampleIsAnsweredWithTheWayToRepairIt() throws IOException {
        byte[] bytes =
                DocumentTest.class.getResourceAsStream("subject-example.yaml").readAllBytes();

        List<String> problems = file.problems(new String(bytes, StandardCharsets.UTF_8));

        assertThat(problems)
                .containsExactly(
                        "3:5: `cmd`, `numprocs`, `umask`, `workingdir` and 10 more stand beside `nginx` instead of under"
                                + " it; indent them by 4 more spaces than `nginx`",
                        "20:1: `vogsphere` stands outside `programs:`; indent it and its settings by 4 more spaces");
    }

    @Test
    void settingsInTheWrongPlaceAreCheckedToo() {
        assertThat(file.problems("programs:\n  a:\n  cmd: x\n  numprocs: -1\nb:\n  cmd: x\n  umask: 9\n"))
                .extracting(text -> text.split(": ", 2)[0])
                .containsExactly("3:3", "4:13", "5:1", "7:10");
        assertThat(file.problems("programs:\n  cmd: x\n"))
                .containsExactly("2:3: `cmd` stands directly under `programs:`, without a program's name; write a name"
                        + " above, as `web:`, and indent the settings by 2 more spaces");
        assertThat(file.problems("web:\n  cmd: x\n"))
                .containsExactly("1:1: `web` stands outside `programs:`; write `programs:` above it, and indent it and"
                        + " its settings by 2 more spaces");
        assertThat(file.problems("programs:\ntaskmaster:\nweb:\n  cmd: x\n"))
                .containsExactly(
                        "3:1: `web` stands outside `programs:`; move it under `programs:`, and indent it and its"
                                + " settings by 2 more spaces");
    }

    @Test
    void filesThatAreNoneAreRefused() throws IOException {
        Path missing = directory.resolve("missing.yaml");

        assertThat(problemWith(missing).text())
                .isEqualTo(missing + ": there is no such file; name an existing file with -c");
        assertThat(problemWith(directory).what()).isEqualTo("this is a directory, not a file");
        assertThat(problemWith(Path.of("/dev/zero")).what())
                .isEqualTo("this is a device, a pipe or a socket, not a file");
        assertThat(Files.exists(missing)).isFalse();
    }

    private static Problem problemWith(Path path) {
        LoadResult result = ConfigLoader.load(path, FakeSurroundings.of("alice"));
        assertThat(result).isInstanceOf(LoadResult.Rejected.class);
        return ((LoadResult.Rejected) result).problems().getFirst();
    }
}
