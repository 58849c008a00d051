package org.taskmaster.xmlrpc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.Patience;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;

/// Gives orders to processes and reports what became of each in supervisord's faults.
///
/// However many processes there are, the supervisor gets one order.
final class ProcessOrders {

    /// Sends nothing: kill(2) only looks whether there is a process to send to.
    private static final String NO_SIGNAL = "0";

    private final Control control;
    private final CommandCheck commands;

    /// @param path the PATH that programs inherit
    ProcessOrders(Control control, Optional<String> path) {
        this.control = control;
        this.commands = new CommandCheck(path);
    }

    /// A process and the name the client used for it.
    record Target(ProcessStatus process, String asked) {

        /// A process that was not named by itself.
        static Target of(ProcessStatus process) {
            return new Target(process, process.name().text());
        }

        Verdict verdict(FaultCode code) {
            return Verdict.about(code, asked);
        }
    }

    /// What became of an order for each target, in their order.
    record Result(Target target, Verdict verdict) {}

    /// Starts them. One that waits for its next try counts as started, as supervisord has it.
    List<Result> start(List<Target> targets, Patience patience, Requester who) throws InterruptedException {
        Map<Target, Verdict> verdicts = new LinkedHashMap<>();
        for (Target target : targets) {
            objection(target).ifPresent(verdict -> verdicts.put(target, verdict));
        }
        return give(
                targets,
                verdicts,
                going -> ControlReplies.await(control.act(Action.START, going, patience, who)),
                this::started);
    }

    /// Stops them. One that is on its way down is waited for.
    List<Result> stop(List<Target> targets, Patience patience, Requester who) throws InterruptedException {
        Map<Target, Verdict> verdicts = new LinkedHashMap<>();
        for (Target target : targets) {
            if (target.process().state().rests()) {
                verdicts.put(target, target.verdict(FaultCode.NOT_RUNNING));
            }
        }
        return give(
                targets,
                verdicts,
                going -> ControlReplies.await(control.act(Action.STOP, going, patience, who)),
                this::stopped);
    }

    /// Sends them a signal.
    ///
    /// @param word the signal as the client wrote it
    List<Result> signal(List<Target> targets, String word, Requester who) throws InterruptedException {
        boolean onlyLook = word.strip().equals(NO_SIGNAL);
        Optional<Signal> signal = Signal.parse(word);
        Map<Target, Verdict> verdicts = new LinkedHashMap<>();
        for (Target target : targets) {
            if (signal.isEmpty() && !onlyLook) {
                verdicts.put(target, Verdict.about(FaultCode.BAD_SIGNAL, word));
            } else if (!target.process().state().live()) {
                verdicts.put(target, target.verdict(FaultCode.NOT_RUNNING));
            } else if (onlyLook) {
                verdicts.put(target, Verdict.OK);
            }
        }
        return give(
                targets,
                verdicts,
                going -> ControlReplies.await(control.signal(signal.orElseThrow(), going, who)),
                this::stopped);
    }

    /// Empties their logs.
    List<Result> clear(List<Target> targets, Requester who) throws InterruptedException {
        return give(targets, new LinkedHashMap<>(), going -> control.clearLogs(going, who), this::cleared);
    }

    /// Something that is asked of the selected processes.
    @FunctionalInterface
    private interface Order {
        ActionReport give(Selector selector) throws InterruptedException;
    }

    /// What an outcome means to the client.
    @FunctionalInterface
    private interface Meaning {
        Verdict of(Target target, Outcome outcome);
    }

    private List<Result> give(List<Target> targets, Map<Target, Verdict> verdicts, Order order, Meaning meaning)
            throws InterruptedException {
        List<Target> going =
                targets.stream().filter(target -> !verdicts.containsKey(target)).toList();
        if (!going.isEmpty()) {
            Map<ProcessName, Outcome> outcomes = new HashMap<>();
            order.give(selector(going)).outcomes().forEach(outcome -> outcomes.put(outcome.name(), outcome));
            for (Target target : going) {
                // one that is not there any more has none
                Outcome outcome = outcomes.get(target.process().name());
                verdicts.put(
                        target, outcome == null ? target.verdict(FaultCode.BAD_NAME) : meaning.of(target, outcome));
            }
        }
        List<Result> results = new ArrayList<>();
        targets.forEach(target -> results.add(new Result(target, verdicts.getOrDefault(target, Verdict.OK))));
        return results;
    }

