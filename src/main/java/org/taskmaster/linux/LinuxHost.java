package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.host.Channels;
import org.taskmaster.host.Delivery;
import org.taskmaster.host.Delivery.NoSuchProcess;
import org.taskmaster.host.Delivery.Refused;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.HostEvent.SignalReceived;
import org.taskmaster.host.HostEvent.TerminalNews;
import org.taskmaster.host.HostEvent.Woken;
import org.taskmaster.host.SpawnResult;
import org.taskmaster.host.StdinResult;
import org.taskmaster.host.Terminal;
import org.taskmaster.host.TerminalResult;
import org.taskmaster.linux.Children.Child;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.model.Launch;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stdin;

/// The Host on Linux.
///
/// One epoll queue holds everything that can happen: the signals, the bell that [#wake] rings, and room in the
/// standard input of children. A death is reported by SIGCHLD, which names one of those who died since it was
/// last taken: that one is reaped at once, at a cost that does not grow with the number of children. Whether others
/// died with it, children or orphans that the kernel handed to us, is for a sweep to find, which looks at all of
/// them; so it comes after what is known already was dealt with. (A pidfd for each child would name every one, but
/// each spawn copies and closes the whole table of descriptors: docs/explanation/speed.md.)
public final class LinuxHost implements Host {

    // https://man7.org/linux/man-pages/man2/prctl.2.html
    private static final Function PRCTL = Libc.function("prctl");
    // https://man7.org/linux/man-pages/man2/signal.2.html
    private static final Function SIGNAL = Libc.function("signal");
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int SIG_DFL = 0;
    /// Tokens of the queue; the others are the pids of children in whose standard input there is room again.
    private static final long BELL = -1;
    static final long SIGNALS = -2;

    private static final long HOLDER = -3;

    private static final long NANOS_PER_MILLI = 1_000_000;
    /// How often to look for deaths where the signals are not ours, and SIGCHLD reports none.
    private static final int LOOK_MILLIS = 5;
    /// From here on it matters when a death happened, and not only that it did.
    private static final long LATE_NANOS = 100 * NANOS_PER_MILLI;

    private final Arena arena;
    private final Libc libc;
    private final DescriptorLimits limits;
    private final Spawner spawner;
    private final Reaper reaper;
    private final Runs runs;
    private final Epoll epoll;
    private final AdoptedProcesses adopted;
    private final EventDescriptor bell;
    private final Optional<SignalFd> signals;
    /// What the kernel is given to write, for the moment of a call.
    private final Block writing;
    private final Children children = new Children();
    private final TerminalKeep keep;
    private final PseudoTerminals terminals;
    private final ChildDeaths deaths;

    /// How the signals that are sent to the supervisor reach it.
    public enum SignalIntake {
        /// As events: every thread of the JVM must have been born with them blocked; see
        /// [SignalMask#isAsLaunched].
        AS_EVENTS,
        /// Not at all: the JVM keeps them.
        NONE
    }

    /// Opens the host, and makes this process the reaper of orphans among its descendants. The calling
    /// thread owns it.
    ///
    /// @param environment what programs inherit
    /// @throws LinuxError when the kernel lacks something, or has run out of it
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    public static LinuxHost open(Environment environment, SignalIntake intake) {
        return open(environment, intake, RunMarks.newInstance());
    }

    /// @param instance what begins the marks of its processes, and is known to nobody else
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    public static LinuxHost open(Environment environment, SignalIntake intake, long instance) {
        Arena arena = Arena.ofShared();
        try {
            return new LinuxHost(arena, new Libc(arena), environment, intake, instance);
        } catch (RuntimeException | Error failed) {
            arena.close();
            throw failed;
        }
    }

