package org.taskmaster.daemon;

import java.time.Duration;
import java.util.Optional;
import org.taskmaster.model.ExitStatus;

/// What a program does in a [SimulatedHost].
///
/// @param life how long it stays when nobody ends it; empty: for ever
/// @param exit how it ends by itself
/// @param dying how long it takes to end when it is asked to
/// @param leavesGroup whether others of its group outlive the leader
/// @param spawnTrouble why it cannot be started; empty: it can
record Behaviour(
        Optional<Duration> life,
        ExitStatus exit,
        Reaction reaction,
        Duration dying,
        boolean leavesGroup,
        Optional<String> spawnTrouble) {

    /// How it takes signals.
    enum Reaction {
        ENDS,
        IGNORES_ALL_BUT_KILL,
        CANNOT_BE_KILLED
    }

    /// It runs until it is asked to end, and ends at once then.
    static Behaviour runs() {
        return new Behaviour(
                Optional.empty(), new ExitStatus.Code(0), Reaction.ENDS, Duration.ZERO, false, Optional.empty());
    }

    Behaviour exitsAfter(Duration duration, int code) {
        return new Behaviour(
                Optional.of(duration), new ExitStatus.Code(code), reaction, dying, leavesGroup, spawnTrouble);
    }

    Behaviour takesToDie(Duration duration) {
        return new Behaviour(life, exit, reaction, duration, leavesGroup, spawnTrouble);
    }

    Behaviour reacting(Reaction other) {
        return new Behaviour(life, exit, other, dying, leavesGroup, spawnTrouble);
    }

    Behaviour leavesGroupBehind() {
        return new Behaviour(life, exit, reaction, dying, true, spawnTrouble);
    }

    Behaviour cannotBeSpawned(String reason) {
        return new Behaviour(life, exit, reaction, dying, leavesGroup, Optional.of(reason));
    }
}
