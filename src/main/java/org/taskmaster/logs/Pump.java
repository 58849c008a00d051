package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.taskmaster.host.Plumbing;
import org.taskmaster.host.Plumbing.Inlet;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Defects;
import org.taskmaster.model.ProcessName;
import org.taskmaster.rotation.OldLogs;

/// The thread that takes the output of processes to where it is kept. It is not the one that supervises:
/// however much is written, and however slow the disk, no restart waits for it.
///
/// ```
///   wait until something is to be read, asked or due
///     what was asked ─▶ channels that have something ─▶ channels and logs whose time has come ─▶ report
/// ```
///
/// All methods but [#run] may be called by any thread, and return at once.
final class Pump implements Runnable {

    /// In rounds that move less than this it is worth to wait for more.
    private static final int LITTLE = 8 * 1024;

    private static final long A_LITTLE_WHILE = 200_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long AFTER_A_DEFECT = 100_000_000;
    private static final long LONGEST_WAIT = 60_000;
    private static final long FOR_EVER = -1;

    private final Plumbing plumbing;
    private final Path directory;
    private final LogClock clock;
    private final KeptLogs logs;
    private final OutputTargets outputTargets;
    private final Consumer<OutputReport> reports;
    private final HealthReports health;
    private final ChannelFiles files;
    private final Flows flows;

    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final Map<ChannelName, Channel> channels = new LinkedHashMap<>();
    private final Map<Inlet, Channel> byInlet = new HashMap<>();
    private final Set<Channel> ticking = new HashSet<>();
    private final Queue<UntakenOutput> untaken = new ConcurrentLinkedQueue<>();
    private volatile Optional<End> end = Optional.empty();

    /// @param directory where the named pipes are
    Pump(
            Plumbing plumbing,
            Path directory,
            LogClock clock,
            OldLogs old,
            OutputTargets outputTargets,
            Consumer<OutputReport> reports) {
        this.plumbing = plumbing;
        this.directory = directory;
        this.clock = clock;
        this.logs = new KeptLogs(plumbing, clock, old);
        this.outputTargets = outputTargets;
        this.reports = reports;
        this.health = new HealthReports(reports);
        this.files = new ChannelFiles(directory);
        this.flows = new Flows(plumbing, directory, clock, logs, outputTargets);
    }

    /// Takes what comes through a channel that was made, perhaps anew.
    ///
    /// @param inlet its reading end, closed at the end
    /// @param users whom its process may run as
    void open(ChannelName name, Inlet inlet, Capture capture, Set<String> users) {
        ask(() -> openNow(name, inlet, capture, users));
    }

    /// Goes on with other settings.
    void retune(ChannelName name, Capture capture, Set<String> users) {
        ask(() -> {
            Channel channel = channels.get(name);
            if (channel != null) {
                channel.retune(capture, users);
                turn(channel);
            }
        });
    }

    /// The process of a stream has another name, and so has its pipe.
    void rename(ChannelName from, ChannelName to) {
        ask(() -> {
            Channel channel = channels.remove(from);
            if (channel != null) {
                channel.rename(to);
                channels.put(to, channel);
                health.forget(from.process());
                health.changed(to.process());
                attempt(to, "move what belongs to its channel", () -> files.moveRest(from, to));
            }
        });
    }

    /// A run of a process has ended.
    void ended(ProcessName process) {
        ask(() -> {
            for (Channel channel : of(process)) {
                channel.ended();
                turn(channel);
            }
        });
    }

    /// A process is forgotten; what it has written is still taken.
    void forget(ProcessName process) {
        ask(() -> {
            for (Channel channel : of(process)) {
                channel.ended();
                turn(channel);
                drop(channel);
            }
            health.forget(process);
        });
    }

    /// A stream is not captured any more; what was written is still taken.
    void close(ChannelName name) {
        ask(() -> {
            Channel channel = channels.get(name);
            if (channel != null) {
                channel.ended();
                turn(channel);
                drop(channel);
            }
        });
    }