    /// @param arena closed with this
    LinuxHost(Arena arena, Libc libc, Environment environment, SignalIntake intake, long instance) {
        this.arena = arena;
        this.libc = libc;
        this.limits = new DescriptorLimits(libc, arena);
        this.reaper = new Reaper(libc, arena);
        this.runs = new Runs(libc, arena, children, reaper, instance);
        this.spawner = new Spawner(libc, arena, environment, limits);
        this.epoll = new Epoll(libc, arena);
        this.writing = new Block(arena, StdinPipe.MOST_AT_ONCE);
        this.keep = new TerminalKeep(libc.another(arena), instance, line -> listen(line, HOLDER), children::addHelper);
        this.terminals = new PseudoTerminals(libc, keep);
        this.deaths = new ChildDeaths(children, reaper, runs, spawner, terminals);
        this.adopted = new AdoptedProcesses(libc, arena, epoll, children, runs, terminals, writing);
        this.bell = new EventDescriptor(libc, arena);
        listen(bell.descriptor(), BELL);
        this.signals = switch (intake) {
            case AS_EVENTS -> Optional.of(new SignalFd(libc, arena));
            case NONE -> Optional.empty();
        };
        if (signals.isPresent()) {
            listen(signals.get().descriptor(), SIGNALS);
        }
        libc.demand("becoming the reaper of orphans", PRCTL, PR_SET_CHILD_SUBREAPER, 1, 0, 0);
        // Ignored, as some parents leave it, the kernel would reap our children without a word.
        libc.call(SIGNAL, Signal.CHLD.number(), SIG_DFL);
    }

    @Override
    public Moment now() {
        return new Moment(System.nanoTime());
    }

    @Override
    public Instant wallClock() {
        return Instant.now();
    }

    /// What [#makeRoomFor] would find in the way; nothing is changed.
    public Optional<String> shortFor(int descriptors) {
        return limits.shortFor(descriptors);
    }

    /// What is in the way of supervising at all, and of taking so many processes over; nothing is changed.
    public Optional<String> shortForItself(int takenOver) {
        return limits.shortForItself(takenOver);
    }

    @Override
    public Optional<String> makeRoomFor(int descriptors) {
        return limits.makeRoomFor(descriptors);
    }

    @Override
    public SpawnResult spawn(Launch launch, Map<String, String> identity, Channels channels) {
        try (NewPipe pipe = new NewPipe(libc);
                NewTerminal terminal = new NewTerminal(libc, keep, runs.next())) {
            List<Map<String, String>> own = List.of(identity, runs.nextMark());
            SpawnResult result = spawner.spawn(launch, own, channels, new Spawner.Inputs(pipe, terminal));
            if (result instanceof SpawnResult.Spawned(ProcessId id)) {
                Optional<StdinPipe> stdin = pipe.takeOurs().map(end -> new StdinPipe(end, epoll, id.pid(), writing));
                children.add(new Child(id, stdin, Optional.empty()));
                runs.began(id);
                terminal.takeOurs().ifPresent(ours -> terminals.add(id, ours));
            }
            return result;
        }
    }

    @Override
    public long nextRun() {
        return runs.next();
    }

    @Override
    public boolean adopt(ProcessId id, long run, Stdin stdin) {
        return adopted.adopt(id, run, stdin);
    }

    @Override
    public boolean keep(ProcessId id, long run, Stdin stdin) {
        return adopted.keep(id, run, stdin);
    }

    @Override
    public Optional<ProcessId> find(long run) {
        return runs.leader(run);
    }

    @Override
    public Optional<Terminal> takeTerminal(ProcessId id) {
        return terminals.take(id);
    }

    @Override
    public boolean keepsTerminal(ProcessId id) {
        return terminals.keeps(id);
    }

    @Override
    public void reclaimTerminals(Set<Long> wanted) {
        terminals.reclaim(wanted);
    }

    @Override
    public TerminalResult reopenTerminal(ProcessId id, Launch launch, Channels channels) {
        return terminals.reopen(
                id, launch.stdout() instanceof Output.Captured, () -> spawner.openLog(launch, channels));
    }

    @Override
    public Delivery signal(ProcessId id, Signal signal, Reach reach) {
        int pid = id.pid();
        if (pid <= 1) {
            return new Refused("no process of ours has the number " + pid);
        }
        return switch (reach) {
            case PROCESS ->
                children.holds(id)
                        ? ProcessGroup.delivery(children.signalProcess(libc, id, signal.number()))
                        : new NoSuchProcess();
            case RUN -> ProcessGroup.delivery(runs.signal(id, signal));
        };
    }

    @Override
    public StdinResult writeStdin(ProcessId id, byte[] bytes) {
        Optional<Child> child = children.find(id);
        if (child.isEmpty()) {
            return new StdinResult.NoSuchProcess();
        }
        Optional<StdinPipe> stdin = child.get().stdin();
        if (stdin.isPresent()) {
            return stdin.get().write(bytes);
        }
        return child.get()
                .adopted()
                .filter(_ -> !terminals.has(id))
                .map(AdoptedProcess::withoutStdin)
                .orElseGet(() -> terminals.write(id, bytes));
    }

