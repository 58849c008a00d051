package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// What a program is started with: its command, its files, its environment, its directory, its umask.
final class SettingsIT {

    @TempDir
    Path directory;

    @Test
    void commandIsSplitAsAShellDoesAndAListIsTakenAsItIs() {
        Sandbox sandbox = Sandbox.in(directory);
        sandbox.script("words", "printf '<%s>' \"$@\" >words.txt\nexec sleep 1000\n");
        sandbox.programs("""
                line:
                    cmd: ./words 'single quotes' "double \\"quotes\\"" back\\ slash ''
                    starttime: 0
                list:
                    cmd: [sh, -c, 'printf "<%%s>" "$@" >list.txt; exec sleep 1000', sh, "it's", "$HOME *"]
                    starttime: 0
                """);

        try (Taskmaster _ = sandbox.start()) {
            sandbox.awaitLine("words.txt", "<>");
            sandbox.awaitLine("list.txt", "*>");

            assertThat(sandbox.lines("words.txt")).containsExactly("<single quotes><double \"quotes\"><back slash><>");
            assertThat(sandbox.lines("list.txt")).containsExactly("<it's><$HOME *>");
        }
    }

    @Test
    void everyCopyIsAProcessOfItsOwnAndHasANumber() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                web:
                    cmd: sleep 1000
                    numprocs: 3
                    starttime: 0
                single:
                    cmd: sleep 1000
                    starttime: 0
                none:
                    cmd: sleep 1000
                    numprocs: 0
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            Status status = taskmaster.status();

