package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostContract;
import org.taskmaster.linux.LinuxHost.SignalIntake;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessId;

/// The contract, with real children.
final class LinuxHostContractTest extends HostContract {

    @TempDir
    private Path directory;

    @Override
    protected Host open() {
        return LinuxHost.open(Environment.ofThisProcess(), SignalIntake.NONE);
    }

    @Override
    protected Launch exitsWith(int code) {
        return Launches.shell("exit " + code).launch();
    }

    @Override
    protected Launch runsUntilSignalled() {
        return Launches.of("sleep", "1000").launch();
    }

    @Override
    protected Launch ignoresTerm() {
        return announced("trap '' TERM; echo ready; exec sleep 1000");
    }

    @Override
    protected Launch leavesGrandchild() {
        return announced("trap '' TERM; sleep 1000 & trap 'exit 0' TERM; echo ready; wait");
    }

    @Override
    protected Launch endsAfterReading(int bytes, int code) {
        return Launches.shell("head -c " + bytes + " >/dev/null; exit " + code)
                .piped()
                .launch();
    }

    @Override
    protected Launch readsNothing() {
        return Launches.of("sleep", "1000").piped().launch();
    }

    @Override
    protected Launch closesItsInput() {
        return Launches.shell("exec 0<&-; echo ready; exec sleep 1000")
                .to(output(), output())
                .piped()
                .launch();
    }

    @Override
    protected Launch endsAfterReadingItsTerminal(int bytes, int code) {
        return Launches.shell("head -c " + bytes + " >/dev/null; exit " + code)
                .terminal(new Output.Discard())
                .launch();
    }

    @Override
    protected Launch missing() {
        return Launches.of("no-such-command-anywhere").launch();
    }

    @Override
    protected void settle(Host host, ProcessId id) {
        Moment deadline = host.now().plus(Duration.ofSeconds(20));
        while (ProcFiles.read(output().toString()).isEmpty()) {
            assertThat(host.now().reached(deadline)).as("it is not ready").isFalse();
            host.await(Optional.of(host.now().plus(Duration.ofMillis(2))));
        }
    }

    @Override
    protected void pass(Host host) {
        LockSupport.parkNanos(1_000_000);
    }

    @Override
    protected void oversleep(Host host, Duration duration) {
        Moment end = host.now().plus(duration);
        while (!host.now().reached(end)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /// A script that says when it is ready.
    private Launch announced(String script) {
        return Launches.shell(script).to(output(), output()).launch();
    }

    private Path output() {
        return directory.resolve("output");
    }
}
