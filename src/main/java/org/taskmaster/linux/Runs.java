package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntPredicate;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.HostEvent.StrangerReaped;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.linux.ProcessTree.Seen;
import org.taskmaster.linux.Reaper.Reaped;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// What belongs to a run of a program: its process group, its session, and what descends from it and bears its
/// mark, also where that has left both.
final class Runs {

    // https://man7.org/linux/man-pages/man2/pidfd_send_signal.2.html
    private static final Function SYSCALL = Libc.function("syscall");
    // https://man7.org/linux/man-pages/man2/getrandom.2.html
    private static final Function GETRANDOM = Libc.function("getrandom");

    /// So many are looked at to report one.
    private static final int MOST_LEFT = 10;

    /// So often what is not urgent gives way.
    private static final int MOST_PUT_OFF = 32;

    /// So many random numbers are drawn at once.
    private static final int DRAWN = 32;

    private final Libc libc;
    private final Children children;
    private final Reaper reaper;
    private final Orphans orphans;

    private final Map<Long, Run> byNumber = new HashMap<>();
    /// The latest that was led by a process of this number.
    private final Map<Integer, Run> byLeader = new HashMap<>();
    /// Those that are left of runs whose leaders are dead: their numbers may lead others meanwhile.
    private final Map<ProcessId, Run> outliving = new HashMap<>();
    /// What was sent to the group of a run, and has not reached the rest of it.
    private final Map<ProcessId, Signal> unreached = new LinkedHashMap<>();

    private int putOff;

    /// The numbers of those that another supervisor has begun: what is left of them is no child of ours.
    private final Set<Long> adopted = new HashSet<>();
    /// Those whose leaders died while nobody watched; never forgotten.
    private final Set<ProcessId> unseen = new HashSet<>();

    private final Block random;
    /// How many of its numbers are left.
    private int unused;

    private long next;

    /// @param number in its mark
    private record Run(ProcessId id, long number) {}

    /// @param instance what begins the marks of this supervisor, and of no other
    Runs(Libc libc, Arena arena, Children children, Reaper reaper, long instance) {
        this.libc = libc;
        this.children = children;
        this.reaper = reaper;
        this.orphans = new Orphans(libc, arena, instance, Runs.isKnown(children), this::withLeader);
        this.random = new Block(arena, DRAWN * Long.BYTES);
        this.next = unguessed();
    }

    private static IntPredicate isKnown(Children children) {
        return pid -> children.find(pid).isPresent() || children.isHelper(pid);
    }

    /// The variable that marks the run which is spawned next.
    Map<String, String> nextMark() {
        return Map.of(RunMarks.VARIABLE, orphans.mark(next));
    }

    /// It was spawned.
    void began(ProcessId id) {
        Run run = new Run(id, next);
        byNumber.put(next, run);
        byLeader.put(id.pid(), run);
        next = unguessed();
    }

    /// The number of the run that is spawned next.
    long next() {
        return next;
    }

    /// Another supervisor has begun it.
    void adopt(ProcessId id, long number) {
        Run run = new Run(id, number);
        byNumber.put(number, run);
        byLeader.put(id.pid(), run);
        adopted.add(number);
    }

    /// The leader of a run that another supervisor has begun died while nobody watched: its number, and that of its
    /// group, may mean strangers by now, so only marks count.
    void diedUnseen(ProcessId id) {
        unseen.add(id);
    }

    /// The leader of a run that another supervisor has begun: what it started may bear the same mark.
    Optional<ProcessId> leader(long number) {
        return MarkedProcesses.bearing(orphans.mark(number)).stream()
                .filter(seen -> seen.pid() == seen.session() && seen.pid() == seen.group())
                .map(seen -> new ProcessId(seen.pid(), seen.started()))
                .min(Comparator.comparingLong(ProcessId::started));
    }

    /// No process can bear the mark of a run that it has no part in: a process of another user would be waited for
    /// wherever that run ends.
    private long unguessed() {
        if (unused == 0) {
            // So few bytes are never given in part.
            libc.demand("drawing numbers", GETRANDOM, random.address(), random.size(), 0, 0);
            unused = DRAWN;
        }
        unused--;
        return random.int64(unused * Long.BYTES) >>> 1 | 1;
    }

