package org.taskmaster.xmlrpc;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.RereadReport;
import org.taskmaster.http.Caller;
import org.taskmaster.model.OnDemand;
import org.taskmaster.model.Problem;
import org.taskmaster.xmlrpc.RpcMethod.Signature;

/// The methods about the configuration and which programs of it are supervised.
final class ConfigMethods {

    private final Control control;

    ConfigMethods(Control control) {
        this.control = control;
    }

    List<RpcMethod> methods() {
        return List.of(
                RpcMethod.acts(
                        "supervisor.reloadConfig",
                        "Reads the configuration again, changes nothing, and returns which programs were added,"
                                + " changed and removed: [[added, changed, removed]].",
                        Signature.of("array"),
                        (_, caller) -> reloadConfig(caller)),
                RpcMethod.acts(
                        "supervisor.addProcessGroup",
                        "Begins to supervise a program of the configuration that was last read.",
                        Signature.of("boolean", "string"),
                        (arguments, caller) -> add(arguments.text(0), caller)),
                RpcMethod.acts(
                        "supervisor.removeProcessGroup",
                        "Forgets a program whose processes are all stopped.",
                        Signature.of("boolean", "string"),
                        (arguments, caller) -> remove(arguments.text(0), caller)),
                RpcMethod.looks(
                        "supervisor.getAllConfigInfo",
                        "Returns the settings of every process of the configuration that was last read.",
                        Signature.of("array"),
                        (_, _) -> configInfo()));
    }

    private Value reloadConfig(Caller caller) throws InterruptedException {
        return switch (ControlReplies.await(control.reread(caller.requester(Optional.empty())))) {
            case RereadReport.Read(List<String> added, List<String> changed, List<String> removed) ->
                new Value.Items(List.of(new Value.Items(
                        List.of(Value.ofTexts(added), Value.ofTexts(changed), Value.ofTexts(removed)))));
            case RereadReport.Rejected(List<Problem> problems) -> throw SupervisorMethods.cannotReread(problems);
            case RereadReport.Superseded _ -> throw new Fault(FaultCode.SHUTDOWN_STATE);
        };
    }

    private Value add(String program, Caller caller) throws InterruptedException {
        return answer(program, ControlReplies.await(control.add(program, caller.requester(Optional.empty()))));
    }

    private Value remove(String program, Caller caller) throws InterruptedException {
        return answer(program, ControlReplies.await(control.remove(program, caller.requester(Optional.empty()))));
    }

    private static Value answer(String program, ProgramReport report) {
        return switch (report) {
            case ProgramReport.Done _ -> Value.TRUE;
            case ProgramReport.NoSuchProgram _ -> throw Fault.about(FaultCode.BAD_NAME, program);
            case ProgramReport.AlreadyAdded _ -> throw Fault.about(FaultCode.ALREADY_ADDED, program);
            case ProgramReport.StillRunning _ -> throw Fault.about(FaultCode.STILL_RUNNING, program);
            case ProgramReport.ShuttingDown _ -> throw new Fault(FaultCode.SHUTDOWN_STATE);
        };
    }

    private Value configInfo() {
        UserNumbers accounts = new UserNumbers();
        List<ConfiguredProcess> all = control.configured();
        // Only the order is kept: the processes themselves are made as they are written.
        List<Integer> sorted = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparing(
                        index -> ConfigInfo.nameOf(all.get(index).config())))
                .toList();
        return new Value.Items(new OnDemand<>(sorted, index -> ConfigInfo.of(all.get(index), accounts)));
    }
}
