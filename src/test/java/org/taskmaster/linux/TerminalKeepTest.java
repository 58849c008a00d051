package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;
import org.taskmaster.host.Channels;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.SpawnResult;
import org.taskmaster.host.StdinResult;
import org.taskmaster.host.Terminal;
import org.taskmaster.host.TerminalResult;
import org.taskmaster.linux.LinuxHost.SignalIntake;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stdin;

/// Terminals that go from one host to another by way of a real holder. The first one leaves them as one does that is
/// killed: without a word.
@Timeout(120)
final class TerminalKeepTest {

    private static final Output NOWHERE = new Output.Discard();
    private static final Output CAPTURED = new Output.Captured(
            new Capture(Optional.empty(), LineFormat.RAW, false, false, Optional.empty(), OnLogError.BLOCK));

    private final long instance = ThreadLocalRandom.current().nextLong();
    private final List<LinuxHost> hosts = new ArrayList<>();
    private final List<Spawned> all = new ArrayList<>();
    private final List<String> news = new ArrayList<>();

    @TempDir
    Path directory;

    private record Spawned(ProcessId id, long run, Launches launches) {}

    @AfterEach
    void endAll() {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            for (Spawned spawned : all) {
                // They are all children of this process, and not reaped: the number is theirs.
                ProcessGroup.signalMembers(libc, spawned.id().pid(), Signal.KILL.number());
            }
        }
        holder().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
        hosts.forEach(LinuxHost::close);
        try (LinuxHost reaper = LinuxHost.open(Environment.ofThisProcess(), SignalIntake.NONE)) {
            Waiting.until("all are reaped", () -> {
                turn(reaper);
                return all.stream()
                        .allMatch(
                                spawned -> ProcessTree.look(spawned.id().pid()).isEmpty());
            });
        }
    }

    @Test
    void aShellGoesOnWithKeysSizeAndEnd() {
        LinuxHost first = next();
        Spawned shell = spawn(
                first,
                Launches.shell("stty -echo; echo ready; while read line; do echo \"<$line>\"; done; echo over")
                        .terminal(NOWHERE));
        Terminal before = first.takeTerminal(shell.id()).orElseThrow();
        Listening listening = new Listening(before);
        Waiting.until("it reads", () -> listening.said().contains("ready"));
        before.resize(30, 90);
        dies(first, before);

        LinuxHost next = next();
        Terminal terminal = takeOver(next, shell);

        assertThat(terminal.size()).isEqualTo(new Terminal.Size(30, 90));
        assertThat(next.keepsTerminal(shell.id())).isTrue();
        Listening goesOn = new Listening(terminal);
        assertThat(next.writeStdin(shell.id(), bytes("hello\n"))).isEqualTo(new StdinResult.Taken());
        Waiting.until("it answers", () -> goesOn.said().contains("<hello>"));
        goesOn.type("\004");
        Waiting.until("it has ended", () -> goesOn.said().contains("over"));
    }

    @Test
    void whatItWroteMeanwhileIsReadByTheNext() throws IOException {
        LinuxHost first = next();
        Path go = directory.resolve("go");
        Path done = directory.resolve("done");
        Spawned writes = spawn(
                first,
                Launches.shell("while [ ! -e " + go + " ]; do sleep 0.01; done; seq 300; : > " + done
                                + "; exec sleep 1000")
                        .terminal(NOWHERE));
        dies(first, first.takeTerminal(writes.id()).orElseThrow());
        Files.createFile(go);
        Waiting.until("it has written", () -> Files.exists(done));

        Listening terminal = new Listening(takeOver(next(), writes));

        Waiting.until("all is read", () -> terminal.said().endsWith("\r\n300\r\n"));
        assertThat(terminal.said().replace("\r", ""))
                .isEqualTo(IntStream.rangeClosed(1, 300).mapToObj(i -> i + "\n").reduce("", String::concat));
    }

    /// Again and again, with many: so that letters are put together and thrown away.
    @Test
    void manyGoThroughManySupervisors() {
        LinuxHost host = next();
        for (int i = 0; i < 150; i++) {
            Spawned spawned = spawn(host, Launches.of("cat").terminal(NOWHERE));
            if (i % 3 == 0) {
                Terminal ends = host.takeTerminal(spawned.id()).orElseThrow();
                ends.close();
                all.remove(spawned);
            }
        }
        for (int round = 0; round < 3; round++) {
            host = next();
            for (Spawned cat : reclaim(host, all)) {
                assertThat(host.reopenTerminal(cat.id(), cat.launches().launch(), Channels.NONE))
                        .isInstanceOf(TerminalResult.Opened.class);
                assertThat(host.writeStdin(cat.id(), bytes("x"))).isEqualTo(new StdinResult.Taken());
            }
        }
        assertThat(news).isEmpty();
    }

    @Test
    void whatNobodyTakesOverHangsUp() {
        LinuxHost first = next();
        Spawned shell = spawn(first, Launches.shell("exec sleep 1000").terminal(NOWHERE));
        dies(first, first.takeTerminal(shell.id()).orElseThrow());

        LinuxHost next = next();
        next.reclaimTerminals(Set.of());

        awaitEnd(shell);
    }

    @Test
    void aTerminalThatIsClosedHangsUpAtOnce() {
        LinuxHost first = next();
        Spawned shell = spawn(first, Launches.of("sleep", "1000").terminal(NOWHERE));
        Spawned other = spawn(first, Launches.of("sleep", "1000").terminal(NOWHERE));

        first.takeTerminal(shell.id()).orElseThrow().close();

        awaitEnd(shell);
        assertThat(first.keepsTerminal(other.id())).isTrue();
        assertThat(Holders.lives(other.id().pid())).isTrue();
    }

    /// What nobody has open loses what is in it.
    @Test
    void whatWaitsInItsLogIsKept() throws Exception {
        Path channel = directory.resolve("channel");
        assertThat(new ProcessBuilder("mkfifo", channel.toString()).start().waitFor())
                .isZero();
        LinuxHost first = next();
        Launches says = Launches.shell("echo logged; exec sleep 1000").terminal(CAPTURED);
        Channels channels = new Channels(Optional.of(channel), Optional.of(channel));
        Spawned spawned = spawn(first, says, channels);
        Terminal terminal = first.takeTerminal(spawned.id()).orElseThrow();
        Listening listening = new Listening(terminal);
        Waiting.until("it was said, and so logged", () -> listening.said().contains("logged"));
        dies(first, terminal);

        LinuxHost next = next();
        reclaim(next, List.of(spawned));
        assertThat(next.reopenTerminal(spawned.id(), says.launch(), channels))
                .isInstanceOf(TerminalResult.Opened.class);

        try (var in = Files.newInputStream(channel)) {
            assertThat(new String(in.readNBytes(8), StandardCharsets.UTF_8)).isEqualTo("logged\r\n");
        }
    }

    @Test
    void aHolderThatIsKilledIsStartedAgain() {
        LinuxHost first = next();
        Spawned cat = spawn(first, Launches.of("cat").terminal(NOWHERE));
        Waiting.until("there is a holder", () -> holder().isPresent());
        long killed = holder().orElseThrow();

        // One that has not lived for a second is not started again.
        Waiting.until("there is another one", () -> {
            if (Holders.hasLivedASecond(killed)) {
                ProcessHandle.of(killed).ifPresent(ProcessHandle::destroyForcibly);
            }
            turn(first);
            return holder().filter(pid -> pid != killed).isPresent();
        });
        dies(first, first.takeTerminal(cat.id()).orElseThrow());

        Listening terminal = new Listening(takeOver(next(), cat));
        terminal.type("hi\n");
        Waiting.until("it answers", () -> terminal.said().contains("hi\r\nhi\r\n"));
        assertThat(news).isEmpty();
    }

    @Test
    void aHolderThatWasStoppedGoesOn() {
        LinuxHost first = next();
        Spawned cat = spawn(first, Launches.of("cat").terminal(NOWHERE));
        Waiting.until("there is a holder", () -> holder().isPresent());
        try (Arena arena = Arena.ofConfined()) {
            int pid = holder().orElseThrow().intValue();
            assertThat(ProcessGroup.signalProcess(new Libc(arena), pid, Signal.STOP.number()))
                    .isZero();
        }

        Spawned other = spawn(first, Launches.of("cat").terminal(NOWHERE));
        dies(
                first,
                first.takeTerminal(cat.id()).orElseThrow(),
                first.takeTerminal(other.id()).orElseThrow());

        LinuxHost next = next();
        assertThat(reclaim(next, List.of(cat, other))).hasSize(2);
        assertThat(next.reopenTerminal(other.id(), other.launches().launch(), Channels.NONE))
                .isInstanceOf(TerminalResult.Opened.class);
        assertThat(news).isEmpty();
    }

    /// The name is ours here, and nobody answers at it.
    @Test
    void aKeeperThatDoesNotAnswerIsNamed() {
        LinuxHost host = next();
        try (AbstractName _ = ((AbstractName.Attempt.Taken) AbstractName.take(name())).name()) {
            host.reclaimTerminals(Set.of(1L));
            turn(host);
            long us = ProcessHandle.current().pid();
            assertThat(news)
                    .containsExactly(
                            "the terminals that the supervisor before this one has kept cannot be had: their keeper,"
                                    + " process " + us + ", does not answer; end it: kill -9 " + us);

            Spawned lost = spawn(host, Launches.of("cat").terminal(NOWHERE));
            assertThat(news)
                    .last()
                    .asString()
                    .contains("would not outlive this supervisor: another process has the name");
            assertThat(host.keepsTerminal(lost.id())).isFalse();
        }

        Spawned kept = spawn(host, Launches.of("cat").terminal(NOWHERE));

        assertThat(all)
                .allSatisfy(
                        spawned -> assertThat(host.keepsTerminal(spawned.id())).isTrue());
        assertThat(kept.run()).isNotZero();
        assertThat(news).hasSize(2);
    }

    @Test
    void theHolderEndsWithTheLastTerminalAndItsSupervisor() {
        LinuxHost first = next();
        Spawned cat = spawn(first, Launches.of("cat").terminal(NOWHERE));
        Waiting.until("there is a holder", () -> holder().isPresent());
        first.takeTerminal(cat.id()).orElseThrow().close();
        awaitEnd(cat);

        dies(first);

        Waiting.until("the holder has ended", () -> holder().isEmpty());
    }

    @Test
    void theHolderHasNothingOfOursAndIsNoneOfTheOrphans() throws IOException {
        LinuxHost first = next();
        spawn(first, Launches.of("cat").terminal(NOWHERE));
        Waiting.until("there is a holder", () -> holder().isPresent());
        long pid = holder().orElseThrow();

        assertThat(first.orphans()).isEmpty();
        assertThat(Files.readString(Path.of("/proc/" + pid + "/environ")).strip())
                .isEmpty();
        try (var numbers = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            assertThat(numbers.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6");
        }
    }

    @Test
    void anotherUserIsRefused() throws Exception {
        assumeThat(UserDatabase.currentUid()).isZero();
        LinuxHost first = next();
        Spawned cat = spawn(first, Launches.of("cat").terminal(NOWHERE));
        Waiting.until("there is a holder", () -> holder().isPresent());

        Process asks = new ProcessBuilder(
                        "setpriv",
                        "--reuid=65534",
                        "--clear-groups",
                        "/usr/bin/perl",
                        "-e",
                        "use Socket; socket S, AF_UNIX, SOCK_STREAM, 0; connect S, pack('S a*', AF_UNIX, \"\\0$ARGV[0]\") or die;"
                                + " print sysread(S, my $x, 1) ? 'given' : 'refused'",
                        name())
                .start();

        assertThat(new String(asks.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("refused");
        dies(first, first.takeTerminal(cat.id()).orElseThrow());
        assertThat(reclaim(next(), List.of(cat))).hasSize(1);
    }

    /// Where the holder is found.
    private String name() {
        return new TerminalHolder(new Libc(Arena.ofAuto()), instance).name();
    }

    private LinuxHost next() {
        LinuxHost host = LinuxHost.open(Environment.ofThisProcess(), SignalIntake.NONE, instance);
        hosts.add(host);
        return host;
    }

    private Spawned spawn(LinuxHost host, Launches launches) {
        return spawn(host, launches, Channels.NONE);
    }

    private Spawned spawn(LinuxHost host, Launches launches, Channels channels) {
        long run = host.nextRun();
        SpawnResult result = host.spawn(launches.launch(), Map.of(), channels);
        assertThat(result).isInstanceOf(SpawnResult.Spawned.class);
        Spawned spawned = new Spawned(((SpawnResult.Spawned) result).id(), run, launches);
        all.add(spawned);
        turn(host);
        return spawned;
    }

    /// All that a supervisor holds is closed by its death; it has no part in what becomes of the terminals.
    private void dies(LinuxHost host, Terminal... terminals) {
        for (Terminal terminal : terminals) {
            terminal.leave();
            terminal.close();
        }
        host.close();
        hosts.remove(host);
    }

    private Terminal takeOver(LinuxHost next, Spawned spawned) {
        assertThat(reclaim(next, List.of(spawned))).hasSize(1);
        TerminalResult result =
                next.reopenTerminal(spawned.id(), spawned.launches().launch(), Channels.NONE);
        assertThat(result).isInstanceOf(TerminalResult.Opened.class);
        assertThat(((TerminalResult.Opened) result).trouble()).isEmpty();
        return ((TerminalResult.Opened) result).terminal();
    }

    private List<Spawned> reclaim(LinuxHost next, List<Spawned> wanted) {
        next.reclaimTerminals(Set.copyOf(wanted.stream().map(Spawned::run).toList()));
        turn(next);
        return wanted.stream()
                .filter(spawned -> next.adopt(spawned.id(), spawned.run(), Stdin.TERMINAL))
                .toList();
    }

    private void turn(LinuxHost host) {
        for (HostEvent event : host.await(Optional.of(new Moment(System.nanoTime())))) {
            if (event instanceof HostEvent.TerminalNews(String words)) {
                news.add(words);
            }
        }
    }

    private void awaitEnd(Spawned spawned) {
        Waiting.until("it is hung up", () -> !Holders.lives(spawned.id().pid()));
    }

    private Optional<Long> holder() {
        return Holders.at(name());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
