package org.taskmaster.model;

import java.time.Duration;
import java.util.Set;

/// Policies for tests: a usual one, and how another differs from it.
public final class Policies {

    /// Restarted when it ends with anything but 0; 5 s to start, two retries; SIGTERM and 10 s to stop.
    public static final Policy USUAL = new Policy(
            999,
            true,
            Autorestart.UNEXPECTED,
            Set.of(0),
            new StartPolicy(Duration.ofSeconds(5), 2),
            new StopPolicy(Signal.TERM, Duration.ofSeconds(10)));

    private Policies() {}

    public static Policy priority(Policy base, int priority) {
        return new Policy(priority, base.autostart(), base.autorestart(), base.exitcodes(), base.start(), base.stop());
    }

    public static Policy autostart(Policy base, boolean autostart) {
        return new Policy(base.priority(), autostart, base.autorestart(), base.exitcodes(), base.start(), base.stop());
    }

    public static Policy autorestart(Policy base, Autorestart autorestart) {
        return new Policy(base.priority(), base.autostart(), autorestart, base.exitcodes(), base.start(), base.stop());
    }

    public static Policy exitcodes(Policy base, Set<Integer> exitcodes) {
        return new Policy(base.priority(), base.autostart(), base.autorestart(), exitcodes, base.start(), base.stop());
    }

    public static Policy start(Policy base, Duration starttime, int startretries) {
        return new Policy(
                base.priority(),
                base.autostart(),
                base.autorestart(),
                base.exitcodes(),
                new StartPolicy(starttime, startretries),
                base.stop());
    }

    public static Policy stop(Policy base, Signal stopsignal, Duration stoptime) {
        return new Policy(
                base.priority(),
                base.autostart(),
                base.autorestart(),
                base.exitcodes(),
                base.start(),
                new StopPolicy(stopsignal, stoptime));
    }
}
