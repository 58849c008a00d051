package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.daemon.Rehearsed;

/// What other builds answer when they are asked whether they could go on.
@Timeout(60)
class RehearsalsTest {

    private static final RehearsalReport REPORT =
            new RehearsalReport("9.9", "b1", List.of("/bin/x", "é \u00ff", "--rehearse"), List.of("A=b", "C="));

    @TempDir
    Path directory;

    @Test
    void aReportIsReadAmongOtherLines() {
        String lines = "building\n" + String.join("\n", REPORT.lines()) + "\nrehearsed: colour red\n";

        assertThat(RehearsalReport.in(lines.lines().toList())).contains(REPORT);
    }

    @Test
    void aReportThatLacksSomethingIsNone() {
        for (int missing = 0; missing < REPORT.lines().size(); missing++) {
            List<String> lines = new java.util.ArrayList<>(REPORT.lines());
            lines.remove(missing);
            assertThat(RehearsalReport.in(lines)).isEmpty();
        }
        assertThat(RehearsalReport.in(List.of(
                        "rehearsed: version 1",
                        "rehearsed: build 2",
                        "rehearsed: command !",
                        "rehearsed: environment")))
                .isEmpty();
    }

    @Test
    void howThisProcessWasStartedIsKnown() throws IOException {
        RehearsalReport ours = RehearsalReport.ofThisProcess();

        assertThat(ours.command().getFirst()).endsWith("/java");
        assertThat(RehearsalReport.in(ours.lines())).contains(ours);
    }

    @Test
    void theirOwnWordsAreTheReason() throws IOException {
        launcher("echo noise; echo 'taskmasterd: it is too old' >&2; exit 2");

        assertThat(rehearse()).isEqualTo(new Rehearsed.Refused(path() + " refuses: it is too old"));
    }

    @Test
    void whoSaysNothingIsRefused() throws IOException {
        launcher("exit 0");

        assertThat(rehearse()).isEqualTo(new Rehearsed.Refused(path() + " ended without a word"));
    }

    @Test
    void whatOthersCouldChangeIsNotRun() throws IOException {
        launcher("exit 0");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(rehearse())
                .isInstanceOfSatisfying(
                        Rehearsed.Refused.class,
                        refused -> assertThat(refused.why()).contains("others could change what would be run"));
    }

    /// The launcher may be safe, and what it starts not.
    @Test
    void whatItStartsHasToBeSafeToo() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Path jar = Files.writeString(open.resolve("it.jar"), "x");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        RehearsalReport report = new RehearsalReport(
                "9", "b", List.of("/bin/true", "-XX:AOTCache=" + jar, "--rehearse"), List.of("A=b"));
        launcher("cat <<'EOF'\n" + String.join("\n", report.lines()) + "\nEOF");

        assertThat(rehearse())
                .isInstanceOfSatisfying(
                        Rehearsed.Refused.class,
                        refused -> assertThat(refused.why()).contains("others could change what would be run"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx------"));
        assertThat(rehearse()).isInstanceOf(Rehearsed.Ready.class);
    }

    /// However much it is, and whatever.
    @Test
    void ofWhatIsPrintedLittleIsKept() throws IOException {
        launcher(
                "head -c 3000000 /dev/zero | tr '\\0' x; i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i + 1)); done; "
                        + "printf '\\033[31mred\\n'");

        assertThat(rehearse())
                .isEqualTo(new Rehearsed.Refused(
                        path() + " refuses: line 1996; line 1997; line 1998; line 1999; ?[31mred"));
    }

    @Test
    void whatIsMissingIsTold() {
        assertThat(rehearse()).isEqualTo(new Rehearsed.Refused("there is no launcher " + path()));
    }

    private Path path() {
        return directory.resolve("taskmasterd");
    }

    private void launcher(String script) throws IOException {
        Files.writeString(path(), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Rehearsed rehearse() {
        Carried carried = new Carried(Map.of(), "this", false, Map.of(), "");
        return new Rehearsals("taskmasterd", List.of(), carried, Optional.empty()).of(Optional.of(directory));
    }
}
