package org.taskmaster.commands;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.taskmaster.commands.LogFeed.Amount;
import org.taskmaster.control.Control;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.LogPlace;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Stream;

/// Shows the logs of several processes at once, whole lines only, each with the name of its process before
/// it in a colour of its own.
///
/// The processes are selected again and again while they are followed: new ones join in with the last lines
/// of their logs, and those that are forgotten leave when their logs are read to the end. One that comes back
/// goes on where it was, and so does a log that belongs to another name by then. A log that cannot be
/// read is told of once and looked at again; the others go on.
final class MultiLogTail {

    /// How often it is asked which processes there are.
    private static final Duration ROLL_CALL = Duration.ofSeconds(1);
    /// Many logs are looked at less often, so that looking takes the supervisor no noticeable time.
    private static final Duration LOOK_FOR_EACH = Duration.ofMillis(5);

    /// Of a process that joins in; its log may be an old one.
    private static final Amount JOINING = new Amount.Lines(1000);

    private final Control control;
    private final Timekeeper time;
    private final Output output;
    private final Selector selector;
    private final List<Stream> streams;
    private final Map<LogSource, PrefixedLogTail> tails = new LinkedHashMap<>();
    /// What has been said already: reasons, and outputs that are not kept.
    private final Set<String> told = new HashSet<>();

    /// How far the logs of processes that are gone were shown.
    private final Map<LogSource, LogPlace> left = new HashMap<>();
    /// The same, by the processes that had them under names of then.
    private final Map<Part, LogPlace> latest = new HashMap<>();
    /// The processes of all names that were shown: they are followed also when they are called something else.
    private final Map<ProcessName, ProcessKey> followed = new HashMap<>();

    private record Part(ProcessKey key, Stream stream) {}

    private final Set<LogSource> deaf = new HashSet<>();

    /// @param streams which of the two
    MultiLogTail(Control control, Timekeeper time, Output output, Selector selector, List<Stream> streams) {
        this.control = control;
        this.time = time;
        this.output = output;
        this.selector = selector;
        this.streams = List.copyOf(streams);
    }

    /// Shows the ends once.
    Answer show(Selection selected, Amount amount) {
        int shown = begin(selected, amount, PrefixedLogTail::finish);
        return shown > 0 ? new Answer.Shown() : Answer.noLog(selector.toString(), "there is nothing to show");
    }

    /// Shows the ends and what is written then, until somebody asks for an end.
    Answer follow(Selection selected, Amount amount, Interruption interruption) {
        begin(selected, amount, _ -> {});
        if (tails.isEmpty()) {
            return Answer.noLog(selector.toString(), "there is nothing to follow");
        }
        return attend(interruption);
    }

    /// Shows what is written by a process that has another name by now, and by those that came with it, until
    /// somebody asks for an end.
    ///
    /// @param log under the name that it had
    /// @param place how far that was shown
    Answer goOn(LogSource.OfProcess log, ProcessKey key, Optional<LogPlace> place, Interruption interruption) {
        followed.put(log.name(), key);
        place.ifPresent(shown -> {
            left.put(log, shown);
            latest.put(part(log), shown);
        });
        callTheRoll();
        return attend(interruption);
    }

    private Answer attend(Interruption interruption) {
        Duration called = time.now();
        while (!interruption.wasAsked() && !Thread.currentThread().isInterrupted()) {
            if (time.now().minus(called).compareTo(ROLL_CALL) >= 0) {
                called = time.now();
                callTheRoll();
            }
            boolean news = false;
            boolean missed = false;
            for (PrefixedLogTail tail : tails.values()) {
                news |= heard(tail);
                missed |= tail.isMissed();
            }
            if (missed) {
                // its process may have another name by now
                called = time.now();
                callTheRoll();
            } else if (!news) {
                Duration pause = LOOK_FOR_EACH.multipliedBy(tails.size());
                time.await(interruption.asked(), pause.compareTo(LogTail.LOOK_AGAIN) > 0 ? pause : LogTail.LOOK_AGAIN);
            }
        }
        tails.values().forEach(PrefixedLogTail::finish);
        return new Answer.Shown();
    }

