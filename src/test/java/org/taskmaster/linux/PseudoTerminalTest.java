package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.taskmaster.host.Channels;
import org.taskmaster.host.Host.Reach;
import org.taskmaster.host.SpawnResult.Spawned;
import org.taskmaster.host.StdinResult.Taken;
import org.taskmaster.host.Terminal;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.ExitStatus.Code;
import org.taskmaster.model.ExitStatus.Killed;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// A process with a terminal of its own, seen from both ends.
final class PseudoTerminalTest extends RealHost {

    private static final int PIPE_BYTES = 64 * 1024;
    private static final Output NOWHERE = new Output.Discard();
    private static final Output CAPTURED = new Output.Captured(
            new Capture(Optional.empty(), LineFormat.RAW, false, false, Optional.empty(), OnLogError.BLOCK));

    private Optional<Listening> listening = Optional.empty();
    private Optional<ProcessId> running = Optional.empty();

    @AfterEach
    void endWhatRuns() {
        running.filter(host::runLives).ifPresent(id -> host.signal(id, Signal.KILL, Reach.RUN));
        listening.ifPresent(Listening::close);
    }

    @Test
    void itIsATerminalOfTheUsualSizeAndType() {
        Listening terminal = listen(Launches.shell("tty; stty size; echo $TERM; ps -o tty= -p $$; exit 5"));

        assertThat(exit()).isEqualTo(new Code(5));

        finish(terminal);
        assertThat(terminal.said()).matches("/dev/pts/(\\d+)\r\n24 80\r\nxterm-256color\r\npts/\\1 *\r\n");
    }

    @Test
    void theConfigurationSaysWhatTypeItHas() {
        Listening terminal = listen(Launches.shell("echo $TERM").environment("TERM", "vt100"));

        exit();

        finish(terminal);
        assertThat(terminal.said()).isEqualTo("vt100\r\n");
    }

    @Test
    void itHasThreeDescriptors() {
        listen(Launches.of("sleep", "1000"));

        until(() -> descriptorsOf(id()).equals(Set.of("0", "1", "2")));
    }

    @Test
    void allOurDescriptorsAreClosedAtTheEnd() throws IOException {
        listen(Launches.of("true"));
        exit();
        finish(listening.orElseThrow());
        long before = ourTerminals();

        listen(Launches.of("true"));
        exit();
        finish(listening.orElseThrow());

        assertThat(ourTerminals()).isEqualTo(before);
    }

    @Test
    void aTerminalNobodyTookIsClosedWithItsProcess() throws IOException {
        long before = ourTerminals();
        ProcessId id = spawn(Launches.of("true").terminal(NOWHERE));

        death(id);

        assertThat(ourTerminals()).isEqualTo(before);
    }

    @Test
    void aFailedSpawnLeavesNothingOpen() throws IOException {
        long before = ourTerminals();

        String why = failure(Launches.of("/no/such/program").terminal(NOWHERE));

        assertThat(why).contains("does not exist");
        assertThat(ourTerminals()).isEqualTo(before);
    }

    @Test
    void itBelongsToTheUserOfTheProcess() {
        assumeThat(UserDatabase.currentUid()).isZero();
        Listening terminal = listen(Launches.shell("stat -c %U $(tty); id -un; : >/dev/tty && echo open")
                .user("nobody"));

        exit();

        finish(terminal);
        assertThat(terminal.said()).isEqualTo("nobody\r\nnobody\r\nopen\r\n");
    }

    @Test
    void interruptReachesWhatIsInItsForeground() {
        Listening terminal = listen(Launches.shell("echo ready; exec sleep 1000"));
        until(() -> terminal.said().contains("ready"));

        terminal.type("\003");

        assertThat(exit()).isEqualTo(new Killed(Signal.INT, false));
    }

