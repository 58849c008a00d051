package org.taskmaster.daemon;

import java.time.Duration;
import java.util.Optional;
import org.taskmaster.model.ExitStatus;

/// What a program does in a [SimulatedHost].
///
/// @param life how long it stays when nobody ends it; empty: for ever
/// @param exit how it ends by itself
/// @param dying how long it takes to end when it is asked to
/// @param handled how it ends when it is asked to; empty: the signal kills it
/// @param leaves what outlives the leader
/// @param appetite what it does with a pipe as its standard input
/// @param spawnTrouble why it cannot be started; empty: it can
record Behaviour(
        Optional<Duration> life,
        ExitStatus exit,
        Reaction reaction,
        Duration dying,
        Optional<ExitStatus> handled,
        Leaves leaves,
        Appetite appetite,
        Optional<String> spawnTrouble) {

    /// How it takes signals.
    enum Reaction {
        ENDS,
        IGNORES_ALL_BUT_KILL,
        CANNOT_BE_KILLED
    }

    /// Who outlives it.
    enum Leaves {
        NOTHING,
        IN_ITS_GROUP,
        OUTSIDE
    }

    /// How it reads its standard input.
    sealed interface Appetite {
        /// Whatever comes.
        record All() implements Appetite {}

        /// It has closed it.
        record Closed() implements Appetite {}

        record Nothing() implements Appetite {}

        /// So many bytes, and then it ends.
        record UpTo(int bytes, int code) implements Appetite {}
    }

    /// It runs until it is asked to end, and ends at once then.
    static Behaviour runs() {
        return new Behaviour(
                Optional.empty(),
                new ExitStatus.Code(0),
                Reaction.ENDS,
                Duration.ZERO,
                Optional.empty(),
                Leaves.NOTHING,
                new Appetite.All(),
                Optional.empty());
    }

    Behaviour exitsAfter(Duration duration, int code) {
        return new Behaviour(
                Optional.of(duration),
                new ExitStatus.Code(code),
                reaction,
                dying,
                handled,
                leaves,
                appetite,
                spawnTrouble);
    }

    Behaviour takesToDie(Duration duration) {
        return new Behaviour(life, exit, reaction, duration, handled, leaves, appetite, spawnTrouble);
    }

    Behaviour reacting(Reaction other) {
        return new Behaviour(life, exit, other, dying, handled, leaves, appetite, spawnTrouble);
    }

    Behaviour exitsWhenAsked(int code) {
        return new Behaviour(
                life, exit, reaction, dying, Optional.of(new ExitStatus.Code(code)), leaves, appetite, spawnTrouble);
    }

    Behaviour leavesGroupBehind() {
        return new Behaviour(life, exit, reaction, dying, handled, Leaves.IN_ITS_GROUP, appetite, spawnTrouble);
    }

    /// It makes itself a daemon.
    Behaviour leavesAnotherOutside() {
        return new Behaviour(life, exit, reaction, dying, handled, Leaves.OUTSIDE, appetite, spawnTrouble);
    }

    Behaviour reading(Appetite other) {
        return new Behaviour(life, exit, reaction, dying, handled, leaves, other, spawnTrouble);
    }

    Behaviour cannotBeSpawned(String reason) {
        return new Behaviour(life, exit, reaction, dying, handled, leaves, appetite, Optional.of(reason));
    }
}
