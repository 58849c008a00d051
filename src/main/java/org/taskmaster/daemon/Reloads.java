package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.events.Event;
import org.taskmaster.host.Host;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.SupervisorConfig;
import org.taskmaster.plan.ReloadPlan;
import org.taskmaster.plan.Step;

/// Turns what a configuration file says into steps, and begins them. The start of the supervisor is a
/// reload too:
/// one that finds nothing there.
final class Reloads {

    private final SupervisorConfig settings;
    private final Host host;
    private final Outbox outbox;
    private final Fleet fleet;
    private final Supervisor supervisor;
    private final Watches watches;
    private Optional<ReloadWatch> underWay = Optional.empty();

    Reloads(SupervisorConfig settings, Host host, Outbox outbox, Fleet fleet, Supervisor supervisor, Watches watches) {
        this.settings = settings;
        this.host = host;
        this.outbox = outbox;
        this.fleet = fleet;
        this.supervisor = supervisor;
        this.watches = watches;
    }

    /// Begins to bring up a first configuration.
    void start(Configuration configuration) {
        begin(plan(configuration), List.of(), configuration, new java.util.concurrent.CompletableFuture<>());
    }

    /// Acts on what the file says: nothing when it is bad, the plan when only that was asked for.
    void take(LoadResult result, Message.Reload request) {
        switch (result) {
            case LoadResult.Rejected(List<Problem> problems) -> {
                outbox.publish(new Event.ReloadRejected(host.wallClock(), problems));
                request.reply().complete(new ReloadReport.Rejected(problems));
            }
            case LoadResult.Loaded(Configuration configuration) -> {
                ReloadPlan plan = plan(configuration);
                List<ReloadStep> told = tell(plan, configuration);
                switch (request.mode()) {
                    case DRY_RUN -> request.reply().complete(new ReloadReport.Planned(told));
                    case APPLY -> {
                        outbox.publish(new Event.Reloaded(
                                host.wallClock(),
                                told.stream().map(ReloadStep::text).toList()));
                        begin(plan, told, configuration, request.reply());
                    }
                }
            }
        }
    }

    /// Leaves what has not begun.
    void abandon() {
        underWay.ifPresent(ReloadWatch::abandon);
    }

    private void begin(
            ReloadPlan plan,
            List<ReloadStep> told,
            Configuration configuration,
            java.util.concurrent.CompletableFuture<ReloadReport> reply) {
        abandon();
        fleet.setPrograms(
                configuration.programs().stream().map(ProgramConfig::name).toList());
        host.makeRoomFor(configuration.processes().size())
                .ifPresent(trouble -> outbox.publish(new Event.OfSupervisor(host.wallClock(), LogLevel.WARN, trouble)));
        ReloadWatch watch = new ReloadWatch(plan, told, fleet, supervisor, watches, host, reply);
        underWay = Optional.of(watch);
        watches.add(watch);
    }

    private ReloadPlan plan(Configuration configuration) {
        List<ReloadPlan.Present> present = new ArrayList<>();
        for (Slot slot : fleet.slots()) {
            present.add(new ReloadPlan.Present(slot.wanted(), slot.state(), slot.standing()));
        }
        return ReloadPlan.between(present, configuration);
    }

    private List<ReloadStep> tell(ReloadPlan plan, Configuration configuration) {
        List<ReloadStep> told = new ArrayList<>();
        if (!configuration.supervisor().equals(settings)) {
            told.add(new ReloadStep(
                    ReloadStep.Kind.NOTE, "taskmaster", "its own settings apply when it is started the next time"));
        }
        for (Step step : plan.steps()) {
            ReloadStep.Kind kind = switch (step) {
                case Step.Remove _ -> ReloadStep.Kind.REMOVE;
                case Step.Retune _ -> ReloadStep.Kind.RETUNE;
                case Step.Restart _ -> ReloadStep.Kind.RESTART;
                case Step.Add _ -> ReloadStep.Kind.ADD;
            };
            told.add(new ReloadStep(kind, step.config().name(), step.reason()));
        }
        return told;
    }
}
