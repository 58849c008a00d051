package org.taskmaster.xmlrpc;

import java.util.List;

/// What a client asks for.
///
/// @param name of the method; not empty
record MethodCall(String name, List<Value> parameters) {

    MethodCall {
        parameters = List.copyOf(parameters);
    }
}