    /// Completes when what processes had written that were forgotten or renamed is where it belongs, or cannot be.
    CompletableFuture<Void> settle() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ask(() -> done.complete(null));
        return done;
    }

    /// Completes when all that a process has written by now is where it belongs, or cannot be.
    CompletableFuture<Void> settle(ProcessName process) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ask(() -> {
            // One turn takes more than waits in a pipe.
            of(process).forEach(this::turn);
            done.complete(null);
        });
        return done;
    }

    /// Empties the files of a process.
    ///
    /// @return what stood in the way; empty when it was done
    CompletableFuture<Optional<String>> clear(ProcessName process) {
        CompletableFuture<Optional<String>> done = new CompletableFuture<>();
        ask(() -> {
            Optional<String> trouble = Optional.empty();
            for (Channel channel : of(process)) {
                turn(channel);
                Optional<String> earlier = trouble;
                Optional<KeptLog> log = logs.of(channel.capture());
                if (log.isPresent()) {
                    trouble = log.get().emptied().or(() -> earlier);
                }
            }
            done.complete(trouble);
        });
        return done;
    }

    /// Opens all files again.
    ///
    /// @return what stood in the way
    CompletableFuture<List<String>> reopen() {
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        ask(() -> {
            channels.values().forEach(this::lookForName);
            done.complete(logs.reopen());
        });
        return done;
    }

    /// How it ends.
    enum End {
        /// All that waits is taken.
        COMPLETE,
        /// At once.
        ABANDONED
    }

    /// Ends soon.
    void end(End how) {
        end = Optional.of(how);
        plumbing.wake();
    }

    @Override
    public void run() {
        while (end.isEmpty()) {
            if (!guarded(this::turn)) {
                LockSupport.parkNanos(AFTER_A_DEFECT);
            }
        }
        takeAsked();
        for (Channel channel : List.copyOf(channels.values())) {
            if (end.get() == End.COMPLETE) {
                channel.ended();
                turn(channel);
                channel.untaken().ifPresent(untaken::add);
            }
            channel.close();
        }
        logs.close();
        outputTargets.close();
        plumbing.close();
    }

    /// What could not be taken; complete when the thread has ended.
    List<UntakenOutput> untaken() {
        return List.copyOf(untaken);
    }

    private void turn() {
        List<Inlet> ready = plumbing.await(patience());
        takeAsked();
        long before = plumbing.taken();
        for (Inlet inlet : ready) {
            Channel channel = byInlet.get(inlet);
            if (channel != null) {
                turn(channel);
            }
        }
        tick();
        health.tell(clock.nanos(), this::report);
        if (!ready.isEmpty() && plumbing.taken() - before < LITTLE && end.isEmpty()) {
            LockSupport.parkNanos(A_LITTLE_WHILE);
        }
    }

    private void takeAsked() {
        for (Runnable request = asked.poll(); request != null; request = asked.poll()) {
            guarded(request);
        }
    }

    /// A defect in one thing is reported, and does not touch the next.
    private boolean guarded(Runnable thing) {
        try {
            thing.run();
            return true;
        } catch (RuntimeException | Error defect) {
            tell(Defects.describe(defect));
            return false;
        }
    }

    private void ask(Runnable request) {
        asked.add(request);
        plumbing.wake();
    }

    private List<Channel> of(ProcessName process) {
        return ChannelName.of(process).stream()
                .map(channels::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private void turn(Channel channel) {
        Optional<String> trouble = troubleOf(channel);
        long lost = channel.lost();
        channel.turn();
        if (!trouble.equals(troubleOf(channel)) || lost != channel.lost()) {
            health.changed(channel.name().process());
        }
        if (channel.tickAt().isPresent()) {
            ticking.add(channel);
        }
    }

    private Optional<String> troubleOf(Channel channel) {
        return channel.trouble().or(() -> logs.of(channel.capture()).flatMap(KeptLog::rotationTrouble));
    }

    private void lookForName(Channel channel) {
        Optional<String> trouble = troubleOf(channel);
        channel.lookForName();
        if (!trouble.equals(troubleOf(channel))) {
            health.changed(channel.name().process());
        }
    }

    private void openNow(ChannelName name, Inlet inlet, Capture capture, Set<String> users) {
        Channel known = channels.get(name);
        if (known == null) {
            known = new Channel(name, inlet, capture, users, directory, clock, flows);
            channels.put(name, known);
        } else {
            known.replace(inlet);
            if (!known.capture().equals(capture)) {
                known.retune(capture, users);
            }
        }
        Channel reader = known;
        byInlet.entrySet().removeIf(entry -> entry.getValue().equals(reader) && !reader.reads(entry.getKey()));
        byInlet.put(inlet, reader);
        turn(reader);
    }

    private void drop(Channel channel) {
        channels.remove(channel.name());
        byInlet.values().removeIf(channel::equals);
        ticking.remove(channel);
        channel.close();
        // what is left is used again when a process of this name comes back
        attempt(channel.name(), "remove what belonged to its channel", () -> files.deleteRest(channel.name()));
    }

    private interface Attempt {
        void make() throws IOException;
    }

    private void attempt(ChannelName name, String what, Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException failed) {
            String where = name.stream().word() + " of " + name.process();
            tell("cannot " + what + " (" + where + "): " + failed.getMessage());
        }
    }

    private void tell(String trouble) {
        reports.accept(new OutputReport(Optional.empty(), 0, Optional.of(trouble)));
    }

    private void tick() {
        Optional<Duration> untilDue = logs.untilDue();
        if (ticking.isEmpty() && untilDue.isEmpty()) {
            return;
        }
        long now = clock.nanos();
        for (Channel channel : List.copyOf(ticking)) {
            if (channel.tickAt().isEmpty()) {
                ticking.remove(channel);
            } else if (now - channel.tickAt().get() >= 0) {
                turn(channel);
            }
        }
        if (untilDue.isPresent() && untilDue.get().isZero()) {
            for (Channel channel : channels.values()) {
                if (logs.of(channel.capture()).filter(KeptLog::isDue).isPresent()) {
                    turn(channel);
                }
            }
        }
    }

    /// How many milliseconds to wait for something to happen.
    private long patience() {
        long most = LONGEST_WAIT;
        long now = clock.nanos();
        for (Channel channel : ticking) {
            if (channel.tickAt().isPresent()) {
                most = Math.min(most, Math.max(0, channel.tickAt().get() - now) / NANOS_PER_MILLI + 1);
            }
        }
        Optional<Duration> untilDue = logs.untilDue();
        if (untilDue.isPresent()) {
            most = Math.min(most, untilDue.get().toMillis() + 1);
        }
        return ticking.isEmpty() && untilDue.isEmpty() ? FOR_EVER : most;
    }

    private OutputReport report(ProcessName process) {
        long lost = 0;
        Optional<String> trouble = Optional.empty();
        for (Channel channel : of(process)) {
            lost += channel.lost();
            trouble = trouble.or(() -> troubleOf(channel));
        }
        return new OutputReport(Optional.of(process), lost, trouble);
    }
}