            assertThat(status.names()).containsExactlyInAnyOrder("web:0", "web:1", "web:2", "single");
            assertThat(status.rows()).allMatch(row -> row.state().equals("RUNNING"));
            assertThat(status.rows()).extracting(Status.Row::pid).doesNotHaveDuplicates();
            assertThat(Proc.children(taskmaster.pid())).hasSize(4);
        }
    }

    @Test
    void autostartDecidesWhatRunsAtLaunch() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                eager:
                    cmd: sleep 1000
                    starttime: 0
                lazy:
                    cmd: sleep 1000
                    starttime: 0
                    autostart: false
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.status("eager").state()).isEqualTo("RUNNING");
            assertThat(taskmaster.status("lazy")).isEqualTo(new Status.Row("lazy", "STOPPED", "Not started"));

            assertThat(taskmaster.ask("start lazy")).singleElement().asString().startsWith("lazy: started (pid ");
            assertThat(taskmaster.status("lazy").state()).isEqualTo("RUNNING");
        }
    }

    @Test
    void stdoutAndStderrGoToTheirFilesAndAreAppended() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                talker:
                    cmd: ./talker
                    starttime: 0
                    autorestart: never
                    stdout: out.txt
                    stderr: err.txt
                """);
        sandbox.script("talker", "echo to stdout\necho to stderr >&2\n");
        sandbox.write("out.txt", "was here\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.await("talker", "EXITED");
            assertThat(sandbox.lines("out.txt")).containsExactly("was here", "to stdout");
            assertThat(sandbox.lines("err.txt")).containsExactly("to stderr");

            taskmaster.ask("start talker");
            taskmaster.await("talker", "EXITED");
            assertThat(sandbox.lines("out.txt")).containsExactly("was here", "to stdout", "to stdout");
        }
    }

    @Test
    void stdoutAndStderrShareAFileWithoutOverwritingEachOther() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                talker:
                    cmd: ./talker
                    starttime: 0
                    autorestart: never
                    stdout: both.txt
                    stderr: both.txt
                """);
        sandbox.script("talker", "echo 1\necho 2 >&2\necho 3\necho 4 >&2\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.await("talker", "EXITED");

            assertThat(sandbox.lines("both.txt")).containsExactly("1", "2", "3", "4");
        }
    }

    @Test
    void outputThatIsNotAskedForIsDiscarded() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                quiet:
                    cmd: sleep 1000
                    starttime: 0
                told:
                    cmd: sleep 1000
                    starttime: 0
                    stdout: /dev/null
                    stderr: none
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            Path nowhere = Path.of("/dev/null");

            assertThat(Proc.descriptors(taskmaster.pidOf("quiet")))
                    .isEqualTo(Map.of(0, nowhere, 1, nowhere, 2, nowhere));
            assertThat(Proc.descriptors(taskmaster.pidOf("told")))
                    .isEqualTo(Map.of(0, nowhere, 1, nowhere, 2, nowhere));
        }
    }

    @Test
    void environmentIsInheritedAddedToAndReplaced() {
        Sandbox sandbox = Sandbox.in(directory)
                .environment("KEPT", "by the supervisor")
                .environment("REPLACED", "by the supervisor")
                .programs("""
                        web:
                            cmd: sleep 1000
                            numprocs: 2
                            starttime: 0
                            env:
                                ANSWER: 42
                                REPLACED: "by the program"
                                EMPTY: ""
                                SIGNS: "a=b 'c' \\"d\\" $e"
                        """);

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(Proc.environment(taskmaster.pidOf("web:1")))
                    .containsEntry("ANSWER", "42")
                    .containsEntry("REPLACED", "by the program")
                    .containsEntry("KEPT", "by the supervisor")
                    .containsEntry("EMPTY", "")
                    .containsEntry("SIGNS", "a=b 'c' \"d\" $e")
                    .containsEntry("SUPERVISOR_PROCESS_NAME", "1")
                    .containsEntry("SUPERVISOR_SERVER_URL", "unix://" + sandbox.path("state/taskmaster.sock"))
                    .containsEntry("SUPERVISOR_GROUP_NAME", "web");
        }
    }

    @Test
    void programStartsInItsWorkingDirectory() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                there:
                    cmd: sleep 1000
                    starttime: 0
                    workingdir: some/where
                here:
                    cmd: sleep 1000
                    starttime: 0
                """);
        Files.createDirectories(sandbox.path("some/where"));

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(Proc.workingDirectory(taskmaster.pidOf("there"))).isEqualTo(sandbox.path("some/where"));
            assertThat(Proc.workingDirectory(taskmaster.pidOf("here")))
                    .isEqualTo(Proc.workingDirectory(taskmaster.pid()));
        }
    }

    @Test
    void everyProgramHasItsOwnUmaskSideBySide() throws IOException {
        Sandbox sandbox = Sandbox.in(directory);
        sandbox.script("maker", "touch made-by-$1\nexec sleep 1000\n");
        sandbox.programs("""
                closed:
                    cmd: ./maker closed
                    umask: 077
                    starttime: 0
                open:
                    cmd: ./maker open
                    umask: 0
                    starttime: 0
                usual:
                    cmd: ./maker usual
                    umask: "022"
                    starttime: 0
                inherited:
                    cmd: ./maker inherited
                    starttime: 0
                """);

        try (Taskmaster taskmaster =
                sandbox.by("sh", "-c", "umask 027; exec \"$0\" \"$@\"").start()) {
            for (String name : List.of("closed", "open", "usual", "inherited")) {
                Waiting.until("it is made by " + name, () -> Files.exists(sandbox.path("made-by-" + name)));
            }

            assertThat(permissions(sandbox, "made-by-closed")).isEqualTo("rw-------");
            assertThat(permissions(sandbox, "made-by-open")).isEqualTo("rw-rw-rw-");
            assertThat(permissions(sandbox, "made-by-usual")).isEqualTo("rw-r--r--");
            assertThat(permissions(sandbox, "made-by-inherited")).isEqualTo("rw-r-----");
            assertThat(Proc.status(taskmaster.pidOf("closed"), "Umask")).isEqualTo("0077");
            assertThat(Proc.status(taskmaster.pid(), "Umask")).isEqualTo("0027");
        }
    }

    @Test
    void lowerPrioritiesStartFirst() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                last: {cmd: sleep 1000, priority: 20, starttime: 0}
                first: {cmd: sleep 1000, priority: -1, starttime: 0}
                middle: {cmd: sleep 1000, priority: 10, starttime: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.awaitLog("spawned: 'last'");

            assertThat(taskmaster.log().stream()
                            .filter(line -> line.contains("spawned: "))
                            .map(line -> line.split("'")[1]))
                    .containsExactly("first", "middle", "last");
        }
    }

    private static String permissions(Sandbox sandbox, String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(sandbox.path(file)));
    }
}