    /// Whether others are left of a run whose leader was reaped just now. Those who are dead but were handed
    /// to us unreaped are reaped first.
    ///
    /// @param seen gets their deaths
    boolean outlives(ProcessId id, List<HostEvent> seen) {
        boolean lives = isAdopted(id) ? hasOthers(id) : orphans.areThere() && someOutlive(id, seen);
        if (lives) {
            find(id).ifPresent(run -> outliving.put(id, run));
        } else {
            forget(id);
        }
        return lives;
    }

    private boolean someOutlive(ProcessId id, List<HostEvent> seen) {
        boolean lives = reapGroup(id, seen);
        for (int orphan : orphans(id)) {
            lives |= !reaper.isDead(orphan) || !reapOrphan(orphan, seen);
        }
        return lives;
    }

    /// @return whether some of the group are left
    private boolean reapGroup(ProcessId id, List<HostEvent> seen) {
        while (ProcessGroup.exists(libc, id.pid())) {
            Optional<Reaped> dead = reaper.reapFromGroup(id.pid());
            if (dead.isEmpty()) {
                return true;
            }
            tell(dead.get(), Optional.of(id), seen);
        }
        return false;
    }

    /// Whether anything of a run is alive. Orphans that are dead but not reaped count: they will be reported.
    boolean lives(ProcessId id) {
        if (children.holds(id)) {
            return !reaper.isDead(id.pid()) || hasOthers(id);
        }
        boolean lives = hasOthers(id);
        if (!lives) {
            forget(id);
        }
        return lives;
    }

    /// Reaps an orphan, if it is dead.
    ///
    /// @param seen gets its death
    boolean reapOrphan(int pid, List<HostEvent> seen) {
        OptionalLong number = orphans.runOf(pid);
        Optional<ProcessId> run = number.isPresent()
                ? Optional.ofNullable(byNumber.get(number.getAsLong())).map(Run::id)
                : Optional.empty();
        Optional<Reaped> dead = reaper.reap(pid);
        dead.ifPresent(reaped -> tell(reaped, run, seen));
        return dead.isPresent();
    }

    private void tell(Reaped orphan, Optional<ProcessId> run, List<HostEvent> seen) {
        orphans.reaped(orphan.pid());
        seen.add(new StrangerReaped(orphan.pid(), orphan.exit(), run));
    }

    private boolean isAdopted(ProcessId id) {
        return find(id).filter(run -> adopted.contains(run.number())).isPresent();
    }

    private boolean hasOrphans(ProcessId id) {
        return isAdopted(id)
                ? !orphans(id).isEmpty()
                : find(id).filter(run -> orphans.hasOf(run.number())).isPresent();
    }

    private boolean hasOthers(ProcessId id) {
        if (hasOrphans(id)) {
            return true;
        }
        return isOrphaned(id) && (reaper.hasDeadIn(id.pid()) || ProcessGroup.hasLivingMember(id.pid()));
    }

    private List<Integer> orphans(ProcessId id) {
        if (isAdopted(id)) {
            return MarkedProcesses.bearing(orphans.mark(find(id).orElseThrow().number())).stream()
                    .map(Seen::pid)
                    .filter(pid -> pid != id.pid())
                    .toList();
        }
        return find(id).filter(run -> orphans.hasOf(run.number()))
                .map(run -> orphans.of(run.number()))
                .orElse(List.of());
    }

    private void forget(ProcessId id) {
        unreached.remove(id);
        find(id).ifPresent(run -> {
            byNumber.remove(run.number());
            byLeader.remove(id.pid(), run);
            adopted.remove(run.number());
            outliving.remove(id);
        });
    }

    private Optional<Run> find(ProcessId id) {
        Run latest = byLeader.get(id.pid());
        return latest != null && latest.id().equals(id) ? Optional.of(latest) : Optional.ofNullable(outliving.get(id));
    }

    /// Whether the group still is the one that `id`, which was reaped, led.
    private boolean isOrphaned(ProcessId id) {
        return id.pid() > 1
                && !unseen.contains(id)
                && children.find(id.pid()).isEmpty()
                && ProcessGroup.outlivesItsLeader(libc, id.pid());
    }

    /// Sends a signal to all that belong to a run. What most programs need not have been ended follows in
    /// [#reachRest].
    ///
    /// @return 0, or the negated errno
    int signal(ProcessId id, Signal signal) {
        boolean leads = children.holds(id);
        int result = leads || isOrphaned(id) ? children.signalGroup(libc, id, signal.number()) : -Errno.ESRCH;
        boolean hasOrphans = !leads && hasOrphans(id);
        if (hasOrphans || result == 0) {
            unreached.put(id, signal);
        }
        return hasOrphans ? 0 : result;
    }

