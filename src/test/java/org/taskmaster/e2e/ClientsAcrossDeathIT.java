package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.Waiting;

/// What supervisord's clients see when the supervisor is killed and its guardian starts the next one.
final class ClientsAcrossDeathIT {

    private static final int CUT_OFF = 18;

    @TempDir
    Path directory;

    private Twin twin;
    private Sandbox sandbox;

    @BeforeEach
    void make() {
        twin = Twin.taskmaster(directory);
        sandbox = twin.sandbox();
    }

    @AfterEach
    void nothingIsLeft() {
        sandbox.endSurvivors();
    }

    @Test
    void supervisorctlRestartsWhatWasTakenOver() {
        start("web: {cmd: sleep 1000, starttime: 0, numprocs: 2}\n");
        long first = pid("web:0");
        long other = pid("web:1");
        kill();

        assertThat(supervisorctl("restart web:0")).isEqualTo("web:0: stopped\nweb:0: started\n");

        assertThat(pid("web:0")).isNotEqualTo(first);
        assertThat(Proc.lives(first)).isFalse();
        assertThat(pid("web:1")).isEqualTo(other);
        assertThat(supervisorctl("status")).matches("(web:[01] +RUNNING +pid [0-9]+, uptime [0-9:]+\n){2}");
        assertThat(sandbox.survivors()).as("guardian, supervisor and two").hasSize(4);
    }

    /// supervisorctl asks for a stop and then for a start; the stop is under way.
    @Test
    void theStopOfARestartThatWasCutOffIsSeenThrough() throws Exception {
        start("""
                stubborn: {cmd: "sh -c 'trap : TERM; while :; do sleep 0.1; done'", starttime: 0, stoptime: 3}
                """);
        long stubborn = pid("stubborn");
        Process restart = twin.supervisorctl("restart stubborn");
        sandbox.awaitLine("taskmaster.log", "stopping: stubborn");
        kill();

        assertThat(restart.waitFor()).isNotZero();
        Waiting.until("it is stopped", () -> supervisorctl("status").contains("STOPPED"));
        assertThat(Proc.lives(stubborn)).isFalse();
        assertThat(supervisorctl("restart stubborn")).isEqualTo("stubborn: ERROR (not running)\nstubborn: started\n");
    }

    @Test
    void ansiblesModuleFindsWhatWasTakenOverAndRestartsIt() {
        start("web: {cmd: sleep 1000, starttime: 0}\n");
        long first = pid("web");
        kill();

        assertThat(ansible("started")).contains("\"changed\": false");
        assertThat(pid("web")).isEqualTo(first);
        assertThat(ansible("restarted")).contains("\"changed\": true");
        assertThat(pid("web")).isNotEqualTo(first);
        kill();
        assertThat(ansible("stopped")).contains("\"changed\": true");
        assertThat(supervisorctl("status")).containsPattern("web +STOPPED");
        assertThat(sandbox.survivors()).as("guardian and supervisor").hasSize(2);
    }

    /// By curl, which tells an answer that was cut off from one that has ended.
    @ParameterizedTest
    @ValueSource(strings = {"raw", "prefix"})
    void aLogThatIsFollowedAnewHasEachLineOnce(String format) throws Exception {
        startTalker(format);
        write(1, 3);
        Process before = followed("before");
        awaitLine("before", 3);
        long guardian = guardian();
        Signals.send("STOP", guardian);
        long dead = killSupervisor();

        assertThat(before.waitFor()).isEqualTo(CUT_OFF);
        write(4, 6);
        Signals.send("CONT", guardian);
        awaitAnother(dead);
        Process after = followed("after");
        awaitLine("after", 6);
        write(7, 9);
        awaitLine("after", 9);

        assertThat(told("before")).isEqualTo(numbered(3));
        assertThat(told("after")).isEqualTo(numbered(9)).isEqualTo(told("talker.log"));
        after.destroy();
        after.waitFor();
    }

    @Test
    void supervisorctlsTailEndsAndGoesOnWhenItIsAskedAgain() throws Exception {
        startTalker("raw");
        write(1, 3);
        Path output = sandbox.path("tail");
        Process before = twin.supervisorctl("tail -f talker", output);
        awaitLine("tail", 3);
        kill();

        // As it does with supervisord: without a word.
        assertThat(before.waitFor()).isZero();
        assertThat(told("tail")).isEqualTo(numbered(3));
        write(4, 6);
        Process after = twin.supervisorctl("tail -f talker", output);
        awaitLine("tail", 6);
        assertThat(told("tail")).isEqualTo(numbered(6));
        after.destroy();
        after.waitFor();
    }

    /// Copies lines from a named pipe to its log.
    private void startTalker(String format) throws IOException {
        Tools.run("mkfifo", sandbox.path("talker.in").toString());
        start("""
                talker:
                    cmd: sh -c 'exec 3<>%1$s/talker.in; while read -r line <&3; do echo "$line"; done'
                    starttime: 0
                    stdout: %1$s/talker.log
                    stdout_format: %2$s
                    stdout_maxbytes: 50MB
                """.formatted(directory, format));
    }

    private void write(int first, int last) throws IOException {
        Files.writeString(
                sandbox.path("talker.in"),
                IntStream.rangeClosed(first, last)
                        .mapToObj(number -> "line " + number + "\n")
                        .reduce("", String::concat));
    }

    private Process followed(String file) throws IOException {
        return new ProcessBuilder(
                        "curl", "-sN", "--unix-socket", twin.socket().toString(), "http://localhost/logtail/talker")
                .redirectOutput(sandbox.path(file).toFile())
                .start();
    }

    private void awaitLine(String file, int number) {
        Waiting.until(
                "line " + number + " in " + file,
                () -> told(file).contains("line " + number),
                () -> sandbox.lines(file).toString());
    }

    /// The lines, without the time and the name before them.
    private List<String> told(String file) {
        return sandbox.lines(file).stream()
                .filter(line -> line.contains("line "))
                .map(line -> line.substring(line.indexOf("line ")))
                .toList();
    }

    private static List<String> numbered(int last) {
        return IntStream.rangeClosed(1, last)
                .mapToObj(number -> "line " + number)
                .toList();
    }

    private void start(String programs) {
        sandbox.programs(programs);
        Ran started = Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString());
        assertThat(started.status()).as(started.errors()).isZero();
    }

    private void kill() {
        awaitAnother(killSupervisor());
    }

    private long killSupervisor() {
        long supervisor = sandbox.awaitNumber("state/taskmaster.pid");
        Signals.send("KILL", supervisor);
        Waiting.until("it is dead", () -> !Proc.lives(supervisor));
        return supervisor;
    }

    private void awaitAnother(long dead) {
        Waiting.until("another one is ready", () -> {
            Ran asked = Ran.ctl(sandbox, "pid");
            return asked.status() == 0 && !asked.output().strip().equals(Long.toString(dead));
        });
    }

    private long guardian() {
        return Proc.stat(sandbox.awaitNumber("state/taskmaster.pid"))
                .orElseThrow()
                .parent();
    }

    private long pid(String name) {
        return Long.parseLong(supervisorctl("pid " + name).strip());
    }

    private String supervisorctl(String words) {
        try {
            return new String(twin.supervisorctl(words).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ansible(String state) {
        return OtherClientsIT.ansible(twin.socket(), "\"name\": \"web\", \"state\": \"" + state + "\"");
    }
}
