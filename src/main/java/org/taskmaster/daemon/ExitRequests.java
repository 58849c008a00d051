package org.taskmaster.daemon;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.host.HostEvent.Origin;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Signal;

/// Tells one intention to end the supervisor from two: the second kills what is left.
///
/// One intention often arrives as several signals: timeout(1) signals its child and then the whole group,
/// wrappers forward what their own group was sent too, a terminal hangs up by a signal and by the end of its
/// input. So what comes within a second of the first is the same, and later it is another only when somebody
/// else sends it who had no part in the first, or when a key is pressed again. A key after a word, as `quit`, is
/// never the same: whoever presses it has read that it kills what is left.
final class ExitRequests {

    /// How long one intention may take to arrive.
    static final Duration ONE_INTENTION = Duration.ofSeconds(1);

    /// A HUP here is that of the terminal: one from a process is a reload. The system sends XCPU before it
    /// kills for want of processor time, PWR is how init and LXC ask a system to halt, and ABRT is how a
    /// watchdog ends what it watches.
    private static final Set<Signal> SIGNALS =
            Set.of(Signal.TERM, Signal.INT, Signal.QUIT, Signal.HUP, Signal.ABRT, Signal.XCPU, Signal.PWR);

    private final Set<Origin> askers = new HashSet<>();
    private Optional<Moment> first = Optional.empty();

    /// What a request is.
    enum Meaning {
        FIRST,
        /// The one before, once more.
        SAME,
        SECOND
    }

    /// Whether a signal asks for the end.
    static boolean isOne(Signal signal) {
        return SIGNALS.contains(signal);
    }

    /// It was asked for by other means than a signal.
    void began(Moment now) {
        if (first.isEmpty()) {
            first = Optional.of(now);
        }
    }

    /// A signal asks for it.
    Meaning hear(Signal signal, Origin origin, Moment now) {
        if (first.isEmpty()) {
            first = Optional.of(now);
            askers.add(origin);
            return Meaning.FIRST;
        }
        boolean later = now.since(first.get()).compareTo(ONE_INTENTION) >= 0;
        boolean another = switch (origin) {
            case Origin.Process _ -> later && !askers.contains(origin);
            case Origin.Terminal _ -> isKey(signal) && (later || askers.isEmpty());
            case Origin.Kernel _ -> false;
        };
        if (another) {
            return Meaning.SECOND;
        }
        askers.add(origin);
        return Meaning.SAME;
    }

    /// Unlike a hang-up.
    private static boolean isKey(Signal signal) {
        return signal.equals(Signal.INT) || signal.equals(Signal.QUIT);
    }
}
