package org.taskmaster.commands;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Time that passes only while somebody waits, and what happens meanwhile.
final class FakeTime implements Timekeeper {

    private final TreeMap<Duration, Runnable> plan = new TreeMap<>();
    private Duration now = Duration.ZERO;

    /// Lets something happen when so much time has passed.
    FakeTime at(Duration when, Runnable what) {
        plan.put(when, what);
        return this;
    }

    @Override
    public Duration now() {
        return now;
    }

    @Override
    public void await(CompletableFuture<?> future, Duration atMost) {
        if (atMost.isNegative() || atMost.isZero()) {
            throw new AssertionError("waiting for " + atMost + " would spin");
        }
        Duration until = now.plus(atMost);
        while (!future.isDone() && !plan.isEmpty() && plan.firstKey().compareTo(until) <= 0) {
            Map.Entry<Duration, Runnable> next = plan.pollFirstEntry();
            now = next.getKey();
            next.getValue().run();
        }
        if (!future.isDone()) {
            now = until;
        }
        if (now.compareTo(Duration.ofHours(1)) > 0) {
            awaitOtherThreads(future);
        }
    }

    /// No test means to wait so long: only another thread can still bring what is waited for.
    private static void awaitOtherThreads(CompletableFuture<?> future) {
        try {
            CompletableFuture.anyOf(future).get(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing ends this waiting", e);
        } catch (ExecutionException _) {
            // it has ended; whoever waits looks how
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
