package org.taskmaster.daemon;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.Requester;
import org.taskmaster.daemon.Message.Purpose;
import org.taskmaster.events.Event.Listing;
import org.taskmaster.logs.OutputReport;

/// What other threads ask the loop for: reports who has asked, and hands it to whom it concerns.
final class Requests {

    private final Fleet fleet;
    private final Orders orders;
    private final Reloads reloads;
    private final ConfigReader reader;
    private final Exit exit;
    private final Upgrades upgrades;
    private final Outputs outputs;
    private final Views views;
    private final Answers answers;
    private final Surroundings surroundings;
    private final Reporter reporter;

    Requests(
            Fleet fleet,
            Orders orders,
            Reloads reloads,
            ConfigReader reader,
            Exit exit,
            Upgrades upgrades,
            Outputs outputs,
            Views views,
            Answers answers,
            Surroundings surroundings,
            Reporter reporter) {
        this.fleet = fleet;
        this.orders = orders;
        this.reloads = reloads;
        this.reader = reader;
        this.exit = exit;
        this.upgrades = upgrades;
        this.outputs = outputs;
        this.views = views;
        this.answers = answers;
        this.surroundings = surroundings;
        this.reporter = reporter;
    }

    /// Does what a message asks for.
    void take(Message message) {
        switch (message) {
            case Message.Act act -> {
                reporter.ordered(act.who(), act.text());
                orders.act(act);
            }
            case Message.Kept kept -> orders.goOn(kept);
            case Message.SendSignal send -> {
                reporter.ordered(send.who(), "signal " + send.signal() + " " + send.wanted());
                orders.send(send);
            }
            case Message.SendStdin send -> {
                reporter.ordered(send.who(), "stdin of " + send.process() + ", " + send.bytes().length + " bytes");
                orders.send(send);
            }
            case Message.Reading request -> read(request);
            case Message.Read(LoadResult result, Purpose purpose, Requester _) -> {
                if (fleet.phase() == Phase.RUNNING) {
                    reloads.take(result, purpose);
                } else {
                    purpose.supersede();
                }
            }
            case Message.Enlist enlist -> enlist(enlist);
            case Message.Watch watch -> views.add(watch);
            case Message.Announce(String type, String data, Requester who) -> reporter.announced(who, type, data);
            case Message.Shutdown(Requester who, CompletableFuture<Void> reply) -> {
                reporter.ordered(who, "shutdown");
                exit.begin();
                answers.done(reply);
            }
            case Message.HandOver(Requester who, CompletableFuture<Optional<String>> reply) -> {
                reporter.ordered(who, "shutdown, leaving what runs to the next supervisor");
                answers.give(reply, exit.handOver(Optional.empty()));
            }
            case Message.Upgrade upgrade -> upgrades.begin(upgrade);
            case Message.ReopenLogs(Requester who, CompletableFuture<List<String>> reply) -> {
                reopenLogs().thenAccept(reply::complete);
                reporter.ordered(who, "reopen logs");
            }
            case Message.OutputChanged(OutputReport report) -> outputs.note(report);
            case Message.Late(Runnable then) -> then.run();
            case Message.Note(Requester who, String order) -> reporter.ordered(who, order);
        }
    }

    /// Opens all log files again.
    ///
    /// @return completes with what stood in the way
    CompletableFuture<List<String>> reopenLogs() {
        surroundings.reopenLogs();
        return outputs.reopen();
    }

    /// Has the configuration read, unless the supervisor ends.
    void read(Message.Reading request) {
        reporter.ordered(request.who(), request.purpose().text());
        if (fleet.phase() == Phase.RUNNING) {
            reader.read(request);
        } else {
            request.dismiss();
        }
    }

    private void enlist(Message.Enlist request) {
        String verb = request.listing() == Listing.ADDED ? "add " : "remove ";
        reporter.ordered(request.who(), verb + request.program());
        if (fleet.phase() == Phase.RUNNING) {
            reloads.enlist(request);
        } else {
            request.dismiss();
        }
    }
}
