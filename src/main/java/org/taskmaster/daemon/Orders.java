package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.Patience;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.Outcome.Cause;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selection;
import org.taskmaster.control.StdinReport;
import org.taskmaster.core.Input.Order;
import org.taskmaster.host.Delivery;
import org.taskmaster.host.Host;
import org.taskmaster.host.StdinResult;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.Signal;
import org.taskmaster.plan.OrderPlan;
import org.taskmaster.plan.Plan;
import org.taskmaster.plan.Until;

/// What people order processes to do: it is begun here, and answered here or, when it takes time, by an
/// [OrderReport].
final class Orders {

    private static final int KIB = 1024;

    private final Host host;
    private final Reporter reporter;
    private final Fleet fleet;
    private final Supervisor supervisor;
    private final PlanRunner runner;
    private final Disablement disablement;
    private final Answers answers;

    Orders(
            Reporter reporter,
            Fleet fleet,
            Supervisor supervisor,
            PlanRunner runner,
            Disablement disablement,
            Answers answers) {
        this.host = reporter.host();
        this.reporter = reporter;
        this.fleet = fleet;
        this.supervisor = supervisor;
        this.runner = runner;
        this.disablement = disablement;
        this.answers = answers;
    }

    void act(Message.Act act) {
        Selection selection = act.wanted().in(fleet.status(host.now()));
        if (fleet.phase() != Phase.RUNNING && !isForTheEnd(act.action())) {
            answers.give(act.reply(), failed(selection, Cause.OVERTAKEN, whyNothingStarts()));
            return;
        }
        switch (act.action()) {
            case STOP -> begin(act, selection, _ -> Optional.empty());
            case START, RESTART -> begin(act, selection, process -> leftDown(act.wanted(), process));
            case DISABLE, ENABLE -> disablement.keep(act, selection);
        }
    }

    /// What an order says of which processes are disabled was kept, or cannot be.
    void goOn(Message.Kept kept) {
        Message.Act act = kept.act();
        if (kept.trouble().isPresent()) {
            String why = kept.trouble().get();
            reporter.say(LogLevel.ERROR, "cannot " + act.text() + ": " + why);
            answers.give(act.reply(), failed(kept.selection(), Cause.SYSTEM, why + "; nothing was changed"));
            return;
        }
        Set<ProcessKey> changed = disablement.changed(kept);
        begin(
                act,
                kept.selection(),
                process -> act.action() == Action.ENABLE ? notStarted(process, changed) : Optional.empty());
    }

    /// @param settled what there is to say at once of a process that the order does not touch
    private void begin(Message.Act act, Selection selection, Function<ProcessStatus, Optional<Outcome>> settled) {
        OrderReport report = new OrderReport(act.action(), selection, act.reply());
        List<ProcessConfig> touched = new ArrayList<>();
        for (ProcessStatus process : selection.processes()) {
            Optional<Slot> slot = fleet.find(process.key());
            Optional<Outcome> outcome = slot.isEmpty() ? Optional.of(removed(process)) : settled.apply(process);
            outcome.ifPresentOrElse(
                    known -> report.settled(process.key(), known),
                    () -> touched.add(slot.orElseThrow().config()));
        }
        PlanRun run = runner.begin(plan(act, touched), report);
        // Not left to the end of the turn, so that the messages after this one find it begun.
        boolean _ = run.advance();
    }

    private static Outcome removed(ProcessStatus process) {
        return new Outcome.Failed(process.name(), Cause.REMOVED, OrderReport.REMOVED);
    }

    private static boolean isForTheEnd(Action action) {
        return switch (action) {
            case STOP, DISABLE -> true;
            case START, RESTART, ENABLE -> false;
        };
    }

    /// `all` is said without a thought of what is disabled.
    private static Optional<Outcome> leftDown(Wanted wanted, ProcessStatus process) {
        return process.disabled() && process.state().rests() && !wanted.names(process)
                ? Optional.of(new Outcome.LeftDown(process.name()))
                : Optional.empty();
    }

