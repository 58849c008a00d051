package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;
import org.taskmaster.host.Channels;
import org.taskmaster.host.Delivery;
import org.taskmaster.host.Host.Reach;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.SpawnResult;
import org.taskmaster.host.StdinResult;
import org.taskmaster.linux.LinuxHost.SignalIntake;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stdin;

/// Real processes change hands, from one host to another in the same process: they are children of ours all along,
/// which the second one is not told.
@Timeout(60)
final class AdoptionTest {

    private static final long INSTANCE = 0x5eedL;

    private final List<LinuxHost> hosts = new ArrayList<>();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        for (LinuxHost host : hosts) {
            // The first knows them as its children, and reaps them.
            while (!host.await(Optional.of(new Moment(System.nanoTime()))).isEmpty()) {
                // maybe there are more
            }
            host.close();
        }
    }

    @Test
    void itIsSignalledAndItsEndIsKnown() {
        Path ready = directory.resolve("ready");
        Spawned spawned = spawn(Programs.launch(
                "/bin/sh", "-c", "trap 'exit 7' TERM; : > " + ready + "; while :; do sleep 0.01; done"));
        Waiting.until("it takes the signal", () -> Files.exists(ready));
        LinuxHost next = next();

        assertThat(next.adopt(spawned.id(), spawned.run(), Stdin.NONE)).isTrue();
        assertThat(next.runLives(spawned.id())).isTrue();
        assertThat(next.takeDeath(spawned.id())).isEmpty();
        assertThat(next.signal(spawned.id(), Signal.TERM, Reach.RUN)).isInstanceOf(Delivery.Delivered.class);

        assertThat(death(next)).isEqualTo(new HostEvent.ChildDied(spawned.id(), new ExitStatus.Code(7), false));
        assertThat(next.signal(spawned.id(), Signal.TERM, Reach.PROCESS)).isInstanceOf(Delivery.NoSuchProcess.class);
        assertThat(next.signal(spawned.id(), Signal.TERM, Reach.RUN)).isInstanceOf(Delivery.NoSuchProcess.class);
        assertThat(next.runLives(spawned.id())).isFalse();
    }

    @Test
    void aSignalThatKillsItIsKnown() {
        Spawned spawned = spawn(Programs.launch("sleep", "1000"));
        LinuxHost next = next();
        next.adopt(spawned.id(), spawned.run(), Stdin.NONE);

        next.signal(spawned.id(), Signal.INT, Reach.PROCESS);

        assertThat(death(next).exit()).isEqualTo(new ExitStatus.Killed(Signal.INT, false));
    }

    @Test
    void whatItLeavesBehindIsFoundAndEnded() throws IOException {
        Path pid = directory.resolve("pid");
        Spawned spawned = spawn(Programs.launch(
                "/bin/sh", "-c", "setsid sh -c 'echo $$ > " + pid + "; exec sleep 1000' & sleep 1000 & wait"));
        Waiting.until("it has begun", () -> Files.exists(pid) && Files.size(pid) > 1);
        LinuxHost next = next();
        next.adopt(spawned.id(), spawned.run(), Stdin.NONE);

        next.signal(spawned.id(), Signal.KILL, Reach.PROCESS);
        HostEvent.ChildDied died = death(next);

        assertThat(died.othersLive()).isTrue();
        assertThat(next.left(spawned.id())).isNotEmpty();
        next.signal(spawned.id(), Signal.KILL, Reach.RUN);
        Waiting.until("all of it has ended", () -> {
            next.await(Optional.of(new Moment(System.nanoTime())));
            return !next.runLives(spawned.id());
        });
        assertThat(ProcessTree.look(Integer.parseInt(Files.readString(pid).strip()))
                        .filter(seen -> !seen.zombie()))
                .isEmpty();
    }

    /// Its state is that of a zombie then, and it goes on.
    @Test
    void oneWhoseFirstThreadHasEndedIsTaken() {
        Spawned spawned = spawn(Programs.launch(
                "python3",
                "-c",
                "import ctypes, threading, time\n"
                        + "threading.Thread(target=time.sleep, args=(1000,)).start()\n"
                        + "ctypes.CDLL(None).pthread_exit(0)"));
        Waiting.until(
                "its first thread has ended",
                () -> ProcFiles.read("/proc/" + spawned.id().pid() + "/stat").contains(") Z "));
        LinuxHost next = next();

        assertThat(next.adopt(spawned.id(), spawned.run(), Stdin.NONE)).isTrue();
        assertThat(next.runLives(spawned.id())).isTrue();
        assertThat(ProcessGroup.hasLivingMember(spawned.id().pid())).isTrue();
        next.signal(spawned.id(), Signal.KILL, Reach.RUN);

        assertThat(death(next).exit()).isEqualTo(new ExitStatus.Killed(Signal.KILL, false));
        assertThat(ProcessGroup.hasLivingMember(spawned.id().pid())).isFalse();
    }

    @Test
    void whoIsDeadOrAnotherIsNotTaken() {
        Spawned spawned = spawn(Programs.launch("sleep", "1000"));
        LinuxHost next = next();

        ProcessId other = new ProcessId(spawned.id().pid(), spawned.id().started() + 1);
        assertThat(next.adopt(other, spawned.run() + 1, Stdin.NONE)).isFalse();
        assertThat(next.signal(other, Signal.KILL, Reach.PROCESS)).isInstanceOf(Delivery.NoSuchProcess.class);
        assertThat(next.signal(other, Signal.KILL, Reach.RUN)).isInstanceOf(Delivery.NoSuchProcess.class);
        assertThat(ProcessTree.look(spawned.id().pid()).filter(seen -> !seen.zombie()))
                .isPresent();

        hosts.getFirst().signal(spawned.id(), Signal.KILL, Reach.RUN);
        Waiting.until(
                "it is dead",
                () -> ProcessTree.look(spawned.id().pid())
                        .filter(seen -> !seen.zombie())
                        .isEmpty());
        assertThat(next.adopt(spawned.id(), spawned.run(), Stdin.NONE)).isFalse();
    }

    /// Between two supervisors, its number and that of its group may have become those of others.
    @Test
    void ofARunWhoseLeaderDiedUnseenOnlyMarksCount() throws IOException {
        Path pid = directory.resolve("pid");
        Spawned spawned = spawn(Programs.launch("/bin/sh", "-c", "env -i sleep 1000 & echo $! > " + pid + "; wait"));
        Waiting.until("it has begun", () -> Files.exists(pid) && Files.size(pid) > 1);
        int stranger = Integer.parseInt(Files.readString(pid).strip());
        Waiting.until(
                "it bears no mark",
                () -> ProcessTree.look(stranger)
                        .filter(seen -> seen.name().equals("sleep"))
                        .isPresent());
        hosts.getFirst().signal(spawned.id(), Signal.KILL, Reach.PROCESS);
        assertThat(death(hosts.getFirst()).othersLive()).isTrue();
        LinuxHost next = next();

        assertThat(next.adopt(spawned.id(), spawned.run(), Stdin.NONE)).isFalse();
        assertThat(next.runLives(spawned.id())).isFalse();
        assertThat(next.signal(spawned.id(), Signal.KILL, Reach.RUN)).isInstanceOf(Delivery.NoSuchProcess.class);

        assertThat(ProcessTree.look(stranger).filter(seen -> !seen.zombie())).isPresent();
        hosts.getFirst().signal(spawned.id(), Signal.KILL, Reach.RUN);
    }

    @Test
    void itsPipeIsOpenedAnewAndNothingElse() throws IOException {
        Path heard = directory.resolve("heard");
        Launch reads = piped("cat > " + heard);
        Spawned spawned = spawn(reads);
        Spawned sly = spawn(piped("exec < /etc/passwd; sleep 1000"));
        Waiting.until(
                "it has another standard input",
                () -> Files.readSymbolicLink(Path.of("/proc/" + sly.id().pid() + "/fd/0"))
                        .endsWith("passwd"));
        LinuxHost next = next();
        next.adopt(spawned.id(), spawned.run(), Stdin.PIPE);
        next.adopt(sly.id(), sly.run(), Stdin.PIPE);

        assertThat(next.writeStdin(spawned.id(), "hello\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(StdinResult.Taken.class);
        assertThat(next.writeStdin(sly.id(), new byte[] {1})).isInstanceOf(StdinResult.Closed.class);

        Waiting.until("it was read", () -> Files.readString(heard).equals("hello\n"));
        next.signal(spawned.id(), Signal.KILL, Reach.RUN);
        next.signal(sly.id(), Signal.KILL, Reach.RUN);
        assertThat(death(next).exit()).isEqualTo(new ExitStatus.Killed(Signal.KILL, false));
    }

    /// As after an upgrade, when the next supervisor is the same process.
    @Test
    void aChildThatIsKeptIsReapedWhenever() throws IOException {
        Path heard = directory.resolve("heard");
        Spawned early = spawn(Programs.launch("/bin/sh", "-c", "exit 7"));
        Spawned late = spawn(piped("read word; echo $word > " + heard + "; exit 8"));
        Spawned stranger = spawn(Programs.launch("sleep", "1000"));
        Waiting.until("the first is dead", () -> isDead(early.id()));
        LinuxHost next = next();

        assertThat(next.keep(early.id(), early.run(), Stdin.NONE)).isTrue();
        assertThat(next.keep(late.id(), late.run(), Stdin.PIPE)).isTrue();
        ProcessId other = new ProcessId(stranger.id().pid(), stranger.id().started() + 1);
        assertThat(next.keep(other, stranger.run(), Stdin.NONE)).isFalse();
        assertThat(next.keep(new ProcessId(1, 0), 1, Stdin.NONE)).isFalse();

        assertThat(death(next)).isEqualTo(new HostEvent.ChildDied(early.id(), new ExitStatus.Code(7), false));
        assertThat(next.writeStdin(late.id(), "hello\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(StdinResult.Taken.class);
        assertThat(death(next)).isEqualTo(new HostEvent.ChildDied(late.id(), new ExitStatus.Code(8), false));
        assertThat(Files.readString(heard)).isEqualTo("hello\n");
        hosts.getFirst().signal(stranger.id(), Signal.KILL, Reach.RUN);
    }

    private static boolean isDead(ProcessId id) {
        return ProcessTree.look(id.pid()).filter(seen -> !seen.zombie()).isEmpty();
    }

    @Test
    void oneThatWasAnnouncedIsFoundByItsMark() {
        Spawned spawned = spawn(Programs.launch("sleep", "1000"));
        LinuxHost next = next();

        Waiting.until(
                "it has become its program", () -> next.find(spawned.run()).isPresent());
        assertThat(next.find(spawned.run())).contains(spawned.id());
        assertThat(next.find(spawned.run() + 2)).isEmpty();
        hosts.getFirst().signal(spawned.id(), Signal.KILL, Reach.RUN);
    }

    private record Spawned(ProcessId id, long run) {}

    private static Launch piped(String script) {
        Launch plain = Programs.launch("/bin/sh", "-c", script);
        return new Launch(
                plain.command(),
                plain.environment(),
                plain.workingdir(),
                plain.umask(),
                plain.user(),
                Stdin.PIPE,
                new Output.Discard(),
                new Output.Discard());
    }

    private Spawned spawn(Launch launch) {
        LinuxHost first = next();
        long run = first.nextRun();
        SpawnResult result = first.spawn(launch, Map.of(), Channels.NONE);
        assertThat(result).isInstanceOf(SpawnResult.Spawned.class);
        return new Spawned(((SpawnResult.Spawned) result).id(), run);
    }

    private LinuxHost next() {
        LinuxHost host = LinuxHost.open(Environment.ofThisProcess(), SignalIntake.NONE, INSTANCE);
        hosts.add(host);
        return host;
    }

    private static HostEvent.ChildDied death(LinuxHost host) {
        return Waiting.forSome(
                "a death",
                () -> host
                        .await(Optional.of(new Moment(
                                System.nanoTime() + Duration.ofMillis(20).toNanos())))
                        .stream()
                        .flatMap(event -> event instanceof HostEvent.ChildDied died
                                ? java.util.stream.Stream.of(died)
                                : java.util.stream.Stream.empty())
                        .findFirst());
    }
}
