package org.taskmaster.daemon;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.taskmaster.daemon.Behaviour.Reaction;
import org.taskmaster.host.Channels;
import org.taskmaster.host.Delivery;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.SpawnResult;
import org.taskmaster.host.StdinResult;
import org.taskmaster.host.Terminal;
import org.taskmaster.host.TerminalResult;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Launch;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stdin;

/// An operating system in virtual time. Programs behave as told; waiting takes no time but moves the
/// clock, never beyond the horizon that a test has set.
final class SimulatedHost implements Host {

    /// As the kernel counts the time at which a process starts.
    private static final Duration TICK = Duration.ofMillis(10);
    private static final Instant EPOCH = Instant.parse("2026-11-23T00:00:00Z");

    private final Map<String, Behaviour> behaviours = new HashMap<>();
    private final Agenda agenda = new Agenda();
    private final Map<ProcessId, SimulatedGroup> groups = new LinkedHashMap<>();
    private final List<String> log = new ArrayList<>();
    private final Map<String, Integer> faults = new HashMap<>();
    private final Deque<News> news = new ArrayDeque<>();
    private Duration spawning = Duration.ZERO;
    private Moment now = new Moment(0);
    private Moment horizon = now;
    /// When that happens which is being done: earlier than now after a freeze.
    private Moment happening = now;
    private Duration freeze = Duration.ZERO;
    private int mostTold = Integer.MAX_VALUE;
    private List<LeftProcess> orphans = List.of();
    private volatile boolean woken;
    private int nextPid = 100;
    private long nextRun = 1;
    private final Map<Long, ProcessId> runs = new HashMap<>();
    private final SimulatedKeep keep = new SimulatedKeep();

    /// Something to tell, and when it happened.
    private record News(Moment at, HostEvent event) {}

    /// What the program with this command does from now on; without a word, it runs until it is told to end.
    void behave(String command, Behaviour behaviour) {
        behaviours.put(command, behaviour);
    }

    /// The next calls of the method of this name, so many of them, throw.
    void breaks(String method, int calls) {
        faults.put(method, calls);
    }

    /// The next waiting takes so long, whatever happens meanwhile: the supervisor was stopped.
    void freezes(Duration duration) {
        freeze = duration;
    }

    /// One waiting tells of so many things at most.
    void tellsAtMost(int events) {
        mostTold = events;
    }

    /// Who keeps terminals.
    SimulatedKeep keep() {
        return keep;
    }

    /// How far the clock may move.
    void horizon(Moment moment) {
        horizon = moment;
    }

    /// Whether [#await] would answer without moving the clock.
    boolean hasNews() {
        return woken || !news.isEmpty() || agenda.hasUpTo(now);
    }

    /// From now on a process runs for so long before its spawn returns.
    void spawningTakes(Duration duration) {
        spawning = duration;
    }

    /// The leader of a live process ends, as by somebody else's signal.
    void die(int pid, ExitStatus exit) {
        groups.values().stream()
                .filter(group -> group.id.pid() == pid && group.leaderLives)
                .forEach(group -> end(group, exit));
    }

    void receive(Signal signal, HostEvent.Origin origin) {
        tell(new HostEvent.SignalReceived(signal, origin));
    }

    /// Every group some of which is alive.
    List<SimulatedGroup> alive() {
        return groups.values().stream().filter(SimulatedGroup::lives).toList();
    }

    /// Spawns and signals so far, as in `spawn /bin/web` and `SIGTERM /bin/web`.
    List<String> log() {
        return log;
    }