    /// Why one that is enabled is not started.
    private Optional<Outcome> notStarted(ProcessStatus process, Set<ProcessKey> changed) {
        Optional<String> why;
        if (!changed.contains(process.key())) {
            why = Optional.of("it was not disabled");
        } else if (fleet.find(process.key())
                .filter(slot -> slot.config().policy().autostart())
                .isEmpty()) {
            why = Optional.of("not started, as its autostart is false");
        } else if (fleet.phase() != Phase.RUNNING) {
            why = Optional.of("not started: " + whyNothingStarts());
        } else {
            why = Optional.empty();
        }
        return why.map(note -> new Outcome.Enabled(process.name(), OptionalInt.empty(), note));
    }

    void send(Message.SendSignal send) {
        Selection selection = send.wanted().in(fleet.status(host.now()));
        List<Outcome> outcomes = new ArrayList<>();
        for (ProcessStatus process : selection.processes()) {
            fleet.find(process.key()).ifPresent(slot -> outcomes.add(signal(slot, send.signal())));
        }
        answers.give(send.reply(), new ActionReport(outcomes, selection.unknown()));
    }

    void send(Message.SendStdin send) {
        Optional<Slot> slot = fleet.status(host.now()).find(send.process()).flatMap(found -> fleet.find(found.key()));
        slot.ifPresent(supervisor::hearOf);
        answers.give(
                send.reply(),
                slot.isPresent() ? write(slot.get().state().live(), send.bytes()) : new StdinReport.NoSuchProcess());
    }

    private String whyNothingStarts() {
        return switch (fleet.phase()) {
            case UPGRADING -> "the supervisor is going on as another build; order it again in a moment";
            case RESTARTING -> "the supervisor is stopping everything to start it anew";
            case RUNNING, SHUTTING_DOWN -> "the supervisor is shutting down";
        };
    }

    private ActionReport failed(Selection selection, Cause cause, String why) {
        List<Outcome> outcomes = new ArrayList<>();
        for (ProcessStatus process : selection.processes()) {
            fleet.find(process.key()).ifPresent(slot -> outcomes.add(new Outcome.Failed(slot.name(), cause, why)));
        }
        return new ActionReport(outcomes, selection.unknown());
    }

    private static Plan plan(Message.Act act, List<ProcessConfig> configs) {
        Until up = act.patience() == Patience.SETTLED ? Until.UP : Until.UP_OR_FAILED;
        boolean waited = act.patience() != Patience.GIVEN;
        return switch (act.action()) {
            case START, ENABLE -> OrderPlan.atOnce(configs, new Order.Start(), up, waited);
            case RESTART -> OrderPlan.atOnce(configs, new Order.Restart(), up, waited);
            case STOP, DISABLE -> OrderPlan.stop(configs, Until.STOPPED, waited);
        };
    }

    private Outcome signal(Slot slot, Signal signal) {
        supervisor.hearOf(slot);
        if (slot.state().live().isEmpty()) {
            return new Outcome.NotSignalled(slot.name());
        }
        return switch (host.signal(slot.state().live().get(), signal, Host.Reach.PROCESS)) {
            case Delivery.Delivered _ -> new Outcome.Signalled(slot.name());
            case Delivery.NoSuchProcess _ -> new Outcome.NotSignalled(slot.name());
            case Delivery.Refused(String reason) -> new Outcome.Failed(slot.name(), Cause.SYSTEM, reason);
        };
    }

    private StdinReport write(Optional<ProcessId> live, byte[] bytes) {
        if (live.isEmpty()) {
            return new StdinReport.NotRunning();
        }
        return switch (host.writeStdin(live.get(), bytes)) {
            case StdinResult.Taken _ -> new StdinReport.Sent();
            case StdinResult.NoSuchProcess _ -> new StdinReport.NotRunning();
            case StdinResult.Closed _ -> new StdinReport.Closed("it has closed its standard input");
            case StdinResult.NoPipe _ ->
                new StdinReport.Closed("its standard input is /dev/null; give `stdin: pipe` in the configuration");
            case StdinResult.Full(int waiting) -> new StdinReport.Closed(tooMuch(bytes.length, waiting));
            case StdinResult.Refused(String reason) -> new StdinReport.Closed(reason);
        };
    }

    private static String tooMuch(int length, int waiting) {
        int most = StdinResult.MOST_WAITING / KIB;
        return length > StdinResult.MOST_WAITING
                ? "at most " + most + " KiB can be sent at once; nothing was sent"
                : "it does not read: " + waiting / KIB + " KiB wait for it already, of at most " + most
                        + "; nothing was sent";
    }
}
