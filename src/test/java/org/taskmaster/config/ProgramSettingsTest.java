package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StartPolicy;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.StopPolicy;

class ProgramSettingsTest {

    @TempDir
    Path directory;

    private ConfigFile file;

    @BeforeEach
    void makeFile() {
        file = ConfigFile.in(directory);
    }

    @Test
    void onlyCmdMustBeWritten() {
        List<ProcessConfig> processes = file.web();

        assertThat(processes)
                .containsExactly(new ProcessConfig(
                        new ProcessKey("web", 0),
                        ProcessName.of("web"),
                        new Launch(
                                List.of("x"),
                                Map.of(),
                                Optional.empty(),
                                OptionalInt.empty(),
                                Optional.empty(),
                                Stdin.NONE,
                                new Output.Discard(),
                                new Output.Discard()),
                        new Policy(
                                999,
                                true,
                                Autorestart.UNEXPECTED,
                                Set.of(0),
                                new StartPolicy(Duration.ofSeconds(1), 3),
                                new StopPolicy(Signal.TERM, Duration.ofSeconds(10)))));
    }

    @Test
    void defaultsAreTheOnesThatTheDocumentationNames() {
        String[] lines = Keys.OF_PROGRAM.stream()
                .filter(key -> !key.fallback().isEmpty())
                .map(key -> key.name() + ": " + key.fallback())
                .toArray(String[]::new);

        List<ProcessConfig> written = file.web(lines);

        assertThat(written).isEqualTo(file.web());
    }

    @Test
    void severalCopiesAreNamedByNumber() {
        assertThat(file.web("numprocs: 3"))
                .extracting(process -> process.name().text())
                .containsExactly("web:0", "web:1", "web:2");
        assertThat(file.web("numprocs: 0")).isEmpty();
    }

    @Test
    void copiesShareWhatDoesNotDependOnTheirNumber() {
        List<ProcessConfig> processes = file.web("numprocs: 2", "env: {A: 1}");

        assertThat(processes.getFirst().launch()).isSameAs(processes.getLast().launch());
        assertThat(processes.getFirst().policy()).isSameAs(processes.getLast().policy());
    }

    @ParameterizedTest
    @CsvSource({"none,NONE", "pipe,PIPE", "Pipe,PIPE"})
    void stdinIsAWord(String text, Stdin expected) {
        assertThat(file.launch("stdin: " + text).stdin()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "yes,true", "On,true", "1,true", "FALSE,false", "no,false", "off,false", "0,false"})
    void autostartIsYesOrNo(String text, boolean expected) {
        assertThat(file.policy("autostart: " + text).autostart()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "always,ALWAYS",
        "true,ALWAYS",
        "yes,ALWAYS",
        "never,NEVER",
        "false,NEVER",
        "'\"off\"',NEVER",
        "unexpected,UNEXPECTED",
        "Unexpected,UNEXPECTED"
    })
    void autorestartIsAWordOrYesOrNo(String text, Autorestart expected) {
        assertThat(file.policy("autorestart: " + text).autorestart()).isEqualTo(expected);
    }

    @Test
    void exitcodesAreOneOrAList() {
        assertThat(file.policy("exitcodes: 2").exitcodes()).containsExactly(2);
        assertThat(file.policy("exitcodes: [0, 255]").exitcodes()).containsExactlyInAnyOrder(0, 255);
        assertThat(file.policy("exitcodes: 0,2").exitcodes()).containsExactlyInAnyOrder(0, 2);
        assertThat(file.policy("exitcodes: []").exitcodes()).isEmpty();
        assertThat(file.policy("exitcodes:", "  - 0", "  - 2").exitcodes()).containsExactlyInAnyOrder(0, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "10,10000",
        "0.5,500",
        "250ms,250",
        "10s,10000",
        "1m30s,90000",
        "2h,7200000",
        "1d,86400000",
        "1.5s,1500",
        "1h1ms,3600001",
        "'\"10\"',10000"
    })
    void durationsAreSecondsOrHaveUnits(String text, long millis) {
        assertThat(file.policy("stoptime: " + text).stop().stoptime()).isEqualTo(Duration.ofMillis(millis));
        assertThat(file.policy("starttime: " + text).start().starttime()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"USR1,10", "SIGUSR1,10", "usr1,10", "10,10", "RTMIN+2,36"})
    void stopsignalIsANameOrANumber(String text, int number) {
        assertThat(file.policy("stopsignal: " + text).stop().stopsignal()).isEqualTo(new Signal(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"022", "\"022\"", "0o22", "'0O22'", "22", "0022"})
    void umaskIsAlwaysOctal(String text) {
        assertThat(file.launch("umask: " + text).umask()).hasValue(18);
    }

    @Test
    void numbersAreNumbersWithOrWithoutQuotes() {
        assertThat(file.policy("startretries: '7'").start().startretries()).isEqualTo(7);
        assertThat(file.policy("priority: -5").priority()).isEqualTo(-5);
    }

    @Test
    void outputGoesToAFileOrNowhere() {
        Output log = new Output.ToFile(directory.resolve("log/web.log"));

        assertThat(file.launch("stdout: log/web.log").stdout()).isEqualTo(log);
        assertThat(file.launch("stderr: ./log/web.log").stderr()).isEqualTo(log);
        assertThat(file.launch("stderr: /tmp/a").stderr()).isEqualTo(new Output.ToFile(Path.of("/tmp/a")));
        assertThat(file.launch("stdout: NONE", "stderr: /dev/null"))
                .returns(new Output.Discard(), Launch::stdout)
                .returns(new Output.Discard(), Launch::stderr);
    }

    @Test
    void valuesOfTheEnvironmentAreTexts() {
        Launch launch = file.launch("env:", "  ANSWER: 42", "  MASK: 022", "  YES: yes", "  EMPTY: \"\"", "  R: 1.50");

        assertThat(launch.environment())
                .isEqualTo(Map.of("ANSWER", "42", "MASK", "022", "YES", "yes", "EMPTY", "", "R", "1.50"));
    }

    @Test
    void theEnvironmentMayBeLeftEmpty() {
        assertThat(file.launch("env:").environment()).isEmpty();
    }

    @Test
    void aRelativeWorkingdirIsRelativeToTheFile() {
        assertThat(file.launch("workingdir: sub").workingdir()).contains(directory.resolve("sub"));
        assertThat(file.launch("workingdir: ../up").workingdir()).contains(directory.resolve("../up"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "numprocs: -1; 4:15: programs.web.numprocs: \"-1\" is out of bounds; write a number from 0 to 100000",
                "numprocs: 100001; 4:15: programs.web.numprocs: \"100001\" is out of bounds;"
                        + " write a number from 0 to 100000",
                "numprocs: two; 4:15: programs.web.numprocs: cannot read \"two\" as a whole number;"
                        + " write a number from 0 to 100000",
            })
    void badCountsAreRefused(String line, String place, String remedy) {
        assertThat(file.problem(line)).isEqualTo(place + "; " + remedy);
    }
}
