package org.taskmaster.xmlrpc;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.http.Caller;
import org.taskmaster.http.Method;
import org.taskmaster.http.Request;
import org.taskmaster.model.Role;

/// Makes the resource, tells so, and answers one call: a program for [LazyXmlTest].
final class FirstCall {

    static final String MADE = "=== the resource is made";

    private FirstCall() {}

    /// Takes no arguments.
    public static void main(String[] arguments) throws InterruptedException {
        XmlRpcResource resource = new XmlRpcResource(new FakeControl(), Optional.empty());
        System.out.println(MADE);
        byte[] call = "<methodCall><methodName>supervisor.getState</methodName></methodCall>"
                .getBytes(StandardCharsets.UTF_8);
        Caller caller = new Caller("a test", Role.OPERATOR);
        resource.answer(new Request(Method.POST, "/RPC2", Map.of(), Map.of(), call, caller));
    }
}
