package org.taskmaster.commands;

import java.util.List;
import java.util.Optional;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.Stream;
import org.taskmaster.model.Suggestions;

/// The logs that the words behind `tail` mean.
///
/// @param selector whose
/// @param streams which outputs, at least one
record TailedLogs(Selector selector, List<Stream> streams) {

    private static final String BOTH = "both";

    TailedLogs {
        streams = List.copyOf(streams);
    }

    /// @param operands at least one; the last names the outputs, if it can and another one stands before it
    static TailedLogs of(List<String> operands) {
        String last = operands.getLast();
        List<Stream> named = operands.size() == 1 ? List.of() : named(last);
        return named.isEmpty()
                ? new TailedLogs(new Selector(operands), List.of(Stream.STDOUT))
                : new TailedLogs(new Selector(operands.subList(0, operands.size() - 1)), named);
    }

    private static List<Stream> named(String word) {
        return switch (word) {
            case "stdout" -> List.of(Stream.STDOUT);
            case "stderr" -> List.of(Stream.STDERR);
            case BOTH -> List.of(Stream.STDOUT, Stream.STDERR);
            default -> List.of();
        };
    }

    /// The one log that is meant: one output, or one file for both, of one process.
    ///
    /// @param following whether other processes may join in later, unless one was named
    Optional<LogSource.OfProcess> only(Selection selected, boolean following) {
        if (selected.processes().size() != 1) {
            return Optional.empty();
        }
        ProcessStatus process = selected.processes().getFirst();
        List<Stream> distinct = KeptStreams.distinct(process, streams);
        boolean named = selector.words().equals(List.of(process.name().text()));
        return distinct.size() == 1 && (named || !following)
                ? Optional.of(new LogSource.OfProcess(process.name(), distinct.getFirst()))
                : Optional.empty();
    }

    /// Whoever mistypes an output is told its name.
    static UnknownName suggesting(UnknownName name) {
        Optional<String> output = Suggestions.nearest(name.word(), List.of("stdout", "stderr", BOTH));
        return name.suggestion().isPresent() || output.isEmpty() ? name : new UnknownName(name.word(), output);
    }
}
