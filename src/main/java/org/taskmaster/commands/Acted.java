package org.taskmaster.commands;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Outcome;
import org.taskmaster.json.Json;
import org.taskmaster.json.OrderForms;

/// What became of an order. Each line begins as supervisorctl's does: `web: started`, `web: stopped`,
/// `web: ERROR (...)`.
record Acted(ActionReport report) implements Answer {

    /// So many good outcomes of one kind are still listed one by one to a person.
    private static final int LISTED = 50;

    @Override
    public ExitCode exit() {
        boolean missed = report.outcomes().stream().anyMatch(Outcome.NotSignalled.class::isInstance);
        boolean failed = report.outcomes().stream()
                .anyMatch(outcome -> !outcome.good() && !(outcome instanceof Outcome.NotSignalled));
        if (failed) {
            return ExitCode.FAILED;
        }
        if (!report.unknown().isEmpty()) {
            return ExitCode.UNKNOWN_NAME;
        }
        return missed ? ExitCode.NOT_RUNNING : ExitCode.OK;
    }

    @Override
    public Optional<Json> json(List<Json> shown) {
        return Optional.of(OrderForms.REPORT.tree(report));
    }

    /// Prints the unknown names, then the outcomes in their order.
    @Override
    public void print(Output output) {
        report.unknown().forEach(name -> output.line(Line.unknown(name)));
        if (report.outcomes().isEmpty() && report.unknown().isEmpty()) {
            output.line(Line.of("no processes are selected"));
        }
        switch (output.audience()) {
            case PROGRAM -> report.outcomes().forEach(outcome -> lines(outcome).forEach(output::line));
            case PERSON -> condensed(report.outcomes(), output);
        }
    }

    private static void condensed(List<Outcome> outcomes, Output output) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        outcomes.stream().filter(Acted::plainSuccess).forEach(outcome -> counts.merge(word(outcome), 1, Integer::sum));
        for (Outcome outcome : outcomes) {
            if (!plainSuccess(outcome) || counts.getOrDefault(word(outcome), 0) <= LISTED) {
                lines(outcome).forEach(output::line);
            }
        }
        counts.forEach((word, count) -> {
            if (count > LISTED) {
                output.line(Line.of(count + " " + word));
            }
        });
    }

    private static boolean plainSuccess(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Begun _,
                    Outcome.Started _,
                    Outcome.Stopped _,
                    Outcome.Restarted _,
                    Outcome.Disabled _,
                    Outcome.Enabled _,
                    Outcome.LeftDown _,
                    Outcome.Signalled _,
                    Outcome.Cleared _ -> true;
            case Outcome.NothingKept _,
                    Outcome.AlreadyStarted _,
                    Outcome.NotRunning _,
                    Outcome.NotSignalled _,
                    Outcome.Failed _ -> false;
        };
    }

    private static List<Line> lines(Outcome outcome) {
        Line name = Line.of(outcome.name() + ": ");
        return switch (outcome) {
            case Outcome.Started started ->
                List.of(name.with(word(outcome) + " (pid " + started.pid() + ")" + still(started.disabled())));
            case Outcome.Disabled disabled ->
                List.of(name.with(
                        word(outcome) + disabled.stopped().map(Acted::stopped).orElse("")));
            case Outcome.Enabled enabled -> List.of(name.with(word(outcome) + ", " + started(enabled)));
            case Outcome.Stopped stopped ->
                List.of(name.with(word(outcome) + (stopped.how().isEmpty() ? "" : " (" + stopped.how() + ")")));
            case Outcome.Restarted restarted -> List.of(name.with(restarted(restarted)));
            case Outcome.Begun _, Outcome.LeftDown _, Outcome.Signalled _, Outcome.Cleared _, Outcome.NothingKept _ ->
                List.of(name.with(word(outcome)));
            case Outcome.AlreadyStarted _, Outcome.NotRunning _, Outcome.NotSignalled _ ->
                List.of(name.with(Tone.UNSETTLED, "ERROR").with(" (" + word(outcome) + ")"));
            case Outcome.Failed failed -> failed(name, failed.reason());
        };
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Begun _ -> "begun";
            case Outcome.Started _ -> "started";
            case Outcome.Stopped _ -> "stopped";
            case Outcome.Restarted _ -> "restarted";
            case Outcome.Disabled _ -> "disabled";
            case Outcome.Enabled _ -> "enabled";
            case Outcome.LeftDown _ -> "disabled, left as it is";
            case Outcome.Signalled _ -> "signalled";
            case Outcome.Cleared _ -> "cleared";
            case Outcome.NothingKept _ -> "its output is kept in no file";
            case Outcome.AlreadyStarted _ -> "already started";
            case Outcome.NotRunning _, Outcome.NotSignalled _ -> "not running";
            case Outcome.Failed _ -> "failed";
        };
    }

    private static String restarted(Outcome.Restarted restarted) {
        String pids = restarted.before().isPresent()
                ? ", pid " + restarted.before().getAsInt() + " -> " + restarted.after()
                : ", pid " + restarted.after() + ", it was not running before";
        return word(restarted) + " in " + seconds(restarted.took()) + pids + still(restarted.disabled());
    }

    /// Who starts by hand what is disabled may have forgotten that.
    private static String still(boolean disabled) {
        return disabled ? ", still disabled" : "";
    }

    private static String stopped(String how) {
        return how.isEmpty() ? ", stopped" : ", stopped (" + how + ")";
    }

    private static String started(Outcome.Enabled enabled) {
        return enabled.pid().isPresent() ? "started (pid " + enabled.pid().getAsInt() + ")" : enabled.note();
    }

    /// `1.3 s`.
    private static String seconds(Duration took) {
        long tenths = Math.max(0, took.toMillis() + 50) / 100;
        return tenths / 10 + "." + tenths % 10 + " s";
    }

    /// Further lines of the reason, as the last output of a program that does not start, follow below.
    private static List<Line> failed(Line name, String reason) {
        List<String> parts = reason.lines().toList();
        List<Line> lines = new ArrayList<>();
        lines.add(name.with(Tone.BAD, "ERROR").with(" (" + (parts.isEmpty() ? "failed" : parts.getFirst()) + ")"));
        parts.stream().skip(1).forEach(part -> lines.add(Line.of("    " + part)));
        return lines;
    }
}
