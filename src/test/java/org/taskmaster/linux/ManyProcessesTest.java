package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.taskmaster.host.Delivery.Delivered;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.HostEvent.ChildDied;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.linux.LinuxHost.SignalIntake;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// Many processes, one after the other and at once, and the descriptors they cost.
final class ManyProcessesTest extends RealHost {

    private static final Function GETRLIMIT = Libc.function("getrlimit");
    private static final Function SETRLIMIT = Libc.function("setrlimit");
    private static final int RLIMIT_NOFILE = 7;

    @Test
    void aThousandDeathsLeaveNoDescriptorOpen() {
        Path log = directory.resolve("log");
        Launches launches = Launches.of("/bin/true").to(log, log);
        run(launches);
        int before = openDescriptors();

        for (int i = 0; i < 1000; i++) {
            run(launches);
        }

        assertThat(openDescriptors()).isEqualTo(before);
    }

    @Test
    void aThousandDeathsLeaveNoPipeOpen() {
        Launches launches = Launches.of("/bin/true").piped();
        run(launches);
        int before = openDescriptors();

        for (int i = 0; i < 1000; i++) {
            ProcessId id = spawn(launches);
            host.writeStdin(id, new byte[200_000]);
            death(id);
        }

        assertThat(openDescriptors()).isEqualTo(before);
    }

    @Test
    void aThousandFailedSpawnsLeaveNoDescriptorOpen() {
        Path log = directory.resolve("log");
        failure(Launches.of("/no/such").to(log, log));
        int before = openDescriptors();

        for (int i = 0; i < 1000; i++) {
            failure(Launches.of("/no/such").to(log, log));
            failure(Launches.of("true").to(log, directory));
            failure(Launches.of("/no/such").piped());
        }

        assertThat(openDescriptors()).isEqualTo(before);
    }

    @Test
    void aClosedHostLeavesNoDescriptorOpen() {
        int before = openDescriptors();

        for (int i = 0; i < 20; i++) {
            LinuxHost.open(Environment.ofThisProcess(), SignalIntake.NONE).close();
        }

        assertThat(openDescriptors()).isEqualTo(before);
    }

    @Test
    void twoThousandRunAndDieAtOnce() {
        Set<ProcessId> living = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            living.add(spawn(Launches.of("/bin/sleep", "1000")));
        }

        killAll(living);

        untilAllDied(living);
    }

    @Test
    void childrenSeeTheSoftLimitWeWereStartedWith() throws IOException {
        long[] own = limit();
        try {
            setLimit(512, own[1]);
            reopen();

            Optional<String> inTheWay = host.makeRoomFor(1000);
            String seen = output(Launches.shell("ulimit -Sn; ulimit -Hn"));

            assertThat(inTheWay).isEmpty();
            assertThat(seen).isEqualTo("512\n" + own[1] + "\n");
            assertThat(limit()[0]).isEqualTo(1200);
        } finally {
            setLimit(own[0], own[1]);
        }
    }

    @Test
    void logsBeyondTheChildrensLimitAreWrittenTo() throws IOException {
        long[] own = limit();
        List<ProcessId> living = new ArrayList<>();
        try {
            setLimit(openDescriptors() + 60L, own[1]);
            reopen();
            host.makeRoomFor(1000);
            for (int i = 0; i < 500; i++) {
                living.add(spawn(Launches.of("/bin/sleep", "1000")));
            }

            assertThat(output(Launches.shell("echo hello"))).isEqualTo("hello\n");
        } finally {
            setLimit(own[0], own[1]);
            killAll(living);
            untilAllDied(new HashSet<>(living));
        }
    }

    @Test
    void aProcessTakesNoDescriptor() {
        int before = openDescriptors();
        Set<ProcessId> living = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            living.add(spawn(Launches.of("/bin/sleep", "1000")));
        }

        assertThat(openDescriptors()).isEqualTo(before);
        killAll(living);
        untilAllDied(living);
    }

    @Test
    void tooManyOpenFilesIsAReasonAndPasses() {
        long[] own = limit();
        Path log = directory.resolve("log");
        try {
            setLimit(3, own[1]);

            assertThat(failure(Launches.of("/bin/true").to(log, log)))
                    .isEqualTo("cannot write stdout '" + log + "': too many open files");
            assertThat(failure(Launches.of("/bin/true").piped()))
                    .isEqualTo("cannot make a pipe for its standard input: too many open files");
        } finally {
            setLimit(own[0], own[1]);
        }
        run(Launches.of("/bin/true").to(log, log));
    }

    @Test
    void aHardLimitThatIsTooSmallIsTold() {
        long hard = limit()[1];
        assumeThat(hard).isBetween(0L, 1_000_000L);

        assertThat(host.makeRoomFor((int) hard))
                .contains("the limit of open files is " + hard + ", but the pipes, terminals and captured output of the"
                        + " programs need about " + (hard + 200) + "; raise it before the start: ulimit -n "
                        + (hard + 200) + " in root's shell, or LimitNOFILE=" + (hard + 200) + " in a systemd unit")
                .isEqualTo(host.shortFor((int) hard));
        assertThat(host.shortFor(1)).isEmpty();
        assertThat(host.shortFor(0)).isEmpty();
    }

    private void reopen() {
        host.close();
        host = LinuxHost.open(Environment.ofThisProcess(), SignalIntake.NONE);
    }

    private void killAll(Iterable<ProcessId> living) {
        for (ProcessId id : living) {
            assertThat(host.signal(id, Signal.KILL, LinuxHost.Reach.RUN)).isEqualTo(new Delivered());
        }
    }

    private void untilAllDied(Set<ProcessId> living) {
        Moment deadline = host.now().plus(Duration.ofSeconds(60));
        while (!living.isEmpty()) {
            assertThat(host.now().reached(deadline)).as("some are left").isFalse();
            for (HostEvent event : host.await(Optional.of(deadline))) {
                if (event instanceof ChildDied died) {
                    assertThat(living.remove(died.id())).isTrue();
                }
            }
        }
    }

    private static int openDescriptors() {
        String[] entries = new File("/proc/self/fd").list();
        return entries == null ? -1 : entries.length;
    }

    private static long[] limit() {
        try (Arena arena = Arena.ofConfined()) {
            Block both = new Block(arena, 16);
            new Libc(arena).demand("reading a limit", GETRLIMIT, RLIMIT_NOFILE, both.address(), 0, 0);
            return new long[] {both.int64(0), both.int64(8)};
        }
    }

    private static void setLimit(long soft, long hard) {
        try (Arena arena = Arena.ofConfined()) {
            Block both = new Block(arena, 16);
            both.int64(0, soft);
            both.int64(8, hard);
            new Libc(arena).demand("setting a limit", SETRLIMIT, RLIMIT_NOFILE, both.address(), 0, 0);
        }
    }
}
