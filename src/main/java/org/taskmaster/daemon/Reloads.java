package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.control.RereadReport;
import org.taskmaster.daemon.Message.Purpose;
import org.taskmaster.host.Host;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Suggestions;
import org.taskmaster.model.SupervisorConfig;
import org.taskmaster.plan.ReloadPlan;
import org.taskmaster.plan.Step;

/// Turns what a configuration file says into steps, and begins them. The start of the supervisor is a
/// reload too: one that finds nothing there.
final class Reloads {

    private final SupervisorConfig settings;
    private final Catalogue catalogue;
    private final Host host;
    private final Reporter reporter;
    private final Fleet fleet;
    private final Supervisor supervisor;
    private final PlanRunner runner;
    private final Disablement disablement;
    private final Answers answers;
    private final Roll roll;
    private final List<PlanRun> underWay = new ArrayList<>();
    private Optional<Shutdown> anew = Optional.empty();

    Reloads(
            Catalogue catalogue,
            Host host,
            Reporter reporter,
            Fleet fleet,
            Supervisor supervisor,
            PlanRunner runner,
            Disablement disablement,
            Answers answers) {
        this.settings = catalogue.latest().supervisor();
        this.catalogue = catalogue;
        this.host = host;
        this.reporter = reporter;
        this.fleet = fleet;
        this.supervisor = supervisor;
        this.runner = runner;
        this.disablement = disablement;
        this.answers = answers;
        this.roll = new Roll(reporter, fleet);
    }

    /// Begins to bring up the configuration that was last read.
    void start() {
        Configuration first = catalogue.latest();
        beginWhole(plan(first), List.of(), first, new CompletableFuture<>());
    }

    /// Acts on what the file says, as `purpose` has it; nothing is changed when it is bad.
    void take(LoadResult result, Purpose purpose) {
        switch (result) {
            case LoadResult.Rejected(List<Problem> problems) -> {
                reporter.rejected(problems);
                reject(problems, purpose);
            }
            case LoadResult.Loaded(Configuration configuration) -> {
                switch (purpose) {
                    case Purpose.Reload reload -> reload(configuration, reload);
                    case Purpose.Reread(var reply) -> {
                        catalogue.set(configuration);
                        reply.complete(compare(configuration));
                    }
                    case Purpose.Anew(var reply) -> {
                        catalogue.set(configuration);
                        startAnew();
                        answers.give(reply, new ReloadReport.Applied(List.of()));
                    }
                }
            }
        }
    }

    /// Adds a program of the configuration that was last read, or takes one out that is at rest.
    void enlist(Message.Enlist request) {
        String program = request.program();
        switch (request.listing()) {
            case ADDED -> add(program, request.reply());
            case REMOVED -> remove(program, request.reply());
        }
    }

    /// Leaves what has not begun.
    void abandon() {
        underWay.forEach(PlanRun::abandon);
        underWay.clear();
        anew.ifPresent(Shutdown::abandon);
    }

    private static void reject(List<Problem> problems, Purpose purpose) {
        switch (purpose) {
            case Purpose.Reload reload -> reload.reply().complete(new ReloadReport.Rejected(problems));
            case Purpose.Reread(var reply) -> reply.complete(new RereadReport.Rejected(problems));
            case Purpose.Anew(var reply) -> reply.complete(new ReloadReport.Rejected(problems));
        }
    }

    private void reload(Configuration read, Purpose.Reload request) {
        Configuration wanted = request.programs().isEmpty() ? read : mixed(read, request.programs());
        ReloadPlan plan = plan(wanted);
        List<ReloadStep> told = tell(plan, wanted);
        switch (request.mode()) {
            case DRY_RUN -> request.reply().complete(new ReloadReport.Planned(told));
            case APPLY -> {
                catalogue.set(read);
                reporter.reloading(told.stream().map(ReloadStep::text).toList());
                if (request.programs().isEmpty()) {
                    beginWhole(plan, told, wanted, request.reply());
                } else {
                    begin(plan, told, wanted, request.reply());
                }
            }
        }
    }

    private RereadReport compare(Configuration configuration) {
        List<String> wanted =
                configuration.programs().stream().map(ProgramConfig::name).toList();
        TreeSet<String> added = new TreeSet<>(wanted);
        fleet.programs().forEach(added::remove);
        TreeSet<String> removed = new TreeSet<>(fleet.programs());
        wanted.forEach(removed::remove);
        TreeSet<String> changed = new TreeSet<>();
        plan(configuration).steps().forEach(step -> changed.add(step.key().program()));
        changed.removeAll(added);
        changed.removeAll(removed);
        return new RereadReport.Read(List.copyOf(added), List.copyOf(changed), List.copyOf(removed));
    }