    /// What the process of this pid was sent by its standard input.
    String stdin(int pid) {
        return groups.values().stream()
                .filter(group -> group.id.pid() == pid)
                .flatMap(group -> group.stdin.stream())
                .map(bytes -> bytes.toString(StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    @Override
    public Moment now() {
        return now;
    }

    @Override
    public Instant wallClock() {
        breakIfTold("wallClock");
        return EPOCH.plusNanos(now.nanos());
    }

    @Override
    public Optional<String> makeRoomFor(int descriptors) {
        breakIfTold("makeRoomFor");
        return Optional.empty();
    }

    @Override
    public SpawnResult spawn(Launch launch, Map<String, String> identity, Channels channels) {
        breakIfTold("spawn");
        String command = launch.command().getFirst();
        Behaviour behaviour = behaviours.getOrDefault(command, Behaviour.runs());
        log.add("spawn " + command);
        if (behaviour.spawnTrouble().isPresent()) {
            return new SpawnResult.SpawnFailed(behaviour.spawnTrouble().get());
        }
        ProcessId id = new ProcessId(nextPid++, now.nanos() / TICK.toNanos());
        SimulatedGroup group = new SimulatedGroup(id, command, behaviour, launch.stdin(), nextRun);
        groups.put(group.id, group);
        runs.put(nextRun++, group.id);
        behaviour.life().ifPresent(life -> plan(life, () -> end(group, behaviour.exit())));
        now = now.plus(spawning);
        return new SpawnResult.Spawned(group.id);
    }

    @Override
    public long nextRun() {
        return nextRun;
    }

    @Override
    public boolean adopt(ProcessId id, long run, Stdin stdin) {
        breakIfTold("adopt");
        SimulatedGroup group = groups.get(id);
        return group != null && group.leaderLives;
    }

    @Override
    public boolean keep(ProcessId id, long run, Stdin stdin) {
        return groups.containsKey(id);
    }

    @Override
    public Optional<ProcessId> find(long run) {
        return Optional.ofNullable(runs.get(run))
                .map(groups::get)
                .filter(group -> group.leaderLives)
                .map(group -> group.id);
    }

    /// What happened and was not told is told to nobody.
    void forgetNews() {
        news.clear();
    }

    @Override
    public Optional<Terminal> takeTerminal(ProcessId id) {
        breakIfTold("takeTerminal");
        SimulatedGroup group = groups.get(id);
        return group == null ? Optional.empty() : group.takeTerminal();
    }

    @Override
    public boolean keepsTerminal(ProcessId id) {
        breakIfTold("keepsTerminal");
        return keep.isThere();
    }

    @Override
    public void reclaimTerminals(Set<Long> wanted) {
        breakIfTold("reclaimTerminals");
        keep.reclaim(wanted);
    }

    @Override
    public TerminalResult reopenTerminal(ProcessId id, Launch launch, Channels channels) {
        breakIfTold("reopenTerminal");
        SimulatedGroup group = groups.get(id);
        return group == null ? new TerminalResult.Lost() : keep.reopen(group.run);
    }

    @Override
    public Delivery signal(ProcessId id, Signal signal, Reach reach) {
        breakIfTold("signal");
        SimulatedGroup group = groups.get(id);
        if (group == null || !group.lives() || (reach == Reach.PROCESS && !group.leaderLives)) {
            return new Delivery.NoSuchProcess();
        }
        deliver(group, signal);
        if (reach == Reach.RUN && !signal.equals(Signal.KILL) && !signal.stops()) {
            deliver(group, Signal.CONT);
        }
        return new Delivery.Delivered();
    }

    private void deliver(SimulatedGroup group, Signal signal) {
        if (signal.equals(Signal.CONT) && !group.stopped) {
            return;
        }
        log.add(signal + " " + group.command);
        if (signal.equals(Signal.KILL)) {
            killed(group);
        } else if (signal.equals(Signal.CONT)) {
            group.goOn().forEach(late -> asked(group, late));
        } else if (signal.stops()) {
            group.stopped = true;
        } else if (group.behaviour.reaction() == Reaction.ENDS && group.stopped) {
            group.pending.add(signal);
        } else if (group.behaviour.reaction() == Reaction.ENDS) {
            asked(group, signal);
        }
    }

    @Override
    public StdinResult writeStdin(ProcessId id, byte[] bytes) {
        breakIfTold("writeStdin");
        SimulatedGroup group = groups.get(id);
        if (group == null || !group.leaderLives) {
            return new StdinResult.NoSuchProcess();
        }
        StdinResult result = group.write(bytes);
        group.hasReadEnough().ifPresent(exit -> end(group, exit));
        return result;
    }

    @Override
    public boolean runLives(ProcessId id) {
        breakIfTold("runLives");
        SimulatedGroup group = groups.get(id);
        return group != null && group.lives();
    }

    @Override
    public List<LeftProcess> left(ProcessId id) {
        breakIfTold("left");
        SimulatedGroup group = groups.get(id);
        return group == null ? List.of() : group.left();
    }

    @Override
    public List<LeftProcess> orphans() {
        breakIfTold("orphans");
        return orphans;
    }

    /// They live, and nobody knows whose they are.
    void orphans(LeftProcess... left) {
        orphans = List.of(left);
    }

    @Override
    public List<HostEvent> await(Optional<Moment> until) {
        breakIfTold("await");
        if (woken) {
            woken = false;
            tell(new HostEvent.Woken());
        }
        if (!freeze.isZero()) {
            now = now.plus(freeze);
            freeze = Duration.ZERO;
        } else if (news.isEmpty()) {
            Moment target = until.filter(moment -> !moment.reached(horizon)).orElse(horizon);
            target = agenda.earliestUpTo(target);
            now = now.reached(target) ? now : target;
        }
        happensUpTo(now);
        List<HostEvent> told = new ArrayList<>();
        while (!news.isEmpty() && told.size() < mostTold) {
            told.add(asHeardNow(news.remove()));
        }
        return told;
    }

    /// What was planned happens; nothing is told yet.
    void happensUpTo(Moment moment) {
        while (agenda.hasUpTo(moment)) {
            Agenda.Planned planned = agenda.take();
            happening = planned.at();
            planned.deed().run();
        }
        happening = now;
    }

    @Override
    public List<HostEvent> takeDeath(ProcessId id) {
        breakIfTold("takeDeath");
        Optional<News> death = news.stream()
                .filter(told -> told.event() instanceof HostEvent.ChildDied died
                        && died.id().equals(id))
                .findFirst();
        death.ifPresent(news::remove);
        return death.map(told -> List.of(asHeardNow(told))).orElse(List.of());
    }

    private HostEvent asHeardNow(News told) {
        return told.event() instanceof HostEvent.ChildDied(ProcessId id, ExitStatus exit, boolean lives, Duration _)
                ? new HostEvent.ChildDied(id, exit, lives, now.since(told.at()))
                : told.event();
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public void close() {
        // nothing is held
    }

    private void killed(SimulatedGroup group) {
        if (group.behaviour.reaction() != Reaction.CANNOT_BE_KILLED) {
            endOthers(group);
            end(group, new ExitStatus.Killed(Signal.KILL, false));
        }
    }

    private void asked(SimulatedGroup group, Signal signal) {
        if (group.leaderLives) {
            ExitStatus exit = group.behaviour.handled().orElse(new ExitStatus.Killed(signal, false));
            plan(group.behaviour.dying(), () -> end(group, exit));
        } else {
            plan(group.behaviour.dying(), () -> endOthers(group));
        }
    }

    private void end(SimulatedGroup group, ExitStatus exit) {
        if (group.leaderLives) {
            group.leaderLives = false;
            tell(new HostEvent.ChildDied(group.id, exit, group.othersLive));
        }
    }

    private void endOthers(SimulatedGroup group) {
        if (group.othersLive) {
            group.othersLive = false;
            tell(new HostEvent.StrangerReaped(nextPid++, new ExitStatus.Code(0), Optional.of(group.id)));
        }
    }

    private void tell(HostEvent event) {
        news.add(new News(happening, event));
    }

    private void plan(Duration delay, Runnable deed) {
        agenda.plan(happening.plus(delay), deed);
    }

    private void breakIfTold(String method) {
        int left = faults.getOrDefault(method, 0);
        if (left > 0) {
            faults.put(method, left - 1);
            throw new IllegalStateException("a fault in " + method);
        }
    }
}
