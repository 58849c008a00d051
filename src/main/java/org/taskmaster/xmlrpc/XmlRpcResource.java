package org.taskmaster.xmlrpc;

import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
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

    /// How many bytes are made before any is sent, so that their number can be sent ahead.
    private static final int WHOLE = 64 * 1024;

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
            case CallReader.Reading.Call(MethodCall call) -> answer(call, request);
        };
    }

    private Response answer(MethodCall call, Request request) throws InterruptedException {
        try {
            return answer(methods.call(call, request.caller()));
        } catch (Fault fault) {
            return new Response.Whole(OK, XML, AnswerWriter.fault(fault));
        }
    }

    /// A long answer is written while the client takes it, so that it is never there as a whole.
    private static Response answer(Value value) throws InterruptedException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        boolean isWhole = AnswerWriter.result(value, piece -> {
            whole.writeBytes(piece);
            return whole.size() <= WHOLE;
        });
        return isWhole && whole.size() <= WHOLE
                ? new Response.Whole(OK, XML, whole.toByteArray())
                : new Response.Streamed(OK, XML, Map.of(), sink -> AnswerWriter.result(value, sink::write));
    }
}
