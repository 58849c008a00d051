package org.taskmaster.xmlrpc;

import java.util.ArrayList;
import java.util.List;
import org.taskmaster.http.Caller;
import org.taskmaster.xmlrpc.Method.Signature;

/// The methods about methods: which there are, and several calls in one.
final class SystemMethods {

    private static final String MULTICALL = "system.multicall";
    private static final int MOST_CALLS = 10_000;
    /// How much all answers together may hold, in characters and values.
    private static final long MOST_ANSWERED = 16L * 1024 * 1024;

    private final MethodTable table;

    SystemMethods(MethodTable table) {
        this.table = table;
    }

    List<Method> methods() {
        return List.of(
                Method.looks(
                        "system.listMethods",
                        "Tells the names of all methods.",
                        Signature.of("array"),
                        (_, _) -> Value.ofTexts(table.names())),
                Method.looks(
                        "system.methodHelp",
                        "Tells what a method does.",
                        Signature.of("string", "string"),
                        (arguments, _) -> Value.of(find(arguments).help())),
                Method.looks(
                        "system.methodSignature",
                        "Tells the types of a method: its result, then its parameters.",
                        Signature.of("array", "string"),
                        (arguments, _) -> Value.ofTexts(find(arguments).signature())),
                Method.looks(
                        MULTICALL,
                        "Makes several calls, one after the other: structs of methodName and params. Each answer is"
                                + " a result, or a struct of faultCode and faultString.",
                        Signature.of("array", "array"),
                        (arguments, caller) -> multicall(arguments.items(0), caller)));
    }

    private Method find(Arguments arguments) {
        return table.find(arguments.text(0)).orElseThrow(() -> new Fault(FaultCode.SIGNATURE_UNSUPPORTED));
    }

    /// Who may call what is asked for each call by itself.
    private Value multicall(List<Value> calls, Caller caller) throws InterruptedException {
        if (calls.size() > MOST_CALLS) {
            throw Fault.about(FaultCode.BAD_ARGUMENTS, "at most " + MOST_CALLS + " calls can be made at once");
        }
        List<Value> answers = new ArrayList<>();
        long answered = 0;
        for (Value call : calls) {
            Value answer = answered > MOST_ANSWERED
                    ? Fault.about(FaultCode.FAILED, "the answers before this one are too long already")
                            .asValue()
                    : answer(call, caller);
            answered += weight(answer);
            answers.add(answer);
        }
        return new Value.Items(answers);
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
        return switch (value) {
            case Value.Text(String text) -> text.length();
            case Value.Bytes(byte[] bytes) -> bytes.length;
            case Value.Items(List<Value> items) ->
                items.stream().mapToLong(SystemMethods::weight).sum() + 1;
            case Value.Members members ->
                members.byName().values().stream()
                                .mapToLong(SystemMethods::weight)
                                .sum()
                        + 1;
            case Value.Int _, Value.Bool _, Value.Real _, Value.Time _, Value.Nil _ -> 1;
        };
    }
}
