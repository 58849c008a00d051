package org.taskmaster.commands;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.StdinReport;
import org.taskmaster.model.DetachKeys;

/// The commands by which somebody types into a process: joined to its terminal, or from afar.
final class TypingCommands {

    private final Control control;
    private final Orders orders;
    private final Person person;

    TypingCommands(Control control, Orders orders, Person person) {
        this.control = control;
        this.orders = orders;
        this.person = person;
    }

    /// Joins the person's terminal to that of a process.
    Answer attach(Turn turn) {
        Optional<String> typed = turn.words().value("--detach-keys");
        Optional<DetachKeys> keys = typed.isEmpty() ? Optional.of(person.detachKeys()) : DetachKeys.parse(typed.get());
        if (keys.isEmpty()) {
            return new Answer.Misused(
                    "cannot read \"" + typed.get()
                            + "\" as keys; write up to 8, the first with ctrl-, as ctrl-p ctrl-q",
                    Optional.of(CommandTable.of(Verb.ATTACH)));
        }
        return switch (OneProcess.named(turn.words().operands().getFirst(), control)) {
            case OneProcess.Is(var process) -> attach(process.name(), keys.get(), turn);
            case OneProcess.IsNot(Answer why) -> why;
        };
    }

    private Answer attach(String name, DetachKeys keys, Turn turn) {
        AttachMode mode = turn.words().has("--read-only") ? AttachMode.READ_ONLY : AttachMode.INTERACTIVE;
        Optional<Seat> seat = person.seat();
        if (seat.isEmpty()) {
            return new Answer.NotAttached(name, Optional.empty());
        }
        try (Seat here = seat.get()) {
            return attach(name, here, keys, mode, turn);
        }
    }

    private Answer attach(String name, Seat here, DetachKeys keys, AttachMode mode, Turn turn) {
        AttachReport report = control.attach(name, here.size(), mode, orders.asker(turn));
        return switch (report) {
            case AttachReport.Attached(Attachment attachment) -> {
                try (attachment) {
                    yield new Answer.Parted(
                            name, here.join(attachment, greeting(name, keys, mode), keys, turn.interruption()));
                }
            }
            case AttachReport.NoSuchProcess _, AttachReport.NotRunning _, AttachReport.NoTerminal _ ->
                new Answer.NotAttached(name, Optional.of(report));
        };
    }

    private static Line greeting(String name, DetachKeys keys, AttachMode mode) {
        String how = switch (mode) {
            case INTERACTIVE -> "";
            case READ_ONLY -> ", only to look";
        };
        String shown = keys.toString();
        String first = shown.substring(0, 1).toUpperCase(java.util.Locale.ROOT);
        return Line.of("attached to " + name + how + "; detach with ").with(Tone.STRONG, first + shown.substring(1));
    }

    /// A process with a terminal is joined to it; with others the person talks line by line.
    Answer foreground(Turn turn, LogCommands logs) {
        if (!(OneProcess.named(turn.words().operands().getFirst(), control) instanceof OneProcess.Is(var process))
                || !process.state().live()) {
            return logs.foreground(turn, person);
        }
        Optional<Seat> seat = person.seat();
        if (seat.isEmpty()) {
            return logs.foreground(turn, person);
        }
        Answer answer;
        try (Seat here = seat.get()) {
            answer = attach(process.name(), here, person.detachKeys(), AttachMode.INTERACTIVE, turn);
        }
        boolean noTerminal = answer instanceof Answer.NotAttached(var _, var why)
                && why.filter(report -> report instanceof AttachReport.NoTerminal)
                        .isPresent();
        return noTerminal ? logs.foreground(turn, person) : answer;
    }

    /// Types a text, or keys, into a process.
    Answer send(Turn turn) {
        List<String> words = turn.words().operands();
        Optional<String> keys = turn.words().value("--keys");
        if (keys.isPresent() == words.size() > 1) {
            return new Answer.Misused(
                    keys.isPresent()
                            ? "send takes a TEXT or --keys, not both"
                            : "send needs a TEXT, or --keys and the names of keys",
                    Optional.of(CommandTable.of(Verb.SEND)));
        }
        byte[] bytes;
        if (keys.isPresent()) {
            switch (KeyNames.parse(keys.get())) {
                case KeyNames.Sent(byte[] sent) -> bytes = sent;
                case KeyNames.NoKey(String word, Optional<String> suggestion) -> {
                    return new Answer.Misused(
                            "no key is called \"" + word + "\""
                                    + suggestion
                                            .map(near -> ", did you mean " + near + "?")
                                            .orElse("; write enter, up, f1, ctrl-c, alt-x or one character"),
                            Optional.of(CommandTable.of(Verb.SEND)));
                }
            }
        } else {
            String end = turn.words().has("-n") || turn.words().has("--no-newline") ? "" : "\n";
            bytes = (String.join(" ", words.subList(1, words.size())) + end).getBytes(StandardCharsets.UTF_8);
        }
        return send(words.getFirst(), bytes, turn);
    }

    private Answer send(String word, byte[] bytes, Turn turn) {
        return switch (OneProcess.named(word, control)) {
            case OneProcess.Is(var process) ->
                orders.outcome(
                        Verb.SEND,
                        control.sendStdin(process.name(), bytes, orders.asker(turn)),
                        turn,
                        process::name,
                        report -> sent(process.name(), bytes.length, report));
            case OneProcess.IsNot(Answer why) -> why;
        };
    }

    private static Answer sent(String name, int bytes, StdinReport report) {
        return switch (report) {
            case StdinReport.Sent _ -> new Answer.Typed(name, bytes);
            case StdinReport.NoSuchProcess _, StdinReport.NotRunning _, StdinReport.Closed _ ->
                new Answer.NoInput(name, report);
        };
    }

    /// Has all log files opened again.
    Answer reopen(Turn turn) {
        return orders.outcome(
                Verb.REOPEN, control.reopenLogs(orders.asker(turn)), turn, () -> "the log files", Answer.Reopened::new);
    }
}