    /// Whether [#reachRest] has something to do.
    boolean someAreUnreached() {
        return !unreached.isEmpty();
    }

    /// Does for one run what is left of sending it a signal: who is stopped takes none but SIGKILL before it goes
    /// on, so SIGCONT follows; and those outside of its group have to be looked for. That takes longer than most
    /// programs take to end, so it is done when nothing else is to be done. Who is busy all the time puts it off
    /// only so often.
    void reachRest(boolean busy) {
        if (unreached.isEmpty() || busy && ++putOff < MOST_PUT_OFF) {
            return;
        }
        putOff = 0;
        for (Iterator<Map.Entry<ProcessId, Signal>> all = unreached.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<ProcessId, Signal> entry = all.next();
            ProcessId id = entry.getKey();
            // Who is dead but not reaped is reaped in a moment, and its children are ours then.
            if (!children.holds(id) || !reaper.isDead(id.pid())) {
                all.remove();
                continueGroup(id, entry.getValue());
                signalOutside(id, entry.getValue());
                return;
            }
        }
    }

    private void continueGroup(ProcessId id, Signal signal) {
        if (wantsContinuing(signal) && (children.holds(id) || isOrphaned(id))) {
            // One that is gone by now needs none.
            int _ = children.signalGroup(libc, id, Signal.CONT.number());
        }
    }

    private void signalOutside(ProcessId id, Signal signal) {
        for (Seen member : members(id)) {
            if (member.group() != id.pid() || unseen.contains(id)) {
                // One that is gone by now needs none.
                int _ = send(member, signal);
            }
        }
    }

    private static boolean wantsContinuing(Signal signal) {
        return !signal.equals(Signal.KILL) && !signal.equals(Signal.CONT) && !signal.stops();
    }

    /// Some of a run whose leader is dead, first those outside of its group.
    List<LeftProcess> left(ProcessId id) {
        return orphans(id).stream()
                .limit(MOST_LEFT)
                .flatMap(pid -> ProcessTree.look(pid).stream())
                .filter(seen -> !seen.zombie())
                .map(seen -> new LeftProcess(seen.pid(), seen.name(), seen.group() != id.pid()))
                .sorted(Comparator.comparing(left -> !left.outside()))
                .toList();
    }

    /// The orphans there are, of all runs.
    List<LeftProcess> leftovers() {
        List<LeftProcess> left = new ArrayList<>();
        for (int pid : orphans.all()) {
            ProcessTree.look(pid)
                    .filter(seen -> !seen.zombie())
                    .ifPresent(seen -> left.add(new LeftProcess(pid, seen.name(), false)));
        }
        return left;
    }

    void close() {
        orphans.close();
    }

    /// How much was looked at so far.
    Orphans.Effort effort() {
        return orphans.effort();
    }

    /// Without its leader.
    private List<Seen> members(ProcessId id) {
        List<Seen> all = new ArrayList<>();
        if (children.holds(id)) {
            all.addAll(ProcessTree.below(id.pid()));
        }
        for (int orphan : orphans(id)) {
            all.addAll(ProcessTree.from(orphan));
        }
        return all;
    }

    /// By a descriptor, and after another look: a number may be another process's meanwhile.
    private int send(Seen process, Signal signal) {
        int pidfd = libc.call(SYSCALL, Abi.SYS_PIDFD_OPEN, process.pid(), 0);
        if (pidfd < 0) {
            return pidfd;
        }
        boolean same = ProcessTree.look(process.pid())
                .filter(now -> now.started() == process.started())
                .isPresent();
        int result = same ? send(pidfd, signal) : -Errno.ESRCH;
        if (result == 0 && wantsContinuing(signal)) {
            int _ = send(pidfd, Signal.CONT);
        }
        Descriptor.close(libc, pidfd);
        return result;
    }

    private int send(int pidfd, Signal signal) {
        return libc.call(SYSCALL, Abi.SYS_PIDFD_SEND_SIGNAL, pidfd, signal.number(), 0, 0);
    }

    private OptionalLong withLeader(int pid) {
        Run run = byLeader.get(pid);
        return run == null ? OptionalLong.empty() : OptionalLong.of(run.number());
    }
}
