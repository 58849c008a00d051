package org.taskmaster.daemon;

import java.util.Optional;
import java.util.concurrent.Executor;
import org.taskmaster.control.Control;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.UpgradeReport;
import org.taskmaster.model.Defects;
import org.taskmaster.model.LogLevel;

/// The supervisor goes on as another build of itself, in the same process.
///
/// ```
///    running ── order ──▶ rehearsing ── it can ──▶ handing over ── everything is closed ──▶ it is the other build
///       ▲                     │                        │
///       └── refused: told ────┴── the journal is not in place
/// ```
///
/// What is rehearsed is a process of its own, which reads what is there, says whether it can go on, and ends; nothing
/// changes by it. From the handing over on it is an end like that of a supervisor which leaves everything to the next
/// one, and a plain shutdown takes its place.
final class Upgrades {

    private final Surroundings surroundings;
    private final Executor rehearsals;
    private final Mailbox mailbox;
    private final Fleet fleet;
    private final Exit exit;
    private final Reporter reporter;
    private final Answers answers;
    private boolean rehearsing;

    /// @param rehearsals where a rehearsal is waited for
    Upgrades(
            Surroundings surroundings,
            Executor rehearsals,
            Mailbox mailbox,
            Fleet fleet,
            Exit exit,
            Reporter reporter,
            Answers answers) {
        this.surroundings = surroundings;
        this.rehearsals = rehearsals;
        this.mailbox = mailbox;
        this.fleet = fleet;
        this.exit = exit;
        this.reporter = reporter;
        this.answers = answers;
    }

    /// Begins one.
    void begin(Message.Upgrade order) {
        reporter.ordered(
                order.who(),
                "upgrade" + order.build().map(build -> " --to " + build).orElse(""));
        if (rehearsing) {
            refuse(order, "another upgrade is under way");
        } else if (fleet.phase() != Phase.RUNNING) {
            refuse(order, "the supervisor is stopping everything");
        } else {
            rehearse(order);
        }
    }

    private void rehearse(Message.Upgrade order) {
        try {
            rehearsals.execute(() -> {
                Rehearsed result = rehearsed(order);
                mailbox.post(new Message.Late(() -> take(order, result)));
            });
            rehearsing = true;
        } catch (OutOfMemoryError _) {
            // How the JVM says that there is no thread to be had.
            refuse(order, "the system allows no thread for a rehearsal");
        }
    }

    private Rehearsed rehearsed(Message.Upgrade order) {
        try {
            return surroundings.rehearse(order.build());
        } catch (RuntimeException | Error defect) {
            return new Rehearsed.Refused("a defect in Taskmaster, please report it: " + Defects.describe(defect));
        }
    }

    private void take(Message.Upgrade order, Rehearsed result) {
        rehearsing = false;
        switch (result) {
            case Rehearsed.Refused(String why) -> refuse(order, why);
            case Rehearsed.Ready(Successor successor) -> {
                Optional<String> lack = exit.handOver(Optional.of(successor));
                if (lack.isPresent()) {
                    refuse(order, lack.get());
                } else {
                    reporter.say(
                            LogLevel.INFO, "hands over to " + successor.name() + ", which goes on in this process");
                    answers.give(order.reply(), new UpgradeReport.Begun(successor.version(), successor.build()));
                }
            }
        }
    }

    private void refuse(Message.Upgrade order, String why) {
        reporter.say(LogLevel.WARN, Control.NOTHING_UPGRADED + why);
        answers.give(order.reply(), new UpgradeReport.Refused(why));
    }
}
