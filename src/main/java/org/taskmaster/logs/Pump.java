package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Files;
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
import org.taskmaster.model.Reason;

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
    private static final long TELL_AGAIN = 1_000_000_000;
    private static final long LONGEST_WAIT = 60_000;
    private static final long FOR_EVER = -1;

    private final Plumbing plumbing;
    private final Path directory;
    private final LogClock clock;
    private final KeptLogs logs;
    private final Audiences audiences;
    private final Consumer<OutputReport> reports;
    private final Buffers buffers = new Buffers();

    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final Map<ChannelName, Channel> channels = new LinkedHashMap<>();
    private final Map<Inlet, Channel> byInlet = new HashMap<>();
    private final Map<String, Told> told = new HashMap<>();
    private final Set<Channel> ticking = new HashSet<>();
    private final Set<String> toTell = new HashSet<>();
    private volatile Optional<End> end = Optional.empty();

    /// What was told last of a process, and when.
    private record Told(Optional<OutputReport> report, long at) {
        static final Told NOTHING = new Told(Optional.empty(), 0);
    }

    /// @param directory where the named pipes are
    Pump(
            Plumbing plumbing,
            Path directory,
            LogClock clock,
            OldLogs old,
            Audiences audiences,
            Consumer<OutputReport> reports) {
        this.plumbing = plumbing;
        this.directory = directory;
        this.clock = clock;
        this.logs = new KeptLogs(plumbing, clock, old);
        this.audiences = audiences;
        this.reports = reports;
    }

    /// Takes what comes through a channel, or goes on with other settings.
    void open(ChannelName name, Capture capture) {
        ask(() -> openNow(name, capture));
    }

    /// A run of a process has ended.
    void ended(String process) {
        ask(() -> {
            for (Channel channel : of(process)) {
                channel.ended();
                turn(channel);
            }
        });
    }

    /// A process is forgotten; what it has written is still taken.
    void forget(String process) {
        ask(() -> {
            for (Channel channel : of(process)) {
                channel.ended();
                turn(channel);
                drop(channel);
            }
            told.remove(process);
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

    /// Completes when all that a process has written by now is where it belongs, or cannot be.
    CompletableFuture<Void> settle(String process) {
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
    CompletableFuture<Optional<String>> clear(String process) {
        CompletableFuture<Optional<String>> done = new CompletableFuture<>();
        ask(() -> {
            Optional<String> trouble = Optional.empty();
            for (Channel channel : of(process)) {
                turn(channel);
                Optional<String> earlier = trouble;
                Optional<KeptLog> log = logs.of(channel.capture());
                if (log.isPresent()) {
                    trouble = cleared(log.get()).or(() -> earlier);
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
        ask(() -> done.complete(logs.reopen()));
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
            }
            channel.close();
        }
        logs.close();
        audiences.close();
        plumbing.close();
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
        tell();
        if (!ready.isEmpty() && plumbing.taken() - before < LITTLE && end.isEmpty()) {
            LockSupport.parkNanos(A_LITTLE_WHILE);
        }
    }

    private void takeAsked() {
        for (Runnable request = asked.poll(); request != null; request = asked.poll()) {
            guarded(request);
        }
    }

    /// A defect in one thing is told, and does not touch the next.
    private boolean guarded(Runnable thing) {
        try {
            thing.run();
            return true;
        } catch (RuntimeException | Error defect) {
            reports.accept(new OutputReport("", 0, Optional.of(Defects.describe(defect))));
            return false;
        }
    }

    private static Optional<String> cleared(KeptLog log) {
        try {
            log.clear();
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of("cannot empty " + log.path() + ": " + Reason.of(failed));
        }
    }

    private void ask(Runnable request) {
        asked.add(request);
        plumbing.wake();
    }

    private List<Channel> of(String process) {
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
            toTell.add(channel.name().process());
        }
        if (channel.tickAt().isPresent()) {
            ticking.add(channel);
        }
    }

    private Optional<String> troubleOf(Channel channel) {
        return channel.trouble().or(() -> logs.of(channel.capture()).flatMap(KeptLog::rotationTrouble));
    }

    private void openNow(ChannelName name, Capture capture) {
        Channel known = channels.get(name);
        if (known != null) {
            if (!known.capture().equals(capture)) {
                known.retune(capture);
                turn(known);
            }
            return;
        }
        try {
            Inlet inlet = plumbing.openInlet(name.pipeIn(directory));
            Channel channel = new Channel(name, inlet, capture, clock, this::flow);
            channels.put(name, channel);
            byInlet.put(inlet, channel);
            turn(channel);
        } catch (IOException failed) {
            reports.accept(new OutputReport(
                    name.process(), 0, Optional.of("cannot take its " + name.stream() + ": " + Reason.of(failed))));
        }
    }

    private void drop(Channel channel) {
        channels.remove(channel.name());
        byInlet.remove(channel.inlet());
        ticking.remove(channel);
        channel.close();
        Path pipe = channel.name().pipeIn(directory);
        try {
            Files.deleteIfExists(pipe);
            for (Path file : RewritingFlow.files(pipe)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            // it is used again when a process of this name comes back
            reports.accept(new OutputReport(
                    channel.name().process(), channel.lost(), Optional.of("cannot remove " + left.getMessage())));
        }
    }

    private Flow flow(ChannelName name, Capture capture) throws IOException {
        Optional<Audience> audience = audiences.of(name, capture);
        if (capture.file().isEmpty()) {
            return new TargetsFlow(
                    audience.orElseGet(() -> new Audience(name.process(), name.stream(), false, List.of())),
                    buffers.seen());
        }
        KeptLog log = logs.join(capture.file().get());
        if (capture.isVerbatim()) {
            return new VerbatimFlow(log, audience, buffers.seen());
        }
        Rewriter rewriter = new Rewriter(capture, name.process(), name.stream(), clock.wall(), clock.zone());
        try {
            return RewritingFlow.open(plumbing, name.pipeIn(directory), log, rewriter, audience, buffers);
        } catch (IOException | RuntimeException failed) {
            log.leave();
            throw failed;
        }
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

    /// Tells how it goes with those for whom that has changed; of bytes that are lost one after another, now
    /// and then. In trouble there is always another turn soon.
    private void tell() {
        if (toTell.isEmpty()) {
            return;
        }
        long now = clock.nanos();
        Set<String> later = new HashSet<>();
        for (String process : toTell) {
            long lost = 0;
            Optional<String> trouble = Optional.empty();
            for (Channel channel : of(process)) {
                lost += channel.lost();
                trouble = trouble.or(() -> troubleOf(channel));
            }
            OutputReport report = new OutputReport(process, lost, trouble);
            Told before = told.getOrDefault(process, Told.NOTHING);
            boolean onlyMore = before.report().isPresent()
                    && before.report().get().trouble().equals(report.trouble());
            if (onlyMore && now - before.at() < TELL_AGAIN) {
                later.add(process);
            } else if (!before.report().equals(Optional.of(report))) {
                told.put(process, new Told(Optional.of(report), now));
                reports.accept(report);
            }
        }
        toTell.clear();
        toTell.addAll(later);
    }
}
