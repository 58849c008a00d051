package org.taskmaster.daemon;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.taskmaster.core.Input.Fact;
import org.taskmaster.core.ProcessState;
import org.taskmaster.core.ProcessState.Leader;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostEvent;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.Stream;
import org.taskmaster.plan.AdoptionPlan.Takeover;

/// Takes over what another supervisor has left, before anything else is done: each process is in the fleet as
/// it was, and what has happened to it meanwhile is an input like any other.
///
/// ```
///   journal ─▶ AdoptionPlan ─▶ a slot in the state that was written down
///                                 ├─ its process lives ────────▶ watched from now on
///                                 ├─ it has died ──────────────▶ a death: its policy decides
///                                 ├─ it was being made ────────▶ found by its mark, or made now
///                                 └─ nothing ran ──────────────▶ stays as it was
///   Reloads.start ─▶ what is configured otherwise now is restarted or stopped, what is new is started
/// ```
final class Adoption {

    private final Host host;
    private final Fleet fleet;
    private final Supervisor supervisor;
    private final Outputs outputs;
    private final Disablement disablement;
    private final Reporter reporter;
    private final Consumer<HostEvent> news;
    private final boolean sameProcess;

    /// @param news where a death goes
    /// @param sameProcess whether the other supervisor was this very process, so that what it has started are our
    /// children
    Adoption(
            Host host,
            Fleet fleet,
            Supervisor supervisor,
            Outputs outputs,
            Disablement disablement,
            Reporter reporter,
            Consumer<HostEvent> news,
            boolean sameProcess) {
        this.host = host;
        this.fleet = fleet;
        this.supervisor = supervisor;
        this.outputs = outputs;
        this.disablement = disablement;
        this.reporter = reporter;
        this.news = news;
        this.sameProcess = sameProcess;
    }

    /// @param descriptors how many the configured programs take
    void begin(List<Takeover> all, int descriptors) {
        if (all.isEmpty()) {
            return;
        }
        // Each that is taken over takes one more, to be watched by.
        host.makeRoomFor(descriptors + all.size()).ifPresent(trouble -> reporter.say(LogLevel.WARN, trouble));
        reclaimTerminals(all);
        for (Takeover takeover : all) {
            Slot slot = Slot.adopted(takeover);
            disablement.mark(slot);
            fleet.add(slot);
            fleet.noteChange(slot, Optional.empty());
            outputs.take(slot);
            takeOver(slot);
        }
    }

    private void reclaimTerminals(List<Takeover> all) {
        Set<Long> runs = all.stream()
                .filter(takeover ->
                        takeover.stdin() == Stdin.TERMINAL && takeover.entry().mayRun())
                .map(takeover -> takeover.entry().run())
                .collect(Collectors.toSet());
        if (!runs.isEmpty()) {
            host.reclaimTerminals(runs);
        }
    }

    private void takeOver(Slot slot) {
        switch (slot.state()) {
            case ProcessState.Spawning spawning -> findBorn(slot, spawning);
            case ProcessState.Starting(ProcessId id, var _, var _) -> watch(slot, id);
            case ProcessState.Running(ProcessId id, var _, var _) -> watch(slot, id);
            case ProcessState.Stopping stopping -> {
                switch (stopping.leader()) {
                    case Leader.Alive _ -> watch(slot, stopping.id());
                    case Leader.Dead(ExitStatus exit) -> awaitRest(slot, stopping.id(), exit);
                }
            }
            case ProcessState.Stopped _, ProcessState.Backoff _, ProcessState.Exited _, ProcessState.Fatal _ -> {
                // nothing ran
            }
        }
        supervisor.refresh(slot);
    }

    private void watch(Slot slot, ProcessId id) {
        if (isKept(slot, id)) {
            reopenTerminal(slot, id);
            return;
        }
        slot.adopt(id);
        if (adopted(slot, id)) {
            say(slot, id, "taken over: it was started by a supervisor before this one");
            reopenTerminal(slot, id);
        } else {
            say(slot, id, "ended while no supervisor ran" + (isCaptured(slot) ? "; its last output may be lost" : ""));
            tellDeath(id, new ExitStatus.Unknown());
        }
    }

    /// The leader is dead; maybe the others are meanwhile, too.
    private void awaitRest(Slot slot, ProcessId id, ExitStatus exit) {
        slot.adopt(id);
        boolean _ = adopted(slot, id);
        tellDeath(id, exit);
    }

    private void tellDeath(ProcessId id, ExitStatus exit) {
        news.accept(new HostEvent.ChildDied(id, exit, host.runLives(id)));
    }

    /// The supervisor before this one died between its decision to make a process and its knowledge of it.
    private void findBorn(Slot slot, ProcessState.Spawning spawning) {
        Optional<ProcessId> born = host.find(slot.run());
        if (born.isPresent() && adopted(slot, born.get())) {
            slot.adopt(born.get());
            supervisor.feed(slot, new Fact.Spawned(born.get()));
            say(slot, born.get(), "taken over: it was just being started by a supervisor before this one");
            reopenTerminal(slot, born.get());
        } else {
            supervisor.restore(
                    slot, new ProcessState.Backoff(host.now(), spawning.streak(), "the supervisor ended meanwhile"));
        }
    }

    /// What is in a pipe is lost when the last process ends that has it open.
    private static boolean isCaptured(Slot slot) {
        return Arrays.stream(Stream.values())
                .anyMatch(stream -> slot.config().launch().output(stream) instanceof Output.Captured);
    }

    /// Whether it is our child, whose death will be told if it has died.
    private boolean isKept(Slot slot, ProcessId id) {
        boolean kept = sameProcess && host.keep(id, slot.run(), slot.stdin());
        if (kept) {
            slot.keep(id);
        }
        return kept;
    }

    private boolean adopted(Slot slot, ProcessId id) {
        return host.adopt(id, slot.run(), slot.stdin());
    }

    private void reopenTerminal(Slot slot, ProcessId id) {
        if (slot.stdin() == Stdin.TERMINAL) {
            outputs.reopenTerminal(slot, id, host);
        }
    }

    private void say(Slot slot, ProcessId id, String what) {
        reporter.say(LogLevel.INFO, slot.name() + " (pid " + id.pid() + ") " + what);
    }
}