    private void add(String program, CompletableFuture<ProgramReport> reply) {
        Configuration read = catalogue.latest();
        List<String> known = read.programs().stream().map(ProgramConfig::name).toList();
        if (roll.has(program)) {
            reply.complete(new ProgramReport.AlreadyAdded());
        } else if (!known.contains(program)) {
            reply.complete(new ProgramReport.NoSuchProgram(Suggestions.nearest(program, known)));
        } else {
            follow(mixed(read, List.of(program)), reply);
        }
    }

    private void remove(String program, CompletableFuture<ProgramReport> reply) {
        if (!roll.has(program)) {
            reply.complete(new ProgramReport.NoSuchProgram(Suggestions.nearest(program, fleet.programs())));
            return;
        }
        List<String> up = fleet.slots().stream()
                .filter(slot ->
                        slot.key().program().equals(program) && !slot.state().rests())
                .map(slot -> slot.name().text())
                .toList();
        if (up.isEmpty()) {
            follow(mixed(new Configuration(settings, List.of()), List.of(program)), reply);
        } else {
            reply.complete(new ProgramReport.StillRunning(up));
        }
    }

    private void follow(Configuration wanted, CompletableFuture<ProgramReport> reply) {
        CompletableFuture<ReloadReport> done = new CompletableFuture<>();
        done.thenAccept(report -> reply.complete(
                report instanceof ReloadReport.Applied ? new ProgramReport.Done() : new ProgramReport.ShuttingDown()));
        begin(plan(wanted), List.of(), wanted, done);
    }

    /// What is supervised now, but with `programs` as `read` has them.
    private Configuration mixed(Configuration read, List<String> programs) {
        Map<String, ProgramConfig> mixed = new LinkedHashMap<>();
        for (String name : fleet.programs()) {
            mixed.put(name, new ProgramConfig(name, List.of()));
        }
        Map<String, List<ProcessConfig>> present = new LinkedHashMap<>();
        for (Slot slot : fleet.slots()) {
            if (slot.standing() != ReloadPlan.Standing.LEAVES) {
                present.computeIfAbsent(slot.key().program(), _ -> new ArrayList<>())
                        .add(slot.wanted());
            }
        }
        present.forEach((name, processes) -> mixed.put(name, new ProgramConfig(name, processes)));
        programs.forEach(mixed::remove);
        for (ProgramConfig program : read.programs()) {
            if (programs.contains(program.name())) {
                mixed.put(program.name(), program);
            }
        }
        return new Configuration(read.supervisor(), List.copyOf(mixed.values()));
    }

    /// Stops everything first; what is left is replaced by the configuration that was last read then.
    private void startAnew() {
        abandon();
        supervisor.keepDown();
        fleet.setPhase(Phase.RESTARTING);
        anew = Optional.of(new Shutdown(fleet, runner, reporter, host, _ -> true, this::beginAnew));
    }

    private void beginAnew() {
        for (Slot slot : List.copyOf(fleet.slots())) {
            if (slot.state().rests()) {
                runner.forget(slot);
            }
        }
        fleet.setPhase(Phase.RUNNING);
        supervisor.restartAgain();
        start();
    }

    private void beginWhole(
            ReloadPlan plan,
            List<ReloadStep> told,
            Configuration configuration,
            CompletableFuture<ReloadReport> reply) {
        abandon();
        begin(plan, told, configuration, reply);
    }

    private void begin(
            ReloadPlan plan,
            List<ReloadStep> told,
            Configuration configuration,
            CompletableFuture<ReloadReport> reply) {
        roll.call(configuration.programs().stream().map(ProgramConfig::name).toList());
        host.makeRoomFor(DescriptorNeeds.of(configuration)).ifPresent(trouble -> reporter.say(LogLevel.WARN, trouble));
        underWay.removeIf(PlanRun::isOver);
        underWay.add(runner.begin(plan.plan(), new ReloadAnswer(List.copyOf(told), roll, reply)));
    }

    private ReloadPlan plan(Configuration configuration) {
        Collection<ReloadPlan.Present> present = new ArrayList<>();
        for (Slot slot : fleet.slots()) {
            present.add(new ReloadPlan.Present(slot.wanted(), slot.state(), slot.standing()));
        }
        return ReloadPlan.between(present, configuration, disablement::isDisabled);
    }

    private List<ReloadStep> tell(ReloadPlan plan, Configuration configuration) {
        List<ReloadStep> told = new ArrayList<>();
        if (!configuration.supervisor().equals(settings)) {
            told.add(new ReloadStep(
                    ReloadStep.Kind.NOTE, "taskmaster", "its own settings apply when it is started the next time"));
        }
        for (Step.Change step : plan.steps()) {
            ReloadStep.Kind kind = switch (step) {
                case Step.Remove _ -> ReloadStep.Kind.REMOVE;
                case Step.Retune _ -> ReloadStep.Kind.RETUNE;
                case Step.Restart _ -> ReloadStep.Kind.RESTART;
                case Step.Add _ -> ReloadStep.Kind.ADD;
            };
            told.add(new ReloadStep(kind, step.config().name().text(), step.reason()));
        }
        return told;
    }
}