    /// Few words for many processes: selecting looks at each word for each process.
    private Selector selector(List<Target> targets) {
        List<ProcessStatus> all = control.status().processes();
        // What is disabled is left out of all.
        if (targets.size() == all.size() && all.stream().noneMatch(ProcessStatus::disabled)) {
            return Selector.all();
        }
        Map<String, Integer> sizes = new HashMap<>();
        all.forEach(process -> sizes.merge(process.program(), 1, Integer::sum));
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        for (Target target : targets) {
            wanted.computeIfAbsent(target.process().program(), _ -> new ArrayList<>())
                    .add(target.process().name().text());
        }
        List<String> words = new ArrayList<>();
        wanted.forEach((program, names) -> {
            if (names.size() == sizes.getOrDefault(program, 0)) {
                words.add(program);
            } else {
                words.addAll(names);
            }
        });
        return new Selector(words);
    }

    private Optional<Verdict> objection(Target target) {
        Optional<Verdict> command = control.inForce(target.process().name())
                .flatMap(process -> commands.objection(process.config().launch()));
        return command.or(() -> switch (target.process().state()) {
            case STARTING, RUNNING, BACKOFF -> Optional.of(target.verdict(FaultCode.ALREADY_STARTED));
            case STOPPED, STOPPING, EXITED, FATAL -> Optional.empty();
        });
    }

    private Verdict started(Target target, Outcome outcome) {
        return switch (outcome) {
            case Outcome.AlreadyStarted _ -> target.verdict(FaultCode.ALREADY_STARTED);
            case Outcome.NotRunning _, Outcome.NotSignalled _, Outcome.LeftDown _ ->
                target.verdict(FaultCode.NOT_RUNNING);
            case Outcome.Failed(var _, Outcome.Cause cause, String reason) ->
                switch (cause) {
                    case START_FAILED -> target.verdict(FaultCode.SPAWN_ERROR);
                    case ENDED, OVERTAKEN -> target.verdict(FaultCode.ABNORMAL_TERMINATION);
                    case REMOVED -> target.verdict(FaultCode.BAD_NAME);
                    case SYSTEM -> Verdict.about(FaultCode.FAILED, reason);
                };
            case Outcome.Begun _,
                    Outcome.Started _,
                    Outcome.Stopped _,
                    Outcome.Restarted _,
                    Outcome.Disabled _,
                    Outcome.Enabled _,
                    Outcome.Signalled _,
                    Outcome.Cleared _,
                    Outcome.NothingKept _ -> Verdict.OK;
        };
    }

    private Verdict stopped(Target target, Outcome outcome) {
        return switch (outcome) {
            case Outcome.NotRunning _, Outcome.NotSignalled _, Outcome.LeftDown _ ->
                target.verdict(FaultCode.NOT_RUNNING);
            case Outcome.AlreadyStarted _ -> target.verdict(FaultCode.ALREADY_STARTED);
            case Outcome.Failed(var _, Outcome.Cause cause, String reason) ->
                cause == Outcome.Cause.REMOVED
                        ? target.verdict(FaultCode.BAD_NAME)
                        : Verdict.about(FaultCode.FAILED, reason);
            case Outcome.Begun _,
                    Outcome.Started _,
                    Outcome.Stopped _,
                    Outcome.Restarted _,
                    Outcome.Disabled _,
                    Outcome.Enabled _,
                    Outcome.Signalled _,
                    Outcome.Cleared _,
                    Outcome.NothingKept _ -> Verdict.OK;
        };
    }

    private Verdict cleared(Target target, Outcome outcome) {
        if (outcome instanceof Outcome.Failed(var _, Outcome.Cause cause, String _) && cause == Outcome.Cause.REMOVED) {
            return target.verdict(FaultCode.BAD_NAME);
        }
        return outcome.good() ? Verdict.OK : target.verdict(FaultCode.FAILED);
    }
}
