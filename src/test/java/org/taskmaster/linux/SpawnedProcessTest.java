package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.taskmaster.host.Channels;
import org.taskmaster.host.HostEvent.ChildDied;
import org.taskmaster.host.SpawnResult.Spawned;
import org.taskmaster.model.ExitStatus.Code;
import org.taskmaster.model.ExitStatus.Killed;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// What a process finds when it starts, and what is left when it ends.
final class SpawnedProcessTest extends RealHost {

    @Test
    void itLeadsASessionAndAGroupOfItsOwn() {
        ProcessId id = spawn(Launches.of("sleep", "1000"));

        String[] fields = ProcFiles.read("/proc/" + id.pid() + "/stat").split(" ", -1);
        host.signal(id, Signal.KILL, LinuxHost.Reach.RUN);

        String own = Integer.toString(id.pid());
        assertThat(fields[4]).as("group").isEqualTo(own);
        assertThat(fields[5]).as("session").isEqualTo(own);
        death(id);
    }

    @Test
    void itHasThreeDescriptors() {
        ProcessId id = spawn(Launches.of("sleep", "1000"));

        until(() -> descriptorsOf(id).equals(Set.of("0", "1", "2")));

        host.signal(id, Signal.KILL, LinuxHost.Reach.RUN);
        death(id);
    }

    @Test
    void theDirectoryOfItsLogIsMade() throws IOException {
        Path log = directory.resolve("a/b/log");

        run(Launches.shell("echo here").to(log, log));

        assertThat(log).hasContent("here");
    }

    @Test
    void itsInputIsEmpty() {
        assertThat(run(Launches.of("cat"))).isEqualTo(new Code(0));
    }

    @Test
    void itBlocksAndIgnoresNoSignals() throws IOException {
        String status = output(Launches.of("grep", "^Sig[BI]", "/proc/self/status"));

        assertThat(status).isEqualTo("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
    }

    @Test
    void itStartsInItsWorkingDirectory() throws IOException {
        assertThat(output(Launches.of("pwd").in(Path.of("/usr")))).isEqualTo("/usr\n");
    }

    @Test
    void aRelativeCommandIsFoundFromItsWorkingDirectory() {
        assertThat(run(Launches.of("./sh", "-c", "exit 5").in(Path.of("/bin")))).isEqualTo(new Code(5));
    }

    @Test
    void aBareCommandIsLookedUpInItsOwnPath() throws IOException {
        Path tool = directory.resolve("mytool");
        Files.writeString(tool, "#!/bin/sh\nexit 6\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(run(Launches.of("mytool").environment("PATH", "/none:" + directory)))
                .isEqualTo(new Code(6));
    }

    @Test
    void itsOwnEnvironmentWinsOverItsIdentityAndThatOverOurs() throws IOException {
        host.close();
        host = LinuxHost.open(
                Environment.of(Map.of("A", "ours", "B", "ours", "C", "ours")), LinuxHost.SignalIntake.NONE);
        Path file = directory.resolve("environment");
        Launches launches = Launches.of("/usr/bin/env").environment("C", "own").to(file, file);

        Spawned spawned =
                (Spawned) host.spawn(launches.launch(), Map.of("B", "identity", "C", "identity"), Channels.NONE);
        death(spawned.id());

        assertThat(Files.readString(file).lines())
                .hasSize(4)
                .contains("A=ours", "B=identity", "C=own")
                .anyMatch(line -> line.matches("TASKMASTER_RUN=[0-9a-f]+[.][0-9]+"));
    }

    @Test
    void bothStreamsAreAppendedToOneFile() throws IOException {
        Path log = directory.resolve("log");
        Files.writeString(log, "before\n");

        run(Launches.shell("echo out; echo err >&2; echo out").to(log, log));

        assertThat(Files.readString(log)).isEqualTo("before\nout\nerr\nout\n");
    }

    @Test
    void eachStreamHasItsFile() throws IOException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");

        run(Launches.shell("echo out; echo err >&2").to(out, err));

        assertThat(Files.readString(out)).isEqualTo("out\n");
        assertThat(Files.readString(err)).isEqualTo("err\n");
    }

    @Test
    void aDeathByAFaultTellsOfItsCore() throws IOException {
        assumeThat(ProcFiles.read("/proc/sys/kernel/core_pattern").strip()).isEqualTo("core");

        assertThat(run(Launches.shell("ulimit -c unlimited; kill -SEGV $$").in(directory)))
                .isEqualTo(new Killed(new Signal(11), true));
    }

    @Test
    void umasksDifferSideBySideAndOursStays() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger wrong = new AtomicInteger();
        Thread other = Thread.ofPlatform().start(() -> createFiles(over, wrong));

        for (int i = 0; i < 60; i++) {
            int umask = i % 2 == 0 ? 077 : 027;
            Path file = directory.resolve("made" + i);
            assertThat(run(Launches.of("touch", file.toString()).umask(umask))).isEqualTo(new Code(0));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(i % 2 == 0 ? "rw-------" : "rw-r-----");
        }

        over.set(true);
        other.join();
        assertThat(wrong).hasValue(0);
    }

