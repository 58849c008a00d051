package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.ExitStatus.Code;
import org.taskmaster.model.ExitStatus.NeverRan;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// A process of another user: it is as one of ours but for whose it is; and what becomes known only on the
/// way is told as exactly as what is seen before.
final class OtherUserTest extends RealHost {

    private static final String USER = "nobody";

    /// What differs between any two processes, or between any two users.
    private static final Set<String> OWN = Set.of(
            "FDSize",
            "Pid",
            "Tgid",
            "NSpid",
            "NStgid",
            "NSpgid",
            "NSsid",
            "Uid",
            "Gid",
            "Groups",
            "CapPrm",
            "CapEff",
            // how many signals wait for all processes of that user
            "SigQ");

    @BeforeEach
    void onlyAsRoot() throws IOException {
        assumeThat(UserDatabase.currentUid()).isZero();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void itIsAsOneOfOursButForItsUser() throws IOException {
        Launches launches = Launches.of("sleep", "1000").in(Path.of("/usr")).umask(027);
        ProcessId ours = spawn(launches);
        ProcessId theirs = spawn(launches.user(USER));
        until(() -> descriptorsOf(ours).equals(Set.of("0", "1", "2")) && isProgram(ours));
        until(() -> isProgram(theirs) && descriptorsOf(theirs).equals(Set.of("0", "1", "2")));

        Set<String> ourWords = status(ours);
        Set<String> theirWords = status(theirs);

        assertThat(theirWords).isEqualTo(ourWords);
        assertThat(ourWords).contains("SigBlk\t0000000000000000", "SigIgn\t0000000000000000", "Umask\t0027");
        assertThat(read(theirs, "cmdline")).isEqualTo("sleep\0" + "1000\0");
        assertThat(read(theirs, "stat").split(" ")[5]).isEqualTo(Integer.toString(theirs.pid()));
        for (String link : List.of("cwd", "exe", "fd/0", "fd/1", "fd/2", "root")) {
            assertThat(link(theirs, link)).isEqualTo(link(ours, link));
        }
        assertThat(withoutUser(read(theirs, "environ"))).isEqualTo(withoutUser(read(ours, "environ")));
        for (ProcessId id : List.of(ours, theirs)) {
            host.signal(id, Signal.KILL, LinuxHost.Reach.RUN);
            death(id);
        }
    }

    @Test
    void argumentsOfAllKindsReachItAsTheyAre() throws IOException {
        String[] odd = {"", "-", "--", "--reuid", "a=b", " ", "\t\n", "ü€😀", "\u0001\u007f", "x".repeat(100_000), ""};
        String[] command = new String[odd.length + 1];
        System.arraycopy(odd, 0, command, 1, odd.length);
        command[0] = script("-odd=näme 1", "#!/bin/sh\nprintf '%s\\0' \"$@\"\n").toString();

        String told = output(Launches.of(command).user(USER));

        assertThat(told).isEqualTo(String.join("\0", odd) + "\0");
    }

    @Test
    void aRelativeCommandIsFoundFromItsWorkingDirectory() {
        assertThat(run(Launches.of("./sh", "-c", "exit 5").in(Path.of("/bin")).user(USER)))
                .isEqualTo(new Code(5));
    }

    @Test
    void whatItExitsWithIsItsOwn() {
        for (int code : new int[] {0, 1, 126, 127, 255}) {
            assertThat(run(Launches.shell("exit " + code).user(USER))).isEqualTo(new Code(code));
        }
    }

    @Test
    void anInterpreterThatIsMissing() throws IOException {
        Path file = script("tool", "#!/no/such\n");

        assertThat(never(Launches.of(file.toString())))
                .isEqualTo("can't run command '" + file + "': the interpreter '/no/such' of '" + file
                        + "' does not exist");
    }

    @Test
    void aScriptWithoutInterpreterLineIsNotRunByAShell() throws IOException {
        Path file = script("tool", "echo hello\n");

        assertThat(never(Launches.of(file.toString())))
                .isEqualTo("can't run command '" + file + "': '" + file
                        + "' is not a program: it has no #! line that names its interpreter");
    }

    @Test
    void aProgramThatIsBeingWritten() throws IOException {
        Path file = script("tool", "");
        Files.copy(Path.of("/bin/true"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (OutputStream _ = Files.newOutputStream(file, java.nio.file.StandardOpenOption.APPEND)) {
            assertThat(never(Launches.of(file.toString())))
                    .isEqualTo("can't run command '" + file + "': a process is writing to it");
        }
    }

    @Test
    void reasonsOfManyAtOnceAreNotMixedUp() throws IOException {
        Path missing = script("missing", "#!/no/such\n");
        Path empty = script("empty", "");
        ProcessId first = spawn(Launches.of(missing.toString()).user(USER));
        ProcessId second = spawn(Launches.of(empty.toString()).user(USER));
        ProcessId third = spawn(Launches.shell("exit 127").user(USER));

        assertThat(death(third).exit()).isEqualTo(new Code(127));
        assertThat(death(second).exit().text()).endsWith("is empty");
        assertThat(death(first).exit().text()).contains("'/no/such'");
    }

    @Test
    void whatIsClosedToTheUserIsRefusedBeforeAnythingRuns() throws IOException {
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Path inside = Files.copy(Path.of("/bin/true"), closed.resolve("true"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));

        assertThat(failure(Launches.of("true").user(USER).in(closed)))
                .isEqualTo("workingdir '" + closed + "' is closed to user 'nobody': permission denied");
        assertThat(failure(Launches.of("./true").user(USER).in(closed)))
                .isEqualTo("workingdir '" + closed + "' is closed to user 'nobody': permission denied");
        assertThat(failure(Launches.of(inside.toString()).user(USER)))
                .startsWith(
                        "can't run command '" + inside + "': '" + inside + "' may not be executed by user 'nobody'");
    }

    @Test
    void rightsThatAreTakenAwayLaterAreMissedByTheProcessItself() throws IOException {
        Path inside = Files.createDirectory(directory.resolve("inside"));
        Launches launches = Launches.of("true").in(inside);
        assertThat(run(launches.user(USER))).isEqualTo(new Code(0));

        Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rwx------"));

        String reason = "workingdir '" + inside + "' is closed to user 'nobody': permission denied";
        assertThat(never(launches)).isEqualTo(reason);
        assertThat(failure(launches.user(USER))).as("it is asked again").isEqualTo(reason);
    }

    private Path script(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String never(Launches launches) {
        ExitStatus exit = run(launches.user(USER));
        assertThat(exit).isInstanceOf(NeverRan.class);
        return ((NeverRan) exit).reason();
    }

    /// The kernel has the name first, and the environment when the program is there.
    private static boolean isProgram(ProcessId id) {
        return ProcFiles.read("/proc/" + id.pid() + "/comm").strip().equals("sleep")
                && !ProcFiles.environment(id.pid()).isEmpty();
    }

    /// Lines of its status that do not differ by nature, and the keys of those whose counts do.
    private static Set<String> status(ProcessId id) {
        return read(id, "status")
                .lines()
                .map(line -> line.split(":", 2))
                .filter(line -> !OWN.contains(line[0]) && !line[0].startsWith("Vm") && !line[0].startsWith("Rss"))
                .filter(line ->
                        !line[0].contains("ctxt") && !line[0].equals("HugetlbPages") && !line[0].equals("State"))
                .map(line -> line[0] + line[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> withoutUser(String environment) {
        return Arrays.stream(environment.split("\0"))
                .filter(entry -> !entry.matches("(?s)(HOME|USER|LOGNAME|SHELL|TASKMASTER_RUN)=.*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(ProcessId id, String file) {
        return new String(
                ProcFiles.read("/proc/" + id.pid() + "/" + file).getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8);
    }

    private static Path link(ProcessId id, String name) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + id.pid() + "/" + name));
    }
}
