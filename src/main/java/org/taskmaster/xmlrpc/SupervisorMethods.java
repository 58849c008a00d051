package org.taskmaster.xmlrpc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.http.Caller;
import org.taskmaster.model.Problem;
import org.taskmaster.xmlrpc.RpcMethod.Signature;

/// The methods about the supervisor itself.
final class SupervisorMethods {

    /// The version of the interface; supervisorctl talks to no other.
    private static final String API_VERSION = "3.0";

    /// The supervisord whose interface this is. Clients decide by it what they may ask for, so it is not
    /// our own version.
    private static final String SUPERVISOR_VERSION = "4.2.5";

    private final Control control;
    private final LogReader logs;

    SupervisorMethods(Control control, LogReader logs) {
        this.control = control;
        this.logs = logs;
    }

    List<RpcMethod> methods() {
        RpcMethod version = RpcMethod.looks(
                "supervisor.getAPIVersion",
                "Returns the version of this interface.",
                Signature.of("string"),
                (_, _) -> Value.of(API_VERSION));
        RpcMethod read = RpcMethod.looks(
                "supervisor.readLog",
                LogMethods.READING.formatted("the activity log"),
                Signature.of("string", "int", "int"),
                (arguments, _) -> readLog(arguments));
        return List.of(
                version,
                version.alias("supervisor.getVersion"),
                RpcMethod.looks(
                        "supervisor.getSupervisorVersion",
                        "Returns the version of supervisord whose interface this is.",
                        Signature.of("string"),
                        (_, _) -> Value.of(SUPERVISOR_VERSION)),
                RpcMethod.looks(
                        "supervisor.getIdentification",
                        "Returns the identifier of this supervisor.",
                        Signature.of("string"),
                        (_, _) -> Value.of(control.info().identifier())),
                RpcMethod.looks(
                        "supervisor.getState",
                        "Returns what the supervisor as a whole is doing: statecode and statename.",
                        Signature.of("struct"),
                        (_, _) -> state()),
                RpcMethod.looks(
                        "supervisor.getPID",
                        "Returns the pid of the supervisor.",
                        Signature.of("int"),
                        (_, _) -> Value.of(control.info().pid())),
                read,
                read.alias("supervisor.readMainLog"),
                RpcMethod.acts(
                        "supervisor.clearLog",
                        "Empties the activity log.",
                        Signature.of("boolean"),
                        (_, caller) -> clearLog(caller)),
                RpcMethod.acts(
                        "supervisor.shutdown",
                        "Stops everything and ends the supervisor; answers when that has begun.",
                        Signature.of("boolean"),
                        (_, caller) -> shutdown(caller)),
                RpcMethod.acts(
                        "supervisor.restart",
                        "Reads the configuration again, stops everything and starts it anew; answers when that has"
                                + " begun. With a bad configuration nothing is stopped.",
                        Signature.of("boolean"),
                        (_, caller) -> restart(caller)));
    }

    private Value state() {
        return switch (control.status().phase()) {
            case RUNNING -> state(1, "RUNNING");
            case RESTARTING, UPGRADING -> state(0, "RESTARTING");
            case SHUTTING_DOWN -> state(-1, "SHUTDOWN");
        };
    }

    private static Value state(int code, String name) {
        return Value.Members.of("statecode", Value.of(code)).and("statename", Value.of(name));
    }

    private Value readLog(MethodArguments arguments) {
        long offset = arguments.number(0);
        long length = arguments.number(1);
        return Value.of(logs.read(new LogSource.Activity(), existing(), offset, length));
    }

    private Value clearLog(Caller caller) {
        existing();
        Optional<String> trouble = control.clearActivityLog(caller.requester(Optional.empty()));
        if (trouble.isPresent()) {
            throw Fault.about(FaultCode.FAILED, trouble.get());
        }
        return Value.TRUE;
    }

    private Path existing() {
        Path file = control.info().logFile();
        if (!Files.exists(file)) {
            throw Fault.about(FaultCode.NO_FILE, control.info().shown().of(file.toString()));
        }
        return file;
    }

    private Value shutdown(Caller caller) throws InterruptedException {
        ControlReplies.await(control.shutdown(caller.requester(Optional.empty())));
        return Value.TRUE;
    }

    private Value restart(Caller caller) throws InterruptedException {
        return switch (ControlReplies.await(control.startAnew(caller.requester(Optional.empty())))) {
            case ReloadReport.Applied _, ReloadReport.Planned _ -> Value.TRUE;
            case ReloadReport.Rejected(List<Problem> problems) -> throw cannotReread(problems);
            case ReloadReport.Superseded _ -> throw new Fault(FaultCode.SHUTDOWN_STATE);
        };
    }

    /// All that is wrong with the configuration.
    static Fault cannotReread(List<Problem> problems) {
        return Fault.about(
                FaultCode.CANT_REREAD, problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
    }
}
