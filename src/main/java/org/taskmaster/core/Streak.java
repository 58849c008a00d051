package org.taskmaster.core;

import java.time.Duration;

/// How badly the latest runs of a process went: what the next delay is computed from.
///
/// @param failedStarts starts in a row that did not last `starttime`
/// @param quickExits runs in a row that were successful starts and still ended within [#QUICK]
public record Streak(int failedStarts, int quickExits) {

    /// Nothing bad yet: where every start by a person begins.
    public static final Streak NONE = new Streak(0, 0);

    /// A run shorter than this must not be followed by another without a pause, twice in a row.
    static final Duration QUICK = Duration.ofSeconds(1);

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    Streak withFailedStart() {
        return new Streak(failedStarts + 1, quickExits);
    }

    /// The streak after a successful start and a run that lasted `lived`.
    Streak withExitAfter(Duration lived) {
        return new Streak(0, lived.compareTo(QUICK) < 0 ? quickExits + 1 : 0);
    }

    /// How long to wait before trying a failed start again: 1 s, 2 s, 3 s …
    /// (docs/reference/supervisord-facts.md#failed-starts).
    Duration retryPause() {
        return Duration.ofSeconds(failedStarts);
    }

    /// How long to wait before restarting a program that ended: nothing after a single quick exit, then 100 ms,
    /// 200 ms, 400 ms … up to 5 s. Without it `starttime: 0` and a program that dies at once would spin.
    Duration restartPause() {
        if (quickExits <= 1) {
            return Duration.ZERO;
        }
        int doublings = Math.min(quickExits - 2, 10);
        Duration pause = Duration.ofMillis(FIRST_PAUSE_MILLIS << doublings);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
