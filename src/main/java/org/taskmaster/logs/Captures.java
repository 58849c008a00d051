package org.taskmaster.logs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.taskmaster.host.Channels;
import org.taskmaster.host.MessageTransport;
import org.taskmaster.host.Plumbing;
import org.taskmaster.host.Plumbing.Inlet;
import org.taskmaster.host.TrustedFiles;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Reason;
import org.taskmaster.model.Stream;
import org.taskmaster.model.ThreadLimit;
import org.taskmaster.rotation.Compressor;
import org.taskmaster.rotation.OldLogs;
import org.taskmaster.rotation.SetAside;

/// The captured output of all processes: makes their channels, and takes what comes through them on a
/// thread of its own, which there is only when something is captured.
///
/// A channel is a named pipe that belongs to a name, not to one run of a process: it stays when the process
/// is started again, and when the supervisor dies; then it holds what is written until the next one takes
/// it.
public final class Captures implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 500;
    /// In which those who follow a file may finish it.
    private static final Duration UNTIL_COMPRESSED = Duration.ofSeconds(5);

    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

    private final Means means;
    private final Consumer<OutputReport> reports;
    private final Executor fileWork;
    private final ChannelFiles files;
    private final Map<ChannelName, Known> known = new HashMap<>();
    private Optional<Running> running = Optional.empty();
    private List<UntakenOutput> untaken = List.of();

    private record Running(Plumbing plumbing, Pump pump, Thread thread) {}

    /// A channel, and what is done with what comes through it.
    private record Known(Path pipe, Inlet inlet, Capture capture, Set<String> users) {}

    /// What it is made with.
    ///
    /// @param directory where the channels are
    /// @param files opens logs that others may have a hand in
    /// @param plumbing opened when something is captured
    /// @param lowerPriority gives the thread that calls it the least of the processors
    /// @param givingWay has the thread that calls it interrupted by any that wakes up
    /// @param console the supervisor's own standard output
    /// @param systemLog opens a way to the log of this machine
    /// @param hostname the name of this machine; empty when it is not known
    public record Means(
            Path directory,
            TrustedFiles files,
            Supplier<Plumbing> plumbing,
            Runnable lowerPriority,
            Runnable givingWay,
            OutputStream console,
            SystemLog systemLog,
            Optional<String> hostname) {}

    /// Opens ways to a receiver on this machine.
    @FunctionalInterface
    public interface SystemLog {
        MessageTransport open(Path socket) throws IOException;
    }

    /// @param reports takes reports of how it goes, from another thread
    /// @param fileWork removes channels, one after another, where they are prepared
    public Captures(Means means, Consumer<OutputReport> reports, Executor fileWork) {
        this.means = means;
        this.reports = reports;
        this.fileWork = fileWork;
        this.files = new ChannelFiles(means.directory());
    }

    /// The channels for the captured streams of a process, if all are there, with what comes through them taken as
    /// the launch says from now on. This looks at the names of pipes and at nothing else in the file system.
    ///
    /// @return empty when [#prepare] has to make one
    public synchronized Optional<Channels> ready(ProcessName process, Launch launch) {
        if (known.isEmpty() && !isCaptured(launch.stdout()) && !isCaptured(launch.stderr())) {
            return Optional.of(Channels.NONE);
        }
        if (!missing(process, launch).isEmpty()) {
            return Optional.empty();
        }
        boolean one = launch.stderr().equals(launch.stdout());
        Set<String> users = users(launch);
        ChannelName errors = new ChannelName(process, Stream.STDERR);
        Optional<Path> stdout = take(new ChannelName(process, Stream.STDOUT), launch.stdout(), users);
        Optional<Path> stderr = one ? stdout : take(errors, launch.stderr(), users);
        if (one) {
            leave(errors);
        }
        return Optional.of(stdout.isEmpty() && stderr.isEmpty() ? Channels.NONE : new Channels(stdout, stderr));
    }

    /// Has channels for the captured streams of a process, from before it starts, and takes what comes
    /// through them as the launch says from now on. A channel that was removed or replaced is made anew; what
    /// is in the one before is taken first. Not for the thread that supervises: a file system may hang.
    ///
    /// @throws IOException when there can be no channel
    public Channels prepare(ProcessName process, Launch launch) throws IOException {
        for (Map.Entry<ChannelName, Capture> stream : missing(process, launch).entrySet()) {
            make(stream.getKey(), stream.getValue(), users(launch));
        }
        return ready(process, launch).orElseThrow(() -> new IOException("a channel was removed as it was made"));
    }

    private static Set<String> users(Launch launch) {
        return launch.user().map(Set::of).orElse(Set.of());
    }

    /// The channels that a launch needs and that are not there.
    private synchronized Map<ChannelName, Capture> missing(ProcessName process, Launch launch) {
        Map<ChannelName, Capture> missing = new LinkedHashMap<>();
        boolean one = launch.stderr().equals(launch.stdout());
        if (launch.stdout() instanceof Output.Captured(Capture capture)) {
            missing.put(new ChannelName(process, Stream.STDOUT), capture);
        }
        if (!one && launch.stderr() instanceof Output.Captured(Capture capture)) {
            missing.put(new ChannelName(process, Stream.STDERR), capture);
        }
        missing.keySet().removeIf(name -> {
            Known there = known.get(name);
            return there != null && there.inlet().isAt(there.pipe());
        });
        return missing;
    }

    /// A run of a process has ended.
    public void ended(ProcessName process) {
        pumpFor(process).ifPresent(pump -> pump.ended(process));
    }

    /// A process is forgotten.
    public synchronized void forget(ProcessName process) {
        pumpFor(process).ifPresent(pump -> pump.forget(process));
        for (ChannelName name : ChannelName.of(process)) {
            if (known.remove(name) != null) {
                deletePipe(name);
            }
        }
    }

    /// A process has another name from now on: its channels go with it, and what is written into them under the
    /// new one is taken as before until [#prepare] says otherwise. Not for the thread that supervises, as that.
    public void rename(ProcessName from, ProcessName to) {
        for (ChannelName before : ChannelName.of(from)) {
            if (isKnown(before)) {
                ChannelName after = new ChannelName(to, before.stream());
                try {
                    files.movePipe(before, after);
                } catch (IOException failed) {
                    // it is made anew, and this one is read as long as a process writes into it
                    tell("cannot rename the channel of " + from + ": " + Reason.of(failed));
                }
                renamed(before, after);
            }
        }
    }

    private synchronized void renamed(ChannelName before, ChannelName after) {
        Known moving = known.remove(before);
        if (moving != null) {
            Path pipe = after.pipeIn(means.directory());
            known.put(after, new Known(pipe, moving.inlet(), moving.capture(), moving.users()));
            running.ifPresent(live -> live.pump().rename(before, after));
        }
    }

    /// Waits until what a process has written by now is in its files, but not for long. Not for the thread
    /// that supervises.
    public void settle(ProcessName process) {
        Optional<Pump> pump = pumpFor(process);
        if (pump.isPresent()) {
            await(pump.get().settle(process));
        }
    }

    /// Waits until what processes had written that were forgotten or renamed is in their files, but not for long.
    /// Not for the thread that supervises.
    public void catchUp() {
        Optional<Pump> pump;
        synchronized (this) {
            pump = running.map(Running::pump);
        }
        pump.ifPresent(busy -> await(busy.settle()));
    }

    /// Empties the captured files of a process. Not for the thread that supervises.
    ///
    /// @return what stood in the way; empty when it was done
    public Optional<String> clear(ProcessName process) {
        Optional<Pump> pump = pumpFor(process);
        return pump.isEmpty()
                ? Optional.empty()
                : await(pump.get().clear(process)).orElse(Optional.of("its output is busy"));
    }

    /// Opens all files again.
    ///
    /// @return completes with what stood in the way
    public synchronized CompletableFuture<List<String>> reopen() {
        return running.map(live -> live.pump().reopen()).orElseGet(() -> CompletableFuture.completedFuture(List.of()));
    }

    /// Takes what waits in all channels, and ends.
    @Override
    public void close() {
        end(Pump.End.COMPLETE);
    }

    /// What could not be taken when this was closed, because its logs could not be written. What of it is
    /// not taken before the last process ends that has the channel open is lost.
    public synchronized List<UntakenOutput> untaken() {
        return untaken;
    }

    /// Ends as if it were killed: what waits, and lines that are not finished, wait for the next one.
    public void abandon() {
        end(Pump.End.ABANDONED);
    }

    private void end(Pump.End how) {
        Optional<Running> ending;
        synchronized (this) {
            ending = running;
            running = Optional.empty();
            known.clear();
        }
        if (ending.isPresent()) {
            ending.get().pump().end(how);
            try {
                boolean _ = ending.get().thread().join(PATIENCE_AT_THE_END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (this) {
                untaken = ending.get().pump().untaken();
            }
        }
    }

    /// Takes what comes through a channel that is there as its capture says.
    private Optional<Path> take(ChannelName name, Output output, Set<String> users) {
        if (!(output instanceof Output.Captured(Capture capture))) {
            leave(name);
            return Optional.empty();
        }
        Known before = Objects.requireNonNull(known.get(name));
        if (!capture.equals(before.capture()) || !users.equals(before.users())) {
            known.put(name, new Known(before.pipe(), before.inlet(), capture, users));
            running.ifPresent(live -> live.pump().retune(name, capture, users));
        }
        return Optional.of(before.pipe());
    }

    private static boolean isCaptured(Output output) {
        return output instanceof Output.Captured;
    }

    private void make(ChannelName name, Capture capture, Set<String> users) throws IOException {
        Running live = running();
        if (!isKnown(name)) {
            files.adopt(name, this::isKnown);
        }
        Path pipe = name.pipeIn(means.directory());
        Inlet inlet = live.plumbing().openInlet(pipe, users);
        synchronized (this) {
            if (running.isEmpty()) {
                inlet.close();
                throw new IOException("the supervisor ends");
            }
            known.put(name, new Known(pipe, inlet, capture, users));
            live.pump().open(name, inlet, capture, users);
        }
    }

    private synchronized boolean isKnown(ChannelName name) {
        return known.containsKey(name);
    }

    private void leave(ChannelName name) {
        if (known.remove(name) != null) {
            running.ifPresent(live -> live.pump().close(name));
            deletePipe(name);
        }
    }

    /// Before another of this name is made, which is done in the same place.
    private void deletePipe(ChannelName name) {
        fileWork.execute(() -> {
            try {
                files.deletePipe(name);
            } catch (IOException failed) {
                // it is used again when a process of this name comes back
                tell("cannot remove the channel of " + name.process() + ": " + failed.getMessage());
            }
        });
    }

    private synchronized Running running() throws IOException {
        if (running.isEmpty()) {
            Plumbing plumbing = plumbing();
            LogClock clock = new LogClock(System::nanoTime, InstantSource.system(), ZoneId.systemDefault());
            OldLogs old = old();
            OutputTargets outputTargets = new OutputTargets(means, clock.wall(), clock.zone(), this::tell);
            Pump pump = new Pump(plumbing, means.directory(), clock, old, outputTargets, reports);
            Thread thread = started(pump, plumbing);
            running = Optional.of(new Running(plumbing, pump, thread));
        }
        return running.get();
    }

    private Thread started(Pump pump, Plumbing plumbing) throws IOException {
        try {
            return Thread.ofPlatform().name("output").daemon().start(() -> {
                means.givingWay().run();
                pump.run();
            });
        } catch (OutOfMemoryError e) {
            // How the JVM says that there is no thread to be had; the next start of a program tries again.
            plumbing.close();
            throw new IOException(ThreadLimit.IN_FULL, e);
        }
    }

    /// What opens logs, for callers that read or empty them.
    public TrustedFiles files() {
        return means.files();
    }

    private OldLogs old() {
        SetAside setAside = new SetAside(means.files());
        return new OldLogs(setAside, new Compressor(setAside, UNTIL_COMPRESSED, means.lowerPriority(), this::tell));
    }

    private void tell(String trouble) {
        reports.accept(new OutputReport(Optional.empty(), 0, Optional.of(trouble)));
    }

    private Plumbing plumbing() throws IOException {
        try {
            return means.plumbing().get();
        } catch (RuntimeException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /// Each death comes by here on its way to the restart.
    private synchronized Optional<Pump> pumpFor(ProcessName process) {
        if (!known.isEmpty()) {
            for (ChannelName name : ChannelName.of(process)) {
                if (known.containsKey(name)) {
                    return running.map(Running::pump);
                }
            }
        }
        return Optional.empty();
    }

    private static <T> Optional<T> await(CompletableFuture<T> done) {
        try {
            return Optional.ofNullable(done.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }
}
