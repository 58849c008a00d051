package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;
import org.taskmaster.plan.OrderPlan;
import org.taskmaster.plan.Plan;
import org.taskmaster.plan.Until;

/// What people order processes to do: it is begun here, and answered here or, when it takes time, by an
/// [OrderReport].
final class Orders {

    private static final int KIB = 1024;

    private final Host host;
    private final Fleet fleet;
    private final Supervisor supervisor;
    private final PlanRunner runner;
    private final Answers answers;

    Orders(Host host, Fleet fleet, Supervisor supervisor, PlanRunner runner, Answers answers) {
        this.host = host;
        this.fleet = fleet;
        this.supervisor = supervisor;
        this.runner = runner;
        this.answers = answers;
    }

    void act(Message.Act act) {
        Selection selection = act.wanted().in(fleet.status(host.now()));
        if (fleet.phase() != Phase.RUNNING && act.action() != Action.STOP) {
            answers.give(act.reply(), refused(selection));
            return;
        }
        OrderReport report = new OrderReport(act.action(), selection, act.reply());
        PlanRun run = runner.begin(plan(act, selection), report);
        // Not left to the end of the turn, so that the messages after this one find it begun.
        boolean _ = run.advance();
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

    private ActionReport refused(Selection selection) {
        String why = fleet.phase() == Phase.SHUTTING_DOWN
                ? "the supervisor is shutting down"
                : "the supervisor is stopping everything to start it anew";
        List<Outcome> outcomes = new ArrayList<>();
        for (ProcessStatus process : selection.processes()) {
            fleet.find(process.key())
                    .ifPresent(slot -> outcomes.add(new Outcome.Failed(slot.name(), Cause.OVERTAKEN, why)));
        }
        return new ActionReport(outcomes, selection.unknown());
    }

    private Plan plan(Message.Act act, Selection selection) {
        List<ProcessConfig> configs = new ArrayList<>();
        for (ProcessStatus process : selection.processes()) {
            fleet.find(process.key()).ifPresent(slot -> configs.add(slot.config()));
        }
        Until up = act.patience() == Patience.SETTLED ? Until.UP : Until.UP_OR_FAILED;
        boolean waited = act.patience() != Patience.GIVEN;
        return switch (act.action()) {
            case START -> OrderPlan.atOnce(configs, new Order.Start(), up, waited);
            case RESTART -> OrderPlan.atOnce(configs, new Order.Restart(), up, waited);
            case STOP -> OrderPlan.stop(configs, Until.STOPPED, waited);
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
