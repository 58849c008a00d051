package org.taskmaster.ctl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.commands.Answer;
import org.taskmaster.commands.Bond;
import org.taskmaster.commands.Commands;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.commands.Focus;
import org.taskmaster.commands.Interruption;
import org.taskmaster.commands.Output.Audience;
import org.taskmaster.commands.SystemTime;
import org.taskmaster.control.Control;
import org.taskmaster.ctl.Text.ForeignZone;
import org.taskmaster.http.Caller;
import org.taskmaster.http.Method;
import org.taskmaster.http.Request;
import org.taskmaster.http.Resource;
import org.taskmaster.http.Response;

/// Does command lines of callers that have no JVM.
///
/// Only what the client of the same build would print in the same way is answered. Whatever else is asked,
/// and whoever else asks, is turned away before anything is done; the client, which can do everything, is
/// then asked instead.
public final class CtlResource implements Resource {

    private static final String ANSWER = "application/vnd.taskmaster.ctl";
    private static final int NOT_HERE = 406;
    /// What is longer is sent piece by piece.
    private static final int WHOLE = 64 * 1024;

    private final Control control;
    private final String build;
    private final Zones zones = new Zones();

    /// @param build of which we are; only callers of the same are answered
    public CtlResource(Control control, String build) {
        this.control = control;
        this.build = build;
    }

    /// What a command does, as far as its answer is concerned.
    private enum Kind {
        /// It can be asked again.
        LOOKS,
        /// It has a word for each process.
        ACTS,
        /// So long that a person at a terminal is shown what is waited for.
        WAITS
    }

    @Override
    public Response answer(Request request) throws InterruptedException {
        Optional<AskedLine> line =
                request.method() == Method.POST && request.caller().mayAct()
                        ? AskedLine.read(request.body())
                        : Optional.empty();
        Optional<Kind> kind = line.flatMap(asked -> kind(asked.words().getFirst()));
        if (kind.isEmpty() || build.isEmpty() || !line.get().build().equals(build)) {
            return notHere();
        }
        boolean shown = switch (kind.get()) {
            case LOOKS, ACTS -> true;
            case WAITS -> line.get().output().audience() == Audience.PROGRAM;
        };
        try {
            return shown ? answer(line.get(), kind.get(), request.caller()) : notHere();
        } catch (ForeignZone _) {
            return notHere();
        }
    }

    private static Optional<Kind> kind(String command) {
        return Optional.ofNullable(
                switch (command) {
                    case "status", "pid", "version", "avail" -> Kind.LOOKS;
                    case "signal" -> Kind.ACTS;
                    case "start", "stop", "restart", "disable", "enable", "wait" -> Kind.WAITS;
                    default -> null;
                });
    }

    private Response answer(AskedLine line, Kind kind, Caller caller) throws InterruptedException {
        Optional<ZoneId> zone = zones.of(line.zone());
        Text errors = new Text(line.errors(), zone, Optional.empty());
        Text output = new Text(line.output(), zone, Optional.of(errors));
        Commands commands = new Commands(
                control,
                caller.requester(line.reason()),
                new SystemTime(),
                new Focus(),
                Bond.VISITOR,
                new NobodyTypes(output));
        Answer answer = commands.answer(line.words(), output, new Interruption());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (answer.complains() && answer.exit() == ExitCode.USAGE) {
            return notHere();
        }
        answer.print(answer.complains() ? errors : output);
        return response(body(answer.exit(), errors.bytes(), output.bytes()), kind);
    }

    /// A line with three numbers: the exit status, the length of what goes to the standard error, and of what
    /// goes to the standard output; then the one and the other.
    private static byte[] body(ExitCode exit, byte[] errors, byte[] output) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(output.length + errors.length + 32);
        String head = exit.number() + " " + errors.length + " " + output.length + "\n";
        body.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(errors);
        body.writeBytes(output);
        return body.toByteArray();
    }

    /// What was done must not be refused an answer because many others wait for long ones.
    private static Response response(byte[] body, Kind kind) {
        return switch (kind) {
            case LOOKS -> new Response.Whole(200, ANSWER, body);
            case ACTS, WAITS ->
                body.length <= WHOLE
                        ? new Response.Whole(200, ANSWER, body)
                        : new Response.Streamed(200, ANSWER, Map.of(), sink -> send(body, sink));
        };
    }

    private static void send(byte[] body, Response.Sink sink) throws InterruptedException {
        int at = 0;
        while (at < body.length && sink.write(Arrays.copyOfRange(body, at, Math.min(at + WHOLE, body.length)))) {
            at += WHOLE;
        }
    }

    private static Response notHere() {
        return Response.text(NOT_HERE, "this is not answered here: ask by the JSON API, /v1\n");
    }
}
