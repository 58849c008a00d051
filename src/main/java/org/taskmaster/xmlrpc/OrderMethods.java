package org.taskmaster.xmlrpc;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.Patience;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Requester;
import org.taskmaster.http.Caller;
import org.taskmaster.xmlrpc.ProcessNames.Meaning;
import org.taskmaster.xmlrpc.ProcessOrders.Result;
import org.taskmaster.xmlrpc.ProcessOrders.Target;
import org.taskmaster.xmlrpc.RpcMethod.Signature;

/// The methods that start, stop and signal processes: each for one, for a group and for all.
///
/// For one process, what goes wrong is a fault; for several, it is reported process by process, and only those
/// are touched and reported that the order applies to.
final class OrderMethods {

    private final Control control;
    private final ProcessNames names;
    private final ProcessOrders orders;

    OrderMethods(Control control, ProcessNames names, ProcessOrders orders) {
        this.control = control;
        this.names = names;
        this.orders = orders;
    }

    List<RpcMethod> methods() {
        return List.of(
                RpcMethod.acts(
                        "supervisor.startProcess",
                        "Starts a process, or with `group:*` a group. With wait it answers when the process is"
                                + " RUNNING or its first try has failed.",
                        Signature.of("boolean", "string", "boolean?"),
                        (arguments, caller) -> one(arguments, start(arguments, 1, caller), OrderMethods::startable)),
                RpcMethod.acts(
                        "supervisor.startProcessGroup",
                        "Starts the processes of a group that are not up.",
                        Signature.of("array", "string", "boolean?"),
                        (arguments, caller) -> group(arguments, start(arguments, 1, caller), OrderMethods::startable)),
                RpcMethod.acts(
                        "supervisor.startAllProcesses",
                        "Starts all processes that are not up and not disabled.",
                        Signature.of("array", "boolean?"),
                        (arguments, caller) ->
                                all(start(arguments, 0, caller), process -> startable(process) && !process.disabled())),
                RpcMethod.acts(
                        "supervisor.stopProcess",
                        "Stops a process, or with `group:*` a group. With wait it answers when the process is gone.",
                        Signature.of("boolean", "string", "boolean?"),
                        (arguments, caller) -> one(arguments, stop(arguments, 1, caller), OrderMethods::stoppable)),
                RpcMethod.acts(
                        "supervisor.stopProcessGroup",
                        "Stops the processes of a group that are up.",
                        Signature.of("array", "string", "boolean?"),
                        (arguments, caller) -> group(arguments, stop(arguments, 1, caller), OrderMethods::stoppable)),
                RpcMethod.acts(
                        "supervisor.stopAllProcesses",
                        "Stops all processes that are up.",
                        Signature.of("array", "boolean?"),
                        (arguments, caller) -> all(stop(arguments, 0, caller), OrderMethods::stoppable)),
                RpcMethod.acts(
                        "supervisor.signalProcess",
                        "Sends a signal, by name or number, to a process, or with `group:*` to a group.",
                        Signature.of("boolean", "string", "string"),
                        (arguments, caller) -> one(arguments, signal(arguments, 1, caller), OrderMethods::signallable)),
                RpcMethod.acts(
                        "supervisor.signalProcessGroup",
                        "Sends a signal to the processes of a group that are up.",
                        Signature.of("array", "string", "string"),
                        (arguments, caller) ->
                                group(arguments, signal(arguments, 1, caller), OrderMethods::signallable)),
                RpcMethod.acts(
                        "supervisor.signalAllProcesses",
                        "Sends a signal to all processes that are up.",
                        Signature.of("array", "string"),
                        (arguments, caller) -> all(signal(arguments, 0, caller), OrderMethods::signallable)));
    }

    /// What is ordered of processes.
    @FunctionalInterface
    private interface Order {
        List<Result> of(List<Target> targets) throws InterruptedException;
    }

    private Order start(MethodArguments arguments, int wait, Caller caller) {
        Patience patience = arguments.truth(wait, true) ? Patience.FIRST_TRY : Patience.GIVEN;
        return targets -> orders.start(targets, patience, requester(caller));
    }

    private Order stop(MethodArguments arguments, int wait, Caller caller) {
        Patience patience = arguments.truth(wait, true) ? Patience.SETTLED : Patience.GIVEN;
        return targets -> orders.stop(targets, patience, requester(caller));
    }

    private Order signal(MethodArguments arguments, int word, Caller caller) {
        String signal = arguments.word(word);
        return targets -> orders.signal(targets, signal, requester(caller));
    }

    private static Requester requester(Caller caller) {
        return caller.requester(Optional.empty());
    }

    private static boolean startable(ProcessStatus process) {
        return switch (process.state()) {
            case STARTING, RUNNING, BACKOFF -> false;
            case STOPPED, STOPPING, EXITED, FATAL -> true;
        };
    }

    private static boolean stoppable(ProcessStatus process) {
        return !process.state().rests();
    }

    private static boolean signallable(ProcessStatus process) {
        return process.state().live();
    }

    private Value one(MethodArguments arguments, Order order, Predicate<ProcessStatus> applies)
            throws InterruptedException {
        String name = arguments.text(0);
        return switch (names.meaning(name)) {
            case Meaning.Group(List<ProcessStatus> members) -> several(members, order, applies);
            case Meaning.One(ProcessStatus process) -> {
                Verdict verdict =
                        order.of(List.of(new Target(process, name))).getFirst().verdict();
                if (verdict.code() != FaultCode.SUCCESS) {
                    throw Fault.of(verdict);
                }
                yield Value.TRUE;
            }
        };
    }

    private Value group(MethodArguments arguments, Order order, Predicate<ProcessStatus> applies)
            throws InterruptedException {
        return several(names.group(arguments.text(0)), order, applies);
    }

    private Value all(Order order, Predicate<ProcessStatus> applies) throws InterruptedException {
        return several(control.status().processes(), order, applies);
    }

    private static Value several(List<ProcessStatus> processes, Order order, Predicate<ProcessStatus> applies)
            throws InterruptedException {
        return listed(
                order.of(processes.stream().filter(applies).map(Target::of).toList()));
    }

    /// What became of each.
    static Value listed(List<Result> results) {
        return new Value.Items(results.stream().map(OrderMethods::listed).toList());
    }

    private static Value listed(Result result) {
        ProcessStatus process = result.target().process();
        return Value.Members.of("name", Value.of(ProcessNames.within(process)))
                .and("group", Value.of(process.program()))
                .and("status", Value.of(result.verdict().code().number()))
                .and("description", Value.of(result.verdict().text()));
    }
}
