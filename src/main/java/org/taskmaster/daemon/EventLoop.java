package org.taskmaster.daemon;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.taskmaster.daemon.Former.Manner;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostEvent;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Moment;
import org.taskmaster.plan.AdoptionPlan;

/// The one thread that owns the fleet. Each turn it takes what has happened, lets every process react, carries
/// on with what is under way, shows the result, and only then answers.
///
/// ```
///   wait for the kernel, the mailbox or a deadline
///     deaths and signals ─▶ deadlines ─▶ mailbox ─▶ what is under way ─▶ publish ─▶ answer
/// ```
///
/// Nothing here blocks but the waiting, and the making of a process (docs/decisions/0021). What goes wrong in
/// handling one thing is reported and does not touch the next: supervision goes on.
public final class EventLoop {

    private static final Duration AFTER_A_DEFECT = Duration.ofMillis(100);

    private final Host host;
    private final Outbox outbox;
    private final Reporter reporter;
    private final Guard guard;
    private final Fleet fleet;
    private final Mailbox mailbox;
    private final Outputs outputs;
    private final Deadlines deadlines = new Deadlines();
    private final ActivePlans plans;
    private final Views views;
    private final Answers answers = new Answers();
    private final Supervisor supervisor;
    private final Deaths deaths;
    private final Exit exit;
    private final Requests requests;
    private final Signals signals;

    /// How a run ended.
    ///
    /// @param leftBehind the processes that could not be stopped, and what programs had left that cannot be told
    ///     whose it is; empty when all went well
    /// @param handedOver whether the rest was not stopped, for the next supervisor
    /// @param successor which that is, when this process becomes it
    public record Ending(List<String> leftBehind, boolean handedOver, Optional<Successor> successor) {

        /// One that nothing follows in this process.
        Ending(List<String> leftBehind, boolean handedOver) {
            this(leftBehind, handedOver, Optional.empty());
        }
    }

    EventLoop(
            Reporter reporter,
            Fleet fleet,
            Mailbox mailbox,
            Outputs outputs,
            Catalogue catalogue,
            ConfigReader reader,
            Surroundings surroundings,
            Disablement disablement,
            Executor rehearsals,
            Former former) {
        this.host = reporter.host();
        this.outbox = reporter.outbox();
        this.reporter = reporter;
        this.guard = new Guard(reporter);
        this.fleet = fleet;
        this.mailbox = mailbox;
        this.outputs = outputs;
        this.plans = new ActivePlans(guard);
        this.views = new Views(fleet, host, outbox);
        this.supervisor = new Supervisor(reporter, fleet, deadlines, plans, outputs, former.journal(), this::take);
        this.deaths = new Deaths(host, fleet, supervisor, outputs, reporter, guard);
        PlanRunner runner = new PlanRunner(fleet, supervisor, outputs, plans, disablement, host);
        Orders orders = new Orders(reporter, fleet, supervisor, runner, disablement, answers);
        Reloads reloads = new Reloads(catalogue, host, reporter, fleet, supervisor, runner, disablement, answers);
        this.exit = new Exit(host, fleet, supervisor, reloads, runner, reporter);
        Upgrades upgrades = new Upgrades(surroundings, rehearsals, mailbox, fleet, exit, reporter, answers);
        this.requests = new Requests(
                fleet, orders, reloads, reader, exit, upgrades, outputs, views, answers, surroundings, reporter);
        this.signals = new Signals(surroundings, requests, exit, reporter);
        List<AdoptionPlan.Takeover> takeovers = AdoptionPlan.of(former.entries(), catalogue.latest());
        former.forgetOthers(takeovers);
        new Adoption(
                        host,
                        fleet,
                        supervisor,
                        outputs,
                        disablement,
                        reporter,
                        this::take,
                        former.manner() == Manner.UPGRADED)
                .begin(takeovers, DescriptorNeeds.of(catalogue.latest()));
        if (former.manner() == Manner.ENDING) {
            reporter.say(
                    LogLevel.INFO,
                    "the supervisor before this one was stopping everything, as somebody had asked for its end: this one"
                            + " sees it through");
            exit.begin();
        } else {
            reloads.start();
        }
    }

    /// Runs until the shutdown is through. Comes after [#begin].
    public Ending run() {
        while (ending().isEmpty()) {
            if (!guard.run(this::turn)) {
                // Whatever it is, it may be over in a moment; turning without rest would not help.
                pause();
            }
        }
        Ending how = ending().orElseThrow();
        outputs.close(how);
        outbox.flush();
        return how;
    }

    private static void pause() {
        LockSupport.parkNanos(AFTER_A_DEFECT.toNanos());
    }

    /// The turn before the first: starts what starts by itself, so that whoever looks afterwards sees it.
    public void begin() {
        finishTurn();
    }

    /// How it has ended; empty while it goes on.
    Optional<Ending> ending() {
        return exit.ending();
    }

    /// Waits for something to happen and deals with all of it.
    void turn() {
        Optional<Moment> until = deaths.orEarlier(deadlines.earliest());
        host.await(until).forEach(this::take);
        deaths.handleFailedAgain();
        for (Slot slot : deadlines.due(host.now())) {
            guard.run(() -> supervisor.timeUp(slot));
        }
        for (Message message : mailbox.takeAll()) {
            if (!guard.run(() -> requests.take(message))) {
                message.dismiss();
            }
        }
        guard.run(deaths::lookForEndedRuns);
        finishTurn();
    }

    private void take(HostEvent event) {
        switch (event) {
            case HostEvent.ChildDied death -> deaths.take(death);
            case HostEvent.StrangerReaped orphan -> guard.run(() -> deaths.take(orphan));
            case HostEvent.SignalReceived signal -> guard.run(() -> signals.take(signal));
            case HostEvent.TerminalNews(String words) -> reporter.say(LogLevel.WARN, words);
            case HostEvent.Woken _ -> {
                // the mailbox is looked into every turn
            }
        }
    }

    private void finishTurn() {
        guard.run(() -> {
            while (plans.advance()) {
                // each pass may make room for the next
            }
        });
        guard.run(fleet::publish);
        outbox.flush();
        guard.run(answers::flush);
        guard.run(views::begin);
        guard.run(plans::conclude);
        if (ending().isPresent()) {
            guard.run(plans::end);
            mailbox.close();
            outbox.flush();
        }
    }
}
