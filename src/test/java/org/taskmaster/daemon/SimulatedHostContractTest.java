package org.taskmaster.daemon;

import java.time.Duration;
import org.taskmaster.daemon.Behaviour.Appetite;
import org.taskmaster.daemon.Behaviour.Reaction;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostContract;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Programs;

/// The contract, in virtual time: what the tests of the daemon rely on is what Linux does.
class SimulatedHostContractTest extends HostContract {

    private SimulatedHost simulated = new SimulatedHost();

    @Override
    protected Host open() {
        simulated = new SimulatedHost();
        simulated.horizon(new Moment(Long.MAX_VALUE));
        return simulated;
    }

    @Override
    protected Launch exitsWith(int code) {
        return program("exit-" + code, Behaviour.runs().exitsAfter(Duration.ZERO, code));
    }

    @Override
    protected Launch runsUntilSignalled() {
        return program("sleep", Behaviour.runs());
    }

    @Override
    protected Launch ignoresTerm() {
        return program("stubborn", Behaviour.runs().reacting(Reaction.IGNORES_ALL_BUT_KILL));
    }

    @Override
    protected Launch leavesGrandchild() {
        return program("parent", Behaviour.runs().leavesGroupBehind().exitsWhenAsked(0));
    }

    @Override
    protected Launch endsAfterReading(int bytes, int code) {
        return Programs.piped(program("reader", Behaviour.runs().reading(new Appetite.UpTo(bytes, code))));
    }

    @Override
    protected Launch readsNothing() {
        return Programs.piped(program("deaf", Behaviour.runs().reading(new Appetite.Nothing())));
    }

    @Override
    protected Launch closesItsInput() {
        return Programs.piped(program("closed", Behaviour.runs().reading(new Appetite.Closed())));
    }

    @Override
    protected Launch endsAfterReadingItsTerminal(int bytes, int code) {
        return Programs.withTerminal(program("typist", Behaviour.runs().reading(new Appetite.UpTo(bytes, code))));
    }

    @Override
    protected Launch missing() {
        return program("missing", Behaviour.runs().cannotBeSpawned("can't find command 'missing'"));
    }

    @Override
    protected void settle(Host host, ProcessId id) {
        // it reacts from the first moment
    }

    @Override
    protected void pass(Host host) {
        simulated.happensUpTo(host.now());
    }

    @Override
    protected void oversleep(Host host, Duration duration) {
        simulated.freezes(duration);
    }

    private Launch program(String command, Behaviour behaviour) {
        simulated.behave(command, behaviour);
        return Programs.launch(command);
    }
}