    @Test
    void aShellHasJobControl() {
        Listening terminal = listen(Launches.of("bash", "--norc", "--noprofile", "-i")
                .environment("PS1", "ok> ")
                .environment("HISTFILE", "/dev/null"));
        until(() -> terminal.said().contains("ok> "));

        type(terminal, "sleep 1000\r", "sleep 1000\r\n");
        until(this::sleepIsInTheForeground);
        type(terminal, "\032", "Stopped");
        type(terminal, "bg\r", "[1]+ sleep 1000 &");
        type(terminal, "jobs\r", "Running");
        type(terminal, "kill %1; wait %1; echo =$?=\r", "=143=");
        type(terminal, "sleep 1001\r", "sleep 1001\r\n");
        until(this::sleepIsInTheForeground);
        type(terminal, "\003", "^C");
        type(terminal, "echo =$?=\r", "=130=");
        terminal.type("exit 6\r");

        assertThat(exit()).isEqualTo(new Code(6));
    }

    @Test
    void aNewSizeIsToldTheProgram() {
        Listening terminal = listen(Launches.shell("trap 'stty size' WINCH; echo ready; while :; do sleep 0.05; done"));
        until(() -> terminal.said().contains("ready"));

        terminal.terminal().resize(40, 132);

        until(() -> terminal.said().contains("40 132"));
    }

