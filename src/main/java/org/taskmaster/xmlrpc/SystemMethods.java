package org.taskmaster.xmlrpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.taskmaster.http.Caller;
import org.taskmaster.xmlrpc.RpcMethod.Signature;

/// The methods about methods: which there are, and several calls in one.
final class SystemMethods {

    private static final String MULTICALL = "system.multicall";
    private static final int MOST_CALLS = 1000;
    /// How long all answers of one multicall together may be, in bytes, about.
    private static final long MOST_ANSWERED = 2L * 1024 * 1024;
    /// How long those of all that are under way may be.
    private static final long MOST_AT_ONCE = 8L * 1024 * 1024;
    /// What a value takes besides its characters.
    private static final int AROUND_A_VALUE = 32;

    private final MethodTable table;
    private final AtomicLong underWay = new AtomicLong();

    SystemMethods(MethodTable table) {
        this.table = table;
    }

    List<RpcMethod> methods() {
        return List.of(
                RpcMethod.looks(
                        "system.listMethods",
                        "Returns the names of all methods.",
                        Signature.of("array"),
                        (_, _) -> Value.ofTexts(table.names())),
                RpcMethod.looks(
                        "system.methodHelp",
                        "Returns what a method does.",
                        Signature.of("string", "string"),
                        (arguments, _) -> Value.of(find(arguments).help())),
                RpcMethod.looks(
                        "system.methodSignature",
                        "Returns the types of a method: its result, then its parameters.",
                        Signature.of("array", "string"),
                        (arguments, _) -> Value.ofTexts(find(arguments).signature())),
                RpcMethod.looks(
                        MULTICALL,
                        "Makes several calls, one after the other: structs of methodName and params. Each answer is"
                                + " a result, or a struct of faultCode and faultString.",
                        Signature.of("array", "array"),
                        (arguments, caller) -> multicall(arguments.items(0), caller)));
    }

    private RpcMethod find(MethodArguments arguments) {
        return table.find(arguments.text(0)).orElseThrow(() -> new Fault(FaultCode.SIGNATURE_UNSUPPORTED));
    }

    /// Who may call what is asked for each call by itself.
    private Value multicall(List<Value> calls, Caller caller) throws InterruptedException {
        if (calls.size() > MOST_CALLS) {
            throw Fault.about(FaultCode.BAD_ARGUMENTS, "at most " + MOST_CALLS + " calls can be made at once");
        }
        List<Value> answers = new ArrayList<>();
        long answered = 0;
        try {
            for (Value call : calls) {
                Optional<Fault> objection = objection(answered);
                Value answer = objection.isPresent() ? objection.get().asValue() : answer(call, caller);
                long weight = weight(answer);
                underWay.addAndGet(weight);
                answered += weight;
                answers.add(answer);
                letOthersGoOn();
            }
        } finally {
            underWay.addAndGet(-answered);
        }
        return new Value.Items(answers);
    }

    private Optional<Fault> objection(long answered) {
        if (answered > MOST_ANSWERED) {
            return Optional.of(Fault.about(FaultCode.FAILED, "the answers before this one are too long already"));
        }
        return underWay.get() > MOST_AT_ONCE
                ? Optional.of(Fault.about(FaultCode.FAILED, "too much is being answered; try again later"))
                : Optional.empty();
    }

    /// Requests share a thread of the machine, and this one may have much to do.
    private static void letOthersGoOn() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("no client waits for the answers");
        }
        Thread.yield();
    }

    private Value answer(Value call, Caller caller) throws InterruptedException {
        try {
            return table.call(read(call), caller);
        } catch (Fault fault) {
            return fault.asValue();
        }
    }

    private static MethodCall read(Value value) {
        if (!(value instanceof Value.Members call)) {
            throw Fault.about(FaultCode.INCORRECT_PARAMETERS, "a call has to be a struct");
        }
        Value name = call.member("methodName").orElse(new Value.Nil());
        if (name instanceof Value.Nil) {
            throw Fault.about(FaultCode.INCORRECT_PARAMETERS, "No methodName");
        }
        if (!(name instanceof Value.Text(String text))) {
            throw Fault.about(FaultCode.INCORRECT_PARAMETERS, "methodName has to be a text");
        }
        if (text.equals(MULTICALL)) {
            throw Fault.about(FaultCode.INCORRECT_PARAMETERS, "Recursive system.multicall forbidden");
        }
        return switch (call.member("params").orElse(new Value.Nil())) {
            case Value.Items(List<Value> items) -> new MethodCall(text, items);
            // what some clients make of no parameters
            case Value.Nil _ -> new MethodCall(text, List.of());
            case Value.Int _, Value.Bool _, Value.Text _, Value.Real _, Value.Bytes _, Value.Time _, Value.Members _ ->
                throw Fault.about(FaultCode.INCORRECT_PARAMETERS, "params has to be an array");
        };
    }

    private static long weight(Value value) {
        return AROUND_A_VALUE
                + switch (value) {
                    case Value.Text(String text) -> text.length();
                    case Value.Bytes(byte[] bytes) -> bytes.length;
                    case Value.Items(List<Value> items) ->
                        items.stream().mapToLong(SystemMethods::weight).sum();
                    case Value.Members members ->
                        members.byName().entrySet().stream()
                                .mapToLong(member -> member.getKey().length() + weight(member.getValue()))
                                .sum();
                    case Value.Int _, Value.Bool _, Value.Real _, Value.Time _, Value.Nil _ -> 0;
                };
    }
}
