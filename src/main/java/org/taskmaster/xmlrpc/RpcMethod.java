package org.taskmaster.xmlrpc;

import java.util.ArrayList;
import java.util.List;
import org.taskmaster.http.Caller;

/// One method of the interface.
///
/// @param name with its namespace
/// @param signature the types as `system.methodSignature` gives them: the result first
/// @param optional how many parameters may be left out at the end
/// @param help what it does, for people
record RpcMethod(String name, Access access, List<String> signature, int optional, String help, Body body) {

    RpcMethod {
        signature = List.copyOf(signature);
    }

    /// What a client needs to be allowed to call it.
    enum Access {
        /// It changes nothing: any client, and also while the supervisor ends.
        LOOK,
        /// It sends others something: clients that may act, and also while the supervisor ends.
        ANNOUNCE,
        /// It changes something: clients that may act, unless the supervisor ends.
        ACT
    }

    /// What it does.
    @FunctionalInterface
    interface Body {

        /// @throws Fault when it cannot be done
        Value call(MethodArguments arguments, Caller caller) throws InterruptedException;
    }

    /// A method that changes nothing.
    static RpcMethod looks(String name, String help, Signature signature, Body body) {
        return new RpcMethod(name, Access.LOOK, signature.types(), signature.optional(), help, body);
    }

    /// A method that changes something.
    static RpcMethod acts(String name, String help, Signature signature, Body body) {
        return new RpcMethod(name, Access.ACT, signature.types(), signature.optional(), help, body);
    }

    /// The same under another name.
    RpcMethod alias(String other) {
        return new RpcMethod(other, access, signature, optional, help, body);
    }

    /// The most arguments it takes.
    int most() {
        return signature.size() - 1;
    }

    /// The fewest arguments it takes.
    int fewest() {
        return most() - optional;
    }

    /// The types of a method.
    ///
    /// @param types the result first
    /// @param optional how many parameters may be left out at the end
    record Signature(List<String> types, int optional) {

        /// @param types the result first; a parameter that may be left out ends with a question mark
        static Signature of(String... types) {
            List<String> plain = new ArrayList<>();
            int optional = 0;
            for (String type : types) {
                boolean may = type.endsWith("?");
                optional += may ? 1 : 0;
                plain.add(may ? type.substring(0, type.length() - 1) : type);
            }
            return new Signature(plain, optional);
        }
    }
}