    @Override
    public boolean runLives(ProcessId id) {
        return runs.lives(id);
    }

    @Override
    public List<LeftProcess> left(ProcessId id) {
        return runs.left(id);
    }

    @Override
    public List<LeftProcess> orphans() {
        return runs.leftovers();
    }

    /// What was done so far to know what is alive of runs whose leaders are dead.
    Orphans.Effort effort() {
        return runs.effort();
    }

    @Override
    public List<HostEvent> takeDeath(ProcessId id) {
        List<HostEvent> seen = new ArrayList<>();
        Optional<Child> child = children.find(id);
        if (child.isPresent() && child.get().adopted().isPresent()) {
            adopted.bury(child.get(), seen);
        } else if (child.isPresent() && reaper.isDead(id.pid())) {
            deaths.areLate(true);
            deaths.reap(child.get(), seen);
        }
        return seen;
    }

    @Override
    public List<HostEvent> await(Optional<Moment> until) {
        List<HostEvent> seen = new ArrayList<>();
        keep.news().ifPresent(words -> seen.add(new TerminalNews(words)));
        boolean last;
        do {
            // A wait can end early, or late with nothing, as when we were stopped ourselves: so the last look
            // begins when the time is up already.
            last = isReached(until) || !seen.isEmpty();
            int count = epoll.await(last ? 0 : patience(until));
            runs.reachRest(count > 0);
            deaths.areLate(until.isPresent() && System.nanoTime() - until.get().nanos() > LATE_NANOS);
            for (int i = 0; i < count; i++) {
                take(epoll.token(i), seen);
            }
            adopted.lookAgain(seen);
            deaths.sweepIfDue(signals.isPresent(), seen);
        } while (seen.isEmpty() && !last);
        return seen;
    }

    @Override
    public void wake() {
        bell.ring();
    }

    /// Closes what is open. The children go on.
    @Override
    public void close() {
        for (Child child : children.all()) {
            child.stdin().ifPresent(StdinPipe::close);
            child.adopted().ifPresent(AdoptedProcess::close);
        }
        terminals.close();
        keep.close();
        runs.close();
        signals.ifPresent(SignalFd::close);
        bell.close();
        epoll.close();
        spawner.close();
        arena.close();
    }

    private void listen(Descriptor descriptor, long token) {
        LinuxError.check(epoll.add(descriptor, token), "epoll_ctl", "watching a descriptor");
    }

    /// How many milliseconds to sleep. Rounded up: else the loop would turn without rest for the last
    /// fraction of one.
    private int patience(Optional<Moment> until) {
        if (deaths.areUnswept() || runs.someAreUnreached()) {
            return 0;
        }
        int most = signals.isEmpty() || adopted.someAreUnexplained() ? LOOK_MILLIS : Integer.MAX_VALUE;
        if (until.isEmpty()) {
            return most == Integer.MAX_VALUE ? Epoll.FOR_EVER : most;
        }
        long nanos = until.get().nanos() - System.nanoTime();
        return nanos <= 0 ? 0 : (int) Math.min(most, (nanos - 1) / NANOS_PER_MILLI + 1);
    }

    private static boolean isReached(Optional<Moment> until) {
        return until.isPresent() && System.nanoTime() >= until.get().nanos();
    }

    private void take(long token, List<HostEvent> seen) {
        if (token == BELL) {
            bell.hear();
            seen.add(new Woken());
        } else if (token == HOLDER) {
            keep.lineEnded();
        } else if (token == SIGNALS) {
            signals.ifPresent(descriptor -> takeSignals(descriptor, seen));
        } else if (AdoptedProcesses.owns(token)) {
            adopted.take(token, seen);
        } else {
            children.find((int) token).flatMap(Child::stdin).ifPresent(StdinPipe::flush);
        }
    }

    private void takeSignals(SignalFd descriptor, List<HostEvent> seen) {
        for (SignalReceived received : descriptor.read()) {
            if (received.signal().equals(Signal.CHLD)) {
                children.find(descriptor.child()).ifPresent(child -> deaths.reap(child, seen));
                deaths.askForSweep();
            } else {
                seen.add(received);
            }
        }
    }
}
