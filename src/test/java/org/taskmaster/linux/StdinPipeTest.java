package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.taskmaster.host.Host.Reach;
import org.taskmaster.host.StdinResult;
import org.taskmaster.host.StdinResult.Taken;
import org.taskmaster.linux.LinuxHost.SignalIntake;
import org.taskmaster.model.ExitStatus.Code;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// A pipe as a process's standard input, seen from both ends.
final class StdinPipeTest extends RealHost {

    private static final int O_NONBLOCK = 04000;
    private static final int O_ACCMODE = 03;
    private static final int O_RDWR = 02;

    private Optional<Long> leftBehind = Optional.empty();

    @AfterEach
    void killWhatWasLeftBehind() {
        leftBehind.flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void theProcessWaitsForBytesInsteadOfFindingTheEnd() {
        ProcessId id = spawn(echo());
        until(() -> waitsForInput(id));

        String flags = ProcFiles.read("/proc/" + id.pid() + "/fdinfo/0");

        int octal = Integer.parseInt(flags.split("flags:\\s+", 2)[1].split("\\s", 2)[0], 8);
        assertThat(octal & O_NONBLOCK).as("it blocks").isZero();
        assertThat(octal & O_ACCMODE).isEqualTo(O_RDWR);
        kill(id);
    }

    @Test
    void theProcessDoesNotFindTheEndWhenTheSupervisorIsGone() throws IOException {
        ProcessId id = spawn(echo());
        write(id, "before\n");
        until(() -> said().equals("before\n"));
        leftBehind = Optional.of((long) id.pid());

        host.close();
        host = LinuxHost.open(Environment.ofThisProcess(), SignalIntake.NONE);

        until(() -> waitsForInput(id));
        Files.writeString(Path.of("/proc/" + id.pid() + "/fd/0"), "after\n", StandardOpenOption.WRITE);
        until(() -> said().equals("before\nafter\n"));
    }

    @Test
    void itHasThreeDescriptorsAndWeHaveOneEnd() throws IOException {
        ProcessId id = spawn(echo());

        until(() -> descriptorsOf(id).equals(Set.of("0", "1", "2")));
        String pipe =
                Files.readSymbolicLink(Path.of("/proc/" + id.pid() + "/fd/0")).toString();

        assertThat(pipe).startsWith("pipe:");
        assertThat(descriptorsOf(pipe)).isEqualTo(1);
        kill(id);
        assertThat(descriptorsOf(pipe)).isZero();
    }

    @Test
    void theBytesArriveInOrderHoweverSlowlyTheyAreRead() throws IOException {
        ProcessId id = spawn(Launches.shell("trap 'exec cat' USR1; echo ready >&2; while :; do sleep 0.01; done")
                .to(output(), directory.resolve("ready"))
                .piped());
        until(() -> Files.exists(directory.resolve("ready"))
                && ProcFiles.read(directory.resolve("ready").toString()).contains("ready"));
        StringBuilder all = new StringBuilder();
        String piece = piece(0);
        for (int i = 1; host.writeStdin(id, bytes(piece)).equals(new Taken()); i++) {
            all.append(piece);
            piece = piece(i);
        }

        host.signal(id, Signal.USR1, Reach.PROCESS);
        until(() -> said().length() == all.length());

        assertThat(said()).isEqualTo(all.toString());
        write(id, "more\n");
        until(() -> said().endsWith("\nmore\n"));
        kill(id);
    }

    @Test
    void aProcessThatEndsWithBytesUnreadIsSeenToDie() {
        ProcessId id = spawn(Launches.shell("read line; exit 3").piped());
        host.writeStdin(id, bytes("\n" + "x".repeat(200_000)));

        assertThat(death(id).exit()).isEqualTo(new Code(3));
    }

    @Test
    void anInputThatIsClosedWhileBytesWaitIsTold() {
        ProcessId id = spawn(Launches.shell("read line; exec 0<&-; echo closed; exec sleep 1000")
                .to(output(), output())
                .piped());
        host.writeStdin(id, bytes("\n" + "x".repeat(200_000)));
        until(() -> said().equals("closed\n"));

        assertThat(host.writeStdin(id, bytes("x"))).isEqualTo(new StdinResult.Closed());
        kill(id);
    }

    @Test
    void anotherUserCanOpenItByItsName() throws IOException {
        assumeThat(UserDatabase.currentUid()).isZero();
        Path log = directory.resolve("log");
        ProcessId id = spawn(Launches.shell("head -n 1 /dev/stdin; id -un")
                .user("nobody")
                .to(log, log)
                .piped());
        write(id, "hello\n");

        death(id);

        assertThat(Files.readString(log)).isEqualTo("hello\nnobody\n");
    }

    /// Whether it is in a system call whose first argument is descriptor 0.
    private static boolean waitsForInput(ProcessId id) {
        return ProcFiles.read("/proc/" + id.pid() + "/syscall").matches("(?s)\\d+ 0x0 .*");
    }

    private Launches echo() {
        return Launches.of("/bin/cat").to(output(), output()).piped();
    }

    private Path output() {
        return directory.resolve("said");
    }

    private String said() {
        return ProcFiles.read(output().toString());
    }

    private static String piece(int number) {
        return (number + " ").repeat(1_000) + "\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write(ProcessId id, String text) {
        assertThat(host.writeStdin(id, bytes(text))).isEqualTo(new Taken());
    }

    private void kill(ProcessId id) {
        host.signal(id, Signal.KILL, Reach.RUN);
        death(id);
    }

    /// How many descriptors of ours lead to this pipe.
    private static int descriptorsOf(String pipe) throws IOException {
        int count = 0;
        try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all) {
                count += leadsTo(descriptor, pipe) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean leadsTo(Path descriptor, String pipe) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(pipe);
        } catch (java.nio.file.NoSuchFileException _) {
            return false; // closed meanwhile
        }
    }
}
