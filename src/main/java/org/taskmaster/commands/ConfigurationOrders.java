package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.Requester;
import org.taskmaster.control.RereadReport;
import org.taskmaster.control.Selector;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.Suggestions;

/// The commands that change what is supervised.
final class ConfigurationOrders {

    private final Control control;
    private final Orders orders;
    private final Focus focus;
    private final Person person;

    ConfigurationOrders(Control control, Orders orders, Focus focus, Person person) {
        this.control = control;
        this.orders = orders;
        this.focus = focus;
        this.person = person;
    }

    Answer reload(Turn turn) {
        Requester who = orders.asker(turn);
        boolean dryRun = turn.words().has("--dry-run");
        if (turn.words().has("--restart")) {
            if (dryRun) {
                return new Answer.Misused(
                        "--restart starts everything anew, so there is no plan for --dry-run to tell",
                        Optional.of(CommandTable.of(Verb.RELOAD)));
            }
            return person.agrees("Stop every process and start anew?")
                    ? reloaded(turn, () -> control.startAnew(who), Answer.StartedAnew::new)
                    : new Answer.NotAgreed();
        }
        return reloaded(
                turn,
                () -> control.reload(dryRun ? ReloadMode.DRY_RUN : ReloadMode.APPLY, who),
                ConfigurationOrders::ofAll);
    }

    Answer reread(Turn turn) {
        return orders.outcome(
                Verb.REREAD, control.reread(orders.asker(turn)), turn, () -> "the file", Answer.Reread::new);
    }

    /// A name that is mistyped must not look like a program in which nothing has changed, so the names
    /// are compared with the file first.
    Answer update(Turn turn) {
        List<String> programs = turn.words().operands();
        Requester who = orders.asker(turn);
        if (programs.isEmpty() || programs.contains(Selector.ALL)) {
            return reloaded(turn, () -> control.reload(ReloadMode.APPLY, who), ConfigurationOrders::ofAll);
        }
        Answer answer = orders.outcome(Verb.UPDATE, control.reread(who), turn, () -> "the file", Answer.Reread::new);
        if (!(answer instanceof Answer.Reread(RereadReport.Read read))) {
            return answer;
        }
        List<UnknownName> unknown = unknown(programs, read);
        return unknown.isEmpty()
                ? reloaded(
                        turn,
                        () -> control.reload(ReloadMode.APPLY, programs, who),
                        report -> new Answer.Reloaded(report, programs))
                : new Answer.NoSuchPrograms(unknown);
    }

    private static Answer ofAll(ReloadReport report) {
        return new Answer.Reloaded(report, List.of());
    }

    Answer add(Turn turn) {
        return listed(Verb.ADD, turn, control::add);
    }

    Answer remove(Turn turn) {
        return listed(Verb.REMOVE, turn, control::remove);
    }

    private Answer reloaded(
            Turn turn, Supplier<CompletableFuture<ReloadReport>> order, Function<ReloadReport, Answer> answer) {
        try (Focus.OfReload reload = focus.beginReload()) {
            return orders.outcome(Verb.RELOAD, order.get(), turn, () -> "the reload", report -> {
                Answer answered = answer.apply(report);
                reload.answered(isTold(report, answered));
                return answered;
            });
        }
    }

    /// Whether there is an event of it.
    private static boolean isTold(ReloadReport report, Answer answer) {
        return switch (report) {
            case ReloadReport.Rejected _ -> true;
            case ReloadReport.Applied _ -> !(answer instanceof Answer.StartedAnew);
            case ReloadReport.Planned _, ReloadReport.Superseded _ -> false;
        };
    }

    private List<UnknownName> unknown(List<String> programs, RereadReport.Read read) {
        TreeSet<String> known = new TreeSet<>(control.status().programs());
        Stream.of(read.added(), read.changed(), read.removed()).forEach(known::addAll);
        List<UnknownName> unknown = new ArrayList<>();
        for (String program : programs) {
            if (!known.contains(program)) {
                unknown.add(new UnknownName(program, Suggestions.nearest(program, known)));
            }
        }
        return unknown;
    }

    /// One after another: the order they are named in may matter.
    private Answer listed(Verb verb, Turn turn, BiFunction<String, Requester, CompletableFuture<ProgramReport>> order) {
        SequencedMap<String, ProgramReport> reports = new LinkedHashMap<>();
        for (String program : new java.util.LinkedHashSet<>(turn.words().operands())) {
            Answer answer =
                    orders.outcome(verb, order.apply(program, orders.asker(turn)), turn, () -> program, report -> {
                        reports.put(program, report);
                        return new Answer.Nothing();
                    });
            if (!(answer instanceof Answer.Nothing)) {
                return answer;
            }
        }
        return new Answer.Listed(verb, reports);
    }
}
