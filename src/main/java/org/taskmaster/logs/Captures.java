package org.taskmaster.logs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.taskmaster.host.Channels;
import org.taskmaster.host.Plumbing;
import org.taskmaster.host.Wire;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;

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
    private final Map<ChannelName, Capture> known = new HashMap<>();
    private Optional<Running> running = Optional.empty();

    private record Running(Plumbing plumbing, Pump pump, Thread thread) {}

    /// What it is made with.
    ///
    /// @param directory where the channels are
    /// @param plumbing opened when something is captured
    /// @param lowerPriority makes the thread that calls it give way to others
    /// @param console the supervisor's own standard output
    /// @param systemLog opens a way to the log of this machine
    /// @param hostname the name of this machine; empty when it is not known
    public record Means(
            Path directory,
            Supplier<Plumbing> plumbing,
            Runnable lowerPriority,
            OutputStream console,
            SystemLog systemLog,
            Optional<String> hostname) {}

    /// Opens ways to a receiver on this machine.
    @FunctionalInterface
    public interface SystemLog {
        Wire open(Path socket) throws IOException;
    }

    /// @param reports is told how it goes, by another thread
    public Captures(Means means, Consumer<OutputReport> reports) {
        this.means = means;
        this.reports = reports;
    }

    /// Has channels for the captured streams of a process, from before it starts, and takes what comes
    /// through them as the launch says from now on.
    ///
    /// @throws IOException when there can be no channel
    public synchronized Channels prepare(String process, Launch launch) throws IOException {
        boolean one = launch.stderr().equals(launch.stdout());
        Optional<Path> stdout = prepare(new ChannelName(process, ChannelName.STDOUT), launch.stdout());
        Optional<Path> stderr = one ? stdout : prepare(new ChannelName(process, ChannelName.STDERR), launch.stderr());
        if (one) {
            leave(new ChannelName(process, ChannelName.STDERR));
        }
        return stdout.isEmpty() && stderr.isEmpty() ? Channels.NONE : new Channels(stdout, stderr);
    }

    /// A run of a process has ended.
    public void ended(String process) {
        pumpFor(process).ifPresent(pump -> pump.ended(process));
    }

    /// A process is forgotten.
    public synchronized void forget(String process) {
        pumpFor(process).ifPresent(pump -> pump.forget(process));
        known.keySet().removeAll(ChannelName.of(process));
    }

    /// Waits until what a process has written by now is in its files, but not for long. Not for the thread
    /// that supervises.
    public void settle(String process) {
        Optional<Pump> pump = pumpFor(process);
        if (pump.isPresent()) {
            await(pump.get().settle(process));
        }
    }

    /// Empties the captured files of a process. Not for the thread that supervises.
    ///
    /// @return what stood in the way; empty when it was done
    public Optional<String> clear(String process) {
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

    /// Ends as if it were killed: what waits, and lines that are not finished, wait for the next one.
    void abandon() {
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
        }
    }

    private Optional<Path> prepare(ChannelName name, Output output) throws IOException {
        if (!(output instanceof Output.Captured(Capture capture))) {
            leave(name);
            return Optional.empty();
        }
        Path pipe = name.pipeIn(means.directory());
        Pump pump = pump();
        if (!capture.equals(known.get(name))) {
            running.orElseThrow().plumbing().makePipe(pipe);
            known.put(name, capture);
            pump.open(name, capture);
        }
        return Optional.of(pipe);
    }

    private void leave(ChannelName name) {
        if (known.remove(name) != null) {
            running.ifPresent(live -> live.pump().close(name));
        }
    }

    private Pump pump() throws IOException {
        if (running.isEmpty()) {
            Files.createDirectories(means.directory());
            Plumbing plumbing = plumbing();
            LogClock clock = new LogClock(System::nanoTime, InstantSource.system(), ZoneId.systemDefault());
            OldLogs old = old();
            Audiences audiences = new Audiences(means, clock.wall(), clock.zone(), this::tell);
            Pump pump = new Pump(plumbing, means.directory(), clock, old, audiences, reports);
            Thread thread = Thread.ofPlatform().name("output").daemon().start(pump);
            running = Optional.of(new Running(plumbing, pump, thread));
        }
        return running.get().pump();
    }

    private OldLogs old() {
        SetAside setAside = new SetAside();
        return new OldLogs(setAside, new Compressor(setAside, UNTIL_COMPRESSED, means.lowerPriority(), this::tell));
    }

    private void tell(String trouble) {
        reports.accept(new OutputReport("", 0, Optional.of(trouble)));
    }

    private Plumbing plumbing() throws IOException {
        try {
            return means.plumbing().get();
        } catch (RuntimeException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    private synchronized Optional<Pump> pumpFor(String process) {
        boolean captured = ChannelName.of(process).stream().anyMatch(known::containsKey);
        return captured ? running.map(Running::pump) : Optional.empty();
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
