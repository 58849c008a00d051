package org.taskmaster.xmlrpc;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.taskmaster.control.Control;
import org.taskmaster.http.Method;
import org.taskmaster.http.Request;
import org.taskmaster.http.Resource;
import org.taskmaster.http.Response;

/// supervisord's XML-RPC, for every path that begins with `/RPC2`.
///
/// A call that cannot be read is answered by status 400. Everything else has status 200, faults too, as
/// XML-RPC has it.
public final class XmlRpcResource implements Resource {

    /// What clients look for; the answer itself is in UTF-8, the default of XML.
    private static final String XML = "text/xml";

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final MethodTable methods;

    /// The interface of a supervisor.
    ///
    /// @param path the PATH that programs inherit
    public XmlRpcResource(Control control, Optional<String> path) {
        this(control, path, InstantSource.system(), ZoneId.systemDefault());
    }

    XmlRpcResource(Control control, Optional<String> path, InstantSource time, ZoneId zone) {
        this.methods = MethodTable.of(control, path, time, zone);
    }

    @Override
    public Response answer(Request request) throws InterruptedException {
        if (request.method() != Method.POST) {
            return Response.text(BAD_REQUEST, "XML-RPC calls are sent by POST\n");
        }
        return switch (CallReader.read(request.body())) {
            case CallReader.Reading.Malformed(String reason) ->
                Response.text(BAD_REQUEST, "this is not an XML-RPC call: " + reason + "\n");
            case CallReader.Reading.Call(MethodCall call) -> new Response.Whole(OK, XML, answer(call, request));
        };
    }

    private byte[] answer(MethodCall call, Request request) throws InterruptedException {
        try {
            return AnswerWriter.result(methods.call(call, request.caller()));
        } catch (Fault fault) {
            return AnswerWriter.fault(fault);
        }
    }
}