    @Test
    void usersDifferSideBySideAndOursStays() throws Exception {
        assumeThat(UserDatabase.currentUid()).isZero();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger wrong = new AtomicInteger();
        Thread other = Thread.ofPlatform().start(() -> createFiles(over, wrong));
        User nobody = UserDatabase.find("nobody").orElseThrow();
        User daemon = UserDatabase.find("daemon").orElseThrow();

        for (int i = 0; i < 40; i++) {
            User user = i % 2 == 0 ? nobody : daemon;
            String told = output(
                    Launches.shell("grep -E '^(Uid|Gid|Groups|CapEff)' /proc/$$/status; echo $HOME $USER $LOGNAME")
                            .user(user.name()));
            assertThat(told.replace(" \n", "\n"))
                    .isEqualTo("Uid:" + ("\t" + user.uid()).repeat(4) + "\nGid:" + ("\t" + user.gid()).repeat(4)
                            + "\nGroups:\t" + user.gid() + "\nCapEff:\t0000000000000000\n" + user.home() + " "
                            + user.name() + " " + user.name() + "\n");
        }

        over.set(true);
        other.join();
        assertThat(wrong).hasValue(0);
        assertThat(UserDatabase.currentUid()).isZero();
    }

    @Test
    void aProgramOfAnotherUserWritesToALogOfOurs() throws IOException {
        assumeThat(UserDatabase.currentUid()).isZero();
        Path log = directory.resolve("log");

        run(Launches.shell("echo hello").user("nobody").to(log, log));

        assertThat(Files.readString(log)).isEqualTo("hello\n");
        assertThat(Files.getOwner(log).getName()).isEqualTo("root");
    }

    @Test
    void anOrphanThatDiedDoesNotCountAsLeftOfItsGroup() {
        ProcessId id = spawn(Launches.shell("(sleep 1000 &); pkill -9 -g $$ -x sleep; sleep 0.2; exit 2"));

        assertThat(death(id)).isEqualTo(new ChildDied(id, new Code(2), false));
        assertThat(host.runLives(id)).isFalse();
    }

    @Test
    void ourStandardOutputIsHandedOn() throws IOException {
        String ours = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
        ProcessId id = spawn(Launches.of("sleep", "1000").to(Path.of("/dev/stdout"), Path.of("/dev/null")));

        String theirs =
                Files.readSymbolicLink(Path.of("/proc/" + id.pid() + "/fd/1")).toString();
        host.signal(id, Signal.KILL, LinuxHost.Reach.RUN);

        assertThat(theirs).isEqualTo(ours);
        death(id);
    }

    /// What is opened anew has flags of its own, and cannot be had at all when it is a socket.
    @Test
    void ourStandardStreamsAreSharedByWhateverNameTheyAreCalled() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/dev/stdout"));
        Path further = Files.createSymbolicLink(directory.resolve("further"), link);

        for (String name : List.of("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/proc/thread-self/fd/1")) {
            assertSharesStandardOutput(Path.of(name));
        }
        assertSharesStandardOutput(link);
        assertSharesStandardOutput(further);
    }

    private void assertSharesStandardOutput(Path name) {
        ProcessId id = spawn(Launches.of("sleep", "1000").to(name, Path.of("/dev/null")));
        until(() -> descriptorsOf(id).equals(Set.of("0", "1", "2")));

        String theirs = flags("/proc/" + id.pid() + "/fdinfo/1");
        host.signal(id, Signal.KILL, LinuxHost.Reach.RUN);

        assertThat(theirs).as(name.toString()).isEqualTo(flags("/proc/self/fdinfo/1"));
        death(id);
    }

    /// Without O_CLOEXEC, which belongs to a descriptor and not to what is open.
    private static String flags(String info) {
        String line = ProcFiles.read(info)
                .lines()
                .filter(text -> text.startsWith("flags:"))
                .findFirst()
                .orElseThrow();
        return Long.toOctalString(
                Long.parseLong(line.substring("flags:".length()).strip(), 8) & ~02000000L);
    }

    /// Makes files until told to stop, and counts those whose mode or owner is not as usual here.
    private void createFiles(AtomicBoolean over, AtomicInteger wrong) {
        try {
            String usual = "";
            for (int i = 0; !over.get(); i++) {
                Path file = Files.createFile(directory.resolve("other" + i));
                String now = Files.getAttribute(file, "unix:mode") + " " + Files.getAttribute(file, "unix:uid");
                usual = usual.isEmpty() ? now : usual;
                if (!now.equals(usual)) {
                    wrong.incrementAndGet();
                }
                Files.delete(file);
            }
        } catch (IOException _) {
            wrong.incrementAndGet();
        }
    }
}
