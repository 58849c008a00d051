package org.taskmaster.xmlrpc;

import java.util.List;
import java.util.Optional;
import org.taskmaster.control.Control;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.StdinReport;
import org.taskmaster.http.Caller;
import org.taskmaster.xmlrpc.RpcMethod.Access;
import org.taskmaster.xmlrpc.RpcMethod.Signature;

/// The methods that hand something over: to a process, or to everybody who listens.
final class InputMethods {

    private final Control control;
    private final ProcessNames names;

    InputMethods(Control control, ProcessNames names) {
        this.control = control;
        this.names = names;
    }

    List<RpcMethod> methods() {
        return List.of(
                RpcMethod.acts(
                        "supervisor.sendProcessStdin",
                        "Hands text, as UTF-8, to the standard input of a process.",
                        Signature.of("boolean", "string", "string"),
                        this::send),
                new RpcMethod(
                        "supervisor.sendRemoteCommEvent",
                        Access.ANNOUNCE,
                        List.of("boolean", "string", "string"),
                        0,
                        "Sends a type and data to every client that listens to events.",
                        this::announce));
    }

    private Value send(MethodArguments arguments, Caller caller) throws InterruptedException {
        byte[] bytes = arguments.bytes(1);
        String name = arguments.text(0);
        ProcessStatus process = names.one(name);
        StdinReport report =
                ControlReplies.await(control.sendStdin(process.name(), bytes, caller.requester(Optional.empty())));
        return switch (report) {
            case StdinReport.Sent _ -> Value.TRUE;
            case StdinReport.NoSuchProcess _ -> throw Fault.about(FaultCode.BAD_NAME, name);
            case StdinReport.NotRunning _ -> throw Fault.about(FaultCode.NOT_RUNNING, name);
            case StdinReport.Closed _ -> throw Fault.about(FaultCode.NO_FILE, name);
        };
    }

    private Value announce(MethodArguments arguments, Caller caller) {
        Optional<String> objection =
                control.announce(arguments.word(0), arguments.word(1), caller.requester(Optional.empty()));
        if (objection.isPresent()) {
            throw Fault.about(FaultCode.BAD_ARGUMENTS, objection.get());
        }
        return Value.TRUE;
    }
}
