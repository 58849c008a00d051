package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// `--dry-run` says what a start does then, and does nothing.
final class DryRunIT {

    @TempDir
    Path directory;

    private Sandbox sandbox;

    @BeforeEach
    void make() {
        sandbox = Sandbox.in(directory);
    }

    @Test
    void whatItSaysIsWhatTheStartDoes() throws IOException {
        sandbox.programs("""
                dies: {cmd: sleep 1000, starttime: 0}
                down: {cmd: sleep 1000, starttime: 0}
                gone: {cmd: sleep 1000, starttime: 0}
                other: {cmd: sleep 1000, starttime: 0}
                same: {cmd: sleep 1000, starttime: 0}
                """);
        Background first = Background.start(sandbox);
        assertThat(Ran.ctl(sandbox, "stop", "down").status()).isZero();
        long dies = pid("dies");
        long gone = pid("gone");
        long other = pid("other");
        long same = pid("same");
        Signals.send("KILL", first.pid());
        Signals.send("KILL", dies);
        Waiting.until("both are dead", () -> !first.lives() && !Proc.lives(dies));
        sandbox.programs("""
                dies: {cmd: sleep 1000, starttime: 0}
                down: {cmd: sleep 1000, starttime: 0}
                idle: {cmd: sleep 1000, starttime: 0, autostart: false}
                new: {cmd: sleep 1000, starttime: 0}
                off: {cmd: sleep 1000, starttime: 0}
                other: {cmd: sleep 1001, starttime: 0}
                same: {cmd: sleep 1000, starttime: 0}
                """);
        Files.writeString(sandbox.path("state/disabled"), "off:0\n");
        byte[] journal = Files.readAllBytes(sandbox.path("state/journal"));
        List<String> files = files();

        Ran said = Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString(), "--dry-run");

        assertThat(said.status()).as(said.errors()).isZero();
        assertThat(said.lines())
                .containsExactly(
                        "a supervisor before has left processes; a start would do this:",
                        "stop gone: no longer configured",
                        "start dies: ended while no supervisor ran",
                        "leave down: was stopped",
                        "leave idle: does not run, and has autostart: false",
                        "start new: does not run",
                        "leave off: does not run, and is disabled",
                        "restart other: changed while no supervisor ran",
                        "keep same: runs, pid " + same,
                        "keep 1, restart 1, start 2, stop 1, leave 3; nothing was done");
        assertThat(Files.readAllBytes(sandbox.path("state/journal"))).isEqualTo(journal);
        assertThat(files()).isEqualTo(files);
        assertThat(List.of(gone, other, same)).allMatch(Proc::lives);
        try (Background _ = Background.start(sandbox)) {
            Waiting.until(
                    "all is as it was said",
                    () -> !Proc.lives(gone)
                            && !Proc.lives(other)
                            && running().equals(List.of("dies", "new", "other", "same")));
            assertThat(pid("same")).isEqualTo(same);
        }
    }

    @Test
    void whileASupervisorRunsItSpeaksOfTheNextOneAndTheAdviceWorks() {
        sandbox.programs("web: {cmd: sleep 1000, starttime: 0}\n");
        try (Background supervisor = Background.start(sandbox)) {
            long web = pid("web");

            Ran said = Ran.program(
                    sandbox, "taskmaster", "--dry-run", sandbox.config().toString());

            assertThat(said.status()).as(said.errors()).isZero();
            assertThat(said.lines().getFirst()).startsWith("a supervisor runs (pid " + supervisor.pid() + ")");
            assertThat(said.lines()).contains("keep web: runs, pid " + web);
            String advice = said.lines().getLast();
            assertThat(advice).startsWith("what a reload would do: ");
            Ran reload = Ran.path(sandbox, Path.of("/bin/sh"), "-c", advice.substring(advice.indexOf(": ") + 2));
            assertThat(reload.output()).isEqualTo("a reload would change nothing\n");
            assertThat(supervisor.lives()).isTrue();
            assertThat(pid("web")).isEqualTo(web);
        }
    }

    @Test
    void withoutAnythingLeftNothingIsMade() throws IOException {
        sandbox.programs("web: {cmd: sleep 1000, starttime: 0}\n");

        Ran said = Ran.program(
                sandbox, "taskmasterd", "--dry-run", "-c", sandbox.config().toString());

        assertThat(said.lines())
                .containsExactly(
                        "no supervisor has left anything; a start would do this:",
                        "start web: does not run",
                        "start 1; nothing was done");
        assertThat(files()).containsExactly("taskmaster.yaml");
        assertThat(sandbox.survivors()).isEmpty();
    }

    @Test
    void aJournalThatCannotBeReadAndABadFileAreTold() throws IOException {
        sandbox.programs("web: {cmd: sleep 1000, starttime: 0}\n");
        Files.createDirectory(sandbox.path("state"));
        Files.writeString(sandbox.path("state/journal"), "not ours");

        Ran said = Ran.program(
                sandbox, "taskmasterd", "--dry-run", "-c", sandbox.config().toString());

        assertThat(said.errors()).contains("cannot be read (its beginning is damaged): a start would set it aside");
        assertThat(said.output()).contains("start web: does not run");
        assertThat(sandbox.path("state/journal")).hasContent("not ours");

        sandbox.programs("web: {cmd: sleep 1000, colour: red}\n");
        Ran refused = Ran.program(
                sandbox, "taskmasterd", "--dry-run", "-c", sandbox.config().toString());
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.errors()).contains("there is no setting `colour`");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .filter(name -> !name.startsWith("ran."))
                    .sorted()
                    .toList();
        }
    }

    private List<String> running() {
        return Ran.ctl(sandbox, "status")
                .output()
                .lines()
                .filter(line -> line.contains("RUNNING"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private long pid(String name) {
        return Long.parseLong(Ran.ctl(sandbox, "pid", name).output().strip());
    }
}
