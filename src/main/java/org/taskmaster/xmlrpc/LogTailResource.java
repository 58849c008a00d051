package org.taskmaster.xmlrpc;

import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.http.Method;
import org.taskmaster.http.Request;
import org.taskmaster.http.Resource;
import org.taskmaster.http.Response;
import org.taskmaster.model.Output;
import org.taskmaster.model.Stream;

/// Logs as they are written: `/logtail/NAME`, `/logtail/NAME/stderr` and `/mainlogtail`.
public final class LogTailResource implements Resource {

    private static final String PROCESSES = "/logtail/";
    private static final String SUPERVISOR = "/mainlogtail";
    private static final String TEXT = "text/plain;charset=utf-8";
    /// Keeps nginx from holding back what comes drop by drop.
    private static final Map<String, String> UNBUFFERED = Map.of("X-Accel-Buffering", "no");

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final Control control;
    private final LogFollower.Pause pause;

    /// The logs of a supervisor.
    public LogTailResource(Control control) {
        this(control, LogFollower.Pause.TENTH_OF_A_SECOND);
    }

    LogTailResource(Control control, LogFollower.Pause pause) {
        this.control = control;
        this.pause = pause;
    }

    @Override
    public Response answer(Request request) {
        if (request.method() != Method.GET) {
            return Response.text(BAD_REQUEST, "logs are followed by GET\n");
        }
        String path = request.path();
        if (path.startsWith(PROCESSES)) {
            return ofProcess(path.substring(PROCESSES.length()));
        }
        return path.equals(SUPERVISOR) ? ofSupervisor() : missing("name a process: /logtail/NAME");
    }

    private Response ofSupervisor() {
        if (!Files.exists(control.info().logFile())) {
            return missing("there is no activity log "
                    + control.info().shown().of(control.info().logFile()));
        }
        return followed(new LogSource.Activity());
    }

    private Response ofProcess(String rest) {
        int slash = rest.indexOf('/');
        String name = slash < 0 ? rest : rest.substring(0, slash);
        Optional<Stream> stream = slash < 0 ? Optional.of(Stream.STDOUT) : Stream.named(rest.substring(slash + 1));
        if (stream.isEmpty()) {
            return missing("a process has stdout and stderr, and no " + rest.substring(slash + 1));
        }
        Optional<ProcessStatus> process = find(name);
        if (process.isEmpty()) {
            return missing("no process is named " + name);
        }
        String key = stream.get().word();
        return LogMethods.file(process.get(), stream.get())
                .map(file -> Files.exists(file)
                        ? followed(new LogSource.OfProcess(process.get().name(), stream.get()))
                        : missing("nothing has been written to "
                                + process.get().shown().of(file) + " yet"))
                .orElseGet(() -> missing(
                        Output.joined(process.get().stdout(), process.get().stderr())
                                ? "the stderr of " + name + " goes with its stdout: follow /logtail/" + name
                                : "the " + key + " of " + name + " is discarded; give "
                                        + control.inForce(process.get().name())
                                                .map(configured -> configured.keyOf(stream.get()))
                                                .orElse(key)
                                        + ": a file in the configuration to keep it"));
    }

    private Optional<ProcessStatus> find(String name) {
        try {
            return Optional.of(new ProcessNames(control).one(name));
        } catch (Fault _) {
            return Optional.empty();
        }
    }

    private Response followed(LogSource source) {
        return new Response.Streamed(OK, TEXT, UNBUFFERED, new LogFollower(control, source, pause));
    }

    private static Response missing(String words) {
        return Response.text(NOT_FOUND, words + "\n");
    }
}
