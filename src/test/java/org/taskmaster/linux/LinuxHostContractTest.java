package org.taskmaster.linux;

import java.time.Duration;
import java.util.Optional;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostContract;
import org.taskmaster.linux.LinuxHost.SignalIntake;
import org.taskmaster.model.Launch;
import org.taskmaster.model.ProcessId;

/// The contract, with real children.
final class LinuxHostContractTest extends HostContract {

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
        return Launches.shell("trap '' TERM; exec sleep 1000").launch();
    }

    @Override
    protected Launch leavesGrandchild() {
        return Launches.shell("trap '' TERM; sleep 1000 & trap 'exit 0' TERM; wait")
                .launch();
    }

    @Override
    protected Launch missing() {
        return Launches.of("no-such-command-anywhere").launch();
    }

    /// Both scripts are ready when there is a `sleep` in their group; the second also has to wait.
    @Override
    protected void settle(Host host, ProcessId id) {
        while (!isSettled(id.pid())) {
            host.await(Optional.of(host.now().plus(Duration.ofMillis(2))));
        }
    }

    private static boolean isSettled(int pid) {
        String own = ProcFiles.read("/proc/" + pid + "/stat");
        String children = ProcFiles.read("/proc/" + pid + "/wchan");
        return own.contains("(sleep)") || children.contains("do_wait");
    }
}
