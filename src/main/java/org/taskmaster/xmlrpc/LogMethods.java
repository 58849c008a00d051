package org.taskmaster.xmlrpc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.http.Caller;
import org.taskmaster.model.Output;
import org.taskmaster.model.Stream;
import org.taskmaster.xmlrpc.ProcessOrders.Result;
import org.taskmaster.xmlrpc.ProcessOrders.Target;
import org.taskmaster.xmlrpc.RpcMethod.Signature;

/// The methods about what processes have written.
final class LogMethods {

    /// What reading does, of whatever log.
    static final String READING = "Reads a part of %s: an offset from its start and a length, 0 for all; or a negative"
            + " offset and 0 for the end. An answer has at most " + LogReader.MOST + " bytes.";

    private static final String TAILING = "Reads what was written to %s behind an offset, at most so many bytes; of"
            + " more, the last, and the third value of the answer is true. The second is the offset to go on from.";

    private final Control control;
    private final ProcessNames names;
    private final LogReader logs;
    private final ProcessOrders orders;

    LogMethods(Control control, ProcessNames names, LogReader logs, ProcessOrders orders) {
        this.control = control;
        this.names = names;
        this.logs = logs;
        this.orders = orders;
    }

    List<RpcMethod> methods() {
        RpcMethod read = reading("supervisor.readProcessStdoutLog", Stream.STDOUT);
        RpcMethod tail = tailing("supervisor.tailProcessStdoutLog", Stream.STDOUT);
        RpcMethod clear = RpcMethod.acts(
                "supervisor.clearProcessLogs",
                "Empties the logs of a process.",
                Signature.of("boolean", "string"),
                (arguments, caller) -> clear(arguments.text(0), caller));
        return List.of(
                read,
                read.alias("supervisor.readProcessLog"),
                reading("supervisor.readProcessStderrLog", Stream.STDERR),
                tail,
                tail.alias("supervisor.tailProcessLog"),
                tailing("supervisor.tailProcessStderrLog", Stream.STDERR),
                clear,
                clear.alias("supervisor.clearProcessLog"),
                RpcMethod.acts(
                        "supervisor.clearAllProcessLogs",
                        "Empties the logs of all processes.",
                        Signature.of("array"),
                        (_, caller) -> clearAll(caller)));
    }

    private RpcMethod reading(String name, Stream stream) {
        return RpcMethod.looks(
                name,
                READING.formatted("what a process wrote to its " + stream.word()),
                Signature.of("string", "string", "int", "int"),
                (arguments, _) -> read(arguments, stream));
    }

    private RpcMethod tailing(String name, Stream stream) {
        return RpcMethod.looks(
                name,
                TAILING.formatted(stream.word()),
                Signature.of("array", "string", "int", "int"),
                (arguments, _) -> tail(arguments, stream));
    }

    private Value read(MethodArguments arguments, Stream stream) {
        ProcessStatus process = names.one(arguments.text(0));
        long offset = arguments.number(1);
        long length = arguments.number(2);
        Path file = file(process, stream).orElseThrow(() -> new Fault(FaultCode.NO_FILE));
        if (!Files.exists(file)) {
            throw Fault.about(FaultCode.NO_FILE, process.shown().of(file.toString()));
        }
        return Value.of(logs.read(new LogSource.OfProcess(process.name(), stream), file, offset, length));
    }

    private Value tail(MethodArguments arguments, Stream stream) {
        ProcessStatus process = names.one(arguments.text(0));
        long offset = arguments.number(1);
        long length = arguments.number(2);
        Optional<Path> file = file(process, stream).filter(Files::exists);
        LogReader.Tail tail = file.map(
                        path -> logs.tail(new LogSource.OfProcess(process.name(), stream), path, offset, length))
                .orElse(new LogReader.Tail("", 0, false));
        return new Value.Items(List.of(Value.of(tail.text()), Value.exact(tail.end()), Value.of(tail.overflow())));
    }

    /// The file that a stream of a process goes to; empty when it is discarded, or goes with another.
    static Optional<Path> file(ProcessStatus process, Stream stream) {
        Output output = switch (stream) {
            case STDOUT -> process.stdout();
            case STDERR -> ConfigInfo.ownStderr(process.stdout(), process.stderr());
        };
        return output.file();
    }

    private Value clear(String name, Caller caller) throws InterruptedException {
        Target target = new Target(names.one(name), name);
        Result result = orders.clear(List.of(target), caller.requester(Optional.empty()))
                .getFirst();
        if (result.verdict().code() != FaultCode.SUCCESS) {
            throw Fault.of(result.verdict());
        }
        return Value.TRUE;
    }

    private Value clearAll(Caller caller) throws InterruptedException {
        List<Target> targets =
                control.status().processes().stream().map(Target::of).toList();
        return OrderMethods.listed(orders.clear(targets, caller.requester(Optional.empty())));
    }
}