    /// @param then done with each when its end was shown
    /// @return how many can be read
    private int begin(Selection selected, Amount amount, Consumer<PrefixedLogTail> then) {
        int readable = 0;
        for (PrefixedLogTail tail : enlist(selected.processes())) {
            switch (tail.end(amount)) {
                case LogSlice.Unavailable(String reason) -> tell(tail.process(), reason);
                case LogSlice.Bytes _ -> readable++;
            }
            then.accept(tail);
        }
        return readable;
    }

    private void callTheRoll() {
        FleetStatus fleet = control.status();
        Set<ProcessKey> fitting = new HashSet<>(followed.values());
        Selection.withoutGuesses(selector, fleet).processes().forEach(process -> fitting.add(process.key()));
        List<ProcessStatus> processes = fleet.processes().stream()
                .filter(process -> fitting.contains(process.key()))
                .toList();
        Set<ProcessName> names = new HashSet<>();
        processes.forEach(process -> names.add(process.name()));
        List<PrefixedLogTail> gone = tails.values().stream()
                .filter(tail -> !names.contains(tail.process()))
                .toList();
        gone.forEach(tail -> {
            tail.leave().ifPresent(place -> {
                left.put(tail.source(), place);
                latest.put(part(tail.source()), place);
            });
            tails.remove(tail.source());
        });
        enlist(processes)
                .forEach(tail -> tail.join(left, Optional.ofNullable(latest.get(part(tail.source()))), JOINING));
    }

    /// Which output of which process a log is, whatever the process is called.
    private Part part(LogSource.OfProcess source) {
        return new Part(Objects.requireNonNull(followed.get(source.name())), source.stream());
    }

    /// @return those that are new
    private List<PrefixedLogTail> enlist(List<ProcessStatus> processes) {
        List<PrefixedLogTail> joining = new ArrayList<>();
        for (ProcessStatus process : processes) {
            followed.put(process.name(), process.key());
            boolean anyKept = streams.stream().anyMatch(stream -> KeptStreams.kept(process, stream));
            for (Stream stream : KeptStreams.distinct(process, streams)) {
                LogSource.OfProcess source = new LogSource.OfProcess(process.name(), stream);
                if (KeptStreams.kept(process, stream) && !tails.containsKey(source)) {
                    PrefixedLogTail tail =
                            new PrefixedLogTail(control, source, process.name(), label(process, stream), output);
                    tails.put(source, tail);
                    joining.add(tail);
                } else if (!anyKept && deaf.add(source)) {
                    KeptStreams.discardedOr(process, stream, control).ifPresent(reason -> tell(process.name(), reason));
                }
            }
        }
        int width = tails.values().stream()
                .mapToInt(tail -> tail.label().length())
                .max()
                .orElse(0);
        tails.values().forEach(tail -> tail.width(width));
        return joining;
    }

    private String label(ProcessStatus process, Stream stream) {
        boolean needsTelling = streams.size() > 1 && stream == Stream.STDERR;
        return process.name() + (needsTelling ? " stderr" : "");
    }

    /// One look at one log.
    ///
    /// @return whether there was something
    private boolean heard(PrefixedLogTail tail) {
        return switch (tail.more()) {
            case LogSlice.Unavailable(String reason) -> {
                if (tail.isMissing()) {
                    tell(tail.process(), reason);
                }
                yield false;
            }
            case LogSlice.Bytes slice -> slice.bytes().length > 0;
        };
    }

    /// Says once what cannot be read; processes of one program have the same reason.
    private void tell(ProcessName process, String reason) {
        if (told.add(reason)) {
            output.remark(Line.of(process + ": " + reason));
        }
    }
}