    @Test
    void standardInputIsTyped() {
        Listening terminal = listen(Launches.shell("read line; echo \"got $line\"; exit 3"));

        assertThat(host.writeStdin(id(), "hällo\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Taken());

        assertThat(exit()).isEqualTo(new Code(3));
        finish(terminal);
        assertThat(new String(terminal.said().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .contains("got hällo");
    }

    @Test
    void typingAtOnceNeverWaits() {
        Listening terminal = listen(Launches.shell("stty raw -echo; echo ready; exec sleep 1000"));
        until(() -> terminal.said().contains("ready"));
        byte[] keys = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);

        int taken = 0;
        while (taken < 10 && terminal.terminal().writeAtOnce(keys)) {
            taken++;
        }

        assertThat(taken).isBetween(1, 9);
        terminal.close();
        assertThat(terminal.terminal().writeAtOnce(keys)).isFalse();
    }

    @Test
    void theEraseKeyTakesAWholeCharacter() {
        Listening terminal = listen(Launches.shell("read line; echo \"=$line=\""));

        terminal.type("aö\177b\n");

        exit();
        finish(terminal);
        assertThat(terminal.said()).contains("=ab=");
    }

    @Test
    void everythingThatWasWrittenIsReadAfterTheEnd() {
        ProcessId id = spawn(Launches.shell("seq 1000").terminal(NOWHERE));
        running = Optional.of(id);
        Terminal taken = host.takeTerminal(id).orElseThrow();
        // The kernel has room for all of it: nobody reads while it runs.
        death(id);

        Listening terminal = new Listening(taken);
        finish(terminal);

        assertThat(terminal.said()).startsWith("1\r\n2\r\n").endsWith("\r\n1000\r\n");
    }

    @Test
    void aChildInTheBackgroundDoesNotKeepItFromEnding() {
        Listening terminal = listen(Launches.shell("trap '' HUP; sleep 1000 & echo $!; exit 4"));

        assertThat(exit()).isEqualTo(new Code(4));

        finish(terminal);
        String child = terminal.said().strip();
        until(() -> ProcFiles.read("/proc/" + child + "/stat").contains("(sleep)"));
        ProcessHandle.of(Long.parseLong(child)).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void aChildThatWritesForEverDoesNotKeepItFromEndingEither() {
        Listening terminal = listen(Launches.shell("trap '' HUP; yes & exit 4"));

        assertThat(exit()).isEqualTo(new Code(4));

        finish(terminal);
        until(() -> !host.runLives(id()));
    }

    @Test
    void aProgramThatClosesItsTerminalForAWhileStillHasIt() {
        Listening terminal =
                listen(Launches.shell("exec 0<&- 1>&- 2>&-; sleep 0.1; echo back >/dev/tty; exec sleep 1000"));

        until(() -> terminal.said().equals("back\r\n"));

        assertThat(terminal.hasEnded()).isFalse();
    }

    @Test
    void whatIsWrittenGoesIntoTheChannelToo() throws Exception {
        Path channel = fifo();
        try (FileChannel pump = FileChannel.open(channel, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Listening terminal = listen(
                    Launches.shell("echo one; echo two").terminal(CAPTURED),
                    new Channels(Optional.of(channel), Optional.of(channel)));

            exit();
            finish(terminal);

            ByteBuffer logged = ByteBuffer.allocate(100);
            pump.read(logged);
            assertThat(new String(logged.array(), 0, logged.position(), StandardCharsets.UTF_8))
                    .isEqualTo("one\r\ntwo\r\n")
                    .isEqualTo(terminal.said());
        }
    }

    @Test
    void aFullChannelIsWaitedFor() throws Exception {
        Path channel = fifo();
        try (FileChannel pump = full(channel)) {
            Listening terminal = listen(
                    Launches.shell("echo ready; exec sleep 1000").terminal(CAPTURED),
                    new Channels(Optional.of(channel), Optional.of(channel)));
            until(() -> ProcFiles.read("/proc/" + id().pid() + "/stat").contains("(sleep)"));

            read(pump, PIPE_BYTES);

            assertThat(read(pump, 7)).isEqualTo("ready\r\n");
            until(() -> terminal.said().equals("ready\r\n"));
        }
    }

    @Test
    void aChannelThatStaysFullDoesNotKeepItFromEnding() throws Exception {
        Path channel = fifo();
        try (FileChannel _ = full(channel)) {
            Listening terminal = listen(
                    Launches.shell("echo ready").terminal(CAPTURED),
                    new Channels(Optional.of(channel), Optional.of(channel)));
            exit();

            finish(terminal);

            assertThat(terminal.unlogged()).isEqualTo(7);
        }
    }

    @Test
    void closingEndsAReadAndATypingThatWait() {
        Listening terminal = listen(Launches.shell("stty raw -echo; echo ready; exec sleep 1000"));
        until(() -> terminal.said().contains("ready"));
        Thread typist = Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; i < 10; i++) {
                terminal.type("x".repeat(100_000));
            }
        });

        terminal.close();

        assertThat(exit()).isEqualTo(new Killed(Signal.HUP, false));
        until(() -> terminal.hasEnded() && !typist.isAlive());
    }

    private Listening listen(Launches launches) {
        return listen(launches.terminal(NOWHERE), Channels.NONE);
    }

    private Listening listen(Launches launches, Channels channels) {
        ProcessId id = ((Spawned) host.spawn(launches.launch(), Map.of(), channels)).id();
        running = Optional.of(id);
        listening = Optional.of(new Listening(host.takeTerminal(id).orElseThrow()));
        return listening.get();
    }

    private ProcessId id() {
        return running.orElseThrow();
    }

    private ExitStatus exit() {
        return death(id()).exit();
    }

    private void finish(Listening terminal) {
        terminal.terminal().finish();
        until(terminal::hasEnded);
    }

    /// Types, and waits for what it brings.
    private void type(Listening terminal, String keys, String expected) {
        int before = terminal.said().length();
        terminal.type(keys);
        try {
            until(() -> terminal.said().indexOf(expected, before) >= 0);
        } catch (AssertionError e) {
            throw new AssertionError("after " + keys + " it said " + terminal.said(), e);
        }
    }

    /// The process group in the foreground of the terminal, the eighth field of stat, is that of sleep, which
    /// is not a shell any longer that ignores some signals.
    private boolean sleepIsInTheForeground() {
        String stat = ProcFiles.read("/proc/" + id().pid() + "/stat");
        String group = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[5];
        return ProcFiles.read("/proc/" + group + "/stat").contains("(sleep)");
    }

    private Path fifo() throws Exception {
        Path path = directory.resolve("channel");
        assertThat(run(Launches.of("mkfifo", path.toString()))).isEqualTo(new Code(0));
        return path;
    }

    private static FileChannel full(Path channel) throws IOException {
        FileChannel pump = FileChannel.open(channel, StandardOpenOption.READ, StandardOpenOption.WRITE);
        pump.write(ByteBuffer.allocate(PIPE_BYTES));
        return pump;
    }

    private static String read(FileChannel pump, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            pump.read(bytes);
        }
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    private static long ourTerminals() throws IOException {
        long count = 0;
        try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all) {
                String target = target(descriptor);
                count += target.startsWith("/dev/pt") ? 1 : 0;
            }
        }
        return count;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (java.nio.file.NoSuchFileException _) {
            return ""; // closed meanwhile
        }
    }
}
