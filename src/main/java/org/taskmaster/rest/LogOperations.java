package org.taskmaster.rest;

import java.util.List;
import java.util.Optional;
import org.taskmaster.control.Control;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.LogPlace;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.http.Response;
import org.taskmaster.json.LogForms;
import org.taskmaster.json.RequestForms;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Stream;
import org.taskmaster.rest.Parameter.Kind;

/// What can be read of the outputs of processes and of the activity log.
final class LogOperations {

    private static final int USUAL = 64 * 1024;
    private static final int MOST = 256 * 1024;
    private static final String FILE = "file";
    private static final String MARK = "mark";

    private final Control control;

    LogOperations(Control control) {
        this.control = control;
    }

    List<Operation> table() {
        return List.of(
                slice(Operation.get("/v1/processes/{name}/log", "readProcessLog", "A part of a process's output.")
                                .step("name", "The name of the process, as `web` or `web:0`.")
                                .query("stream", new Kind.Word(List.of("stdout", "stderr")), "Which output."))
                        .refuses(ErrorCode.NO_SUCH_NAME, ErrorCode.LOG_UNAVAILABLE)
                        .by(this::ofProcess),
                slice(Operation.get("/v1/log", "readActivityLog", "A part of the activity log."))
                        .refuses(ErrorCode.LOG_UNAVAILABLE)
                        .by(asked -> answer(slice(new LogSource.Activity(), asked))),
                Operation.post("/v1/log/clear", "clearActivityLog", "Empties the activity log.")
                        .takes(RequestForms.PLAIN)
                        .answers(RequestForms.DONE)
                        .refuses(ErrorCode.LOG_NOT_CLEARED)
                        .by(this::clear),
                Operation.post(
                                "/v1/logs/reopen",
                                "reopenLogs",
                                "Opens all log files again, after an outside tool has moved them.")
                        .takes(RequestForms.PLAIN)
                        .answers(LogForms.REOPENED)
                        .refuses(ErrorCode.SHUTTING_DOWN)
                        .by(this::reopen));
    }

    private static Operation.Draft slice(Operation.Draft draft) {
        return draft.query(
                        "offset",
                        new Kind.Whole(-Long.MAX_VALUE, Long.MAX_VALUE, -USUAL),
                        "Where to begin: from the start, or, negative, that many bytes before the end. Read on from"
                                + " `start` plus the number of bytes that came.")
                .query("length", new Kind.Whole(0, MOST, USUAL), "At most this many bytes.")
                .query(
                        FILE,
                        new Kind.Text(),
                        "The `file` of the answer after which you read on, so that nothing is missed though the log"
                                + " was rotated meanwhile, however often: first comes the rest of that file, then the"
                                + " next newer one. Needs an `offset` from its start.")
                .query(MARK, new Kind.Text(), "The `mark` of that answer.")
                .answers(LogForms.SLICE);
    }

    /// A client that reads on may still get the rest of a log whose process is forgotten or has another name.
    private Response ofProcess(ApiRequest asked) {
        String name = asked.step("name");
        Stream stream = Stream.named(asked.word("stream")).orElseThrow();
        LogSlice slice = slice(new LogSource.OfProcess(ProcessName.of(name), stream), asked);
        if (slice instanceof LogSlice.Unavailable) {
            FleetStatus fleet = control.status();
            if (fleet.find(ProcessName.of(name)).isEmpty()) {
                throw ProcessOperations.noSuchProcess(name, fleet)
                        .reporting(LogForms.SLICE, new LogSlice.Unavailable("no process is named " + name));
            }
        }
        return answer(slice);
    }

    private static Response answer(LogSlice slice) {
        return switch (slice) {
            case LogSlice.Bytes _ -> JsonResponses.ok(LogForms.SLICE, slice);
            case LogSlice.Unavailable(String reason) ->
                throw new ApiError(ErrorCode.LOG_UNAVAILABLE, reason, "").reporting(LogForms.SLICE, slice);
        };
    }

    private Response reopen(ApiRequest asked) throws InterruptedException {
        RequestForms.Plain order = asked.body(RequestForms.PLAIN);
        List<String> failures = JsonResponses.outcome(control.reopenLogs(asked.requester(order.reason())));
        return JsonResponses.ok(LogForms.REOPENED, new LogForms.Reopened(failures));
    }

    private LogSlice slice(LogSource source, ApiRequest asked) {
        long offset = asked.whole("offset");
        int length = (int) asked.whole("length");
        Optional<String> file = asked.text(FILE);
        if (file.isEmpty()) {
            return control.readLog(source, offset, length);
        }
        if (offset < 0) {
            throw asked.malformed("offset", "with file, an offset from the start of that file is wanted");
        }
        return control.readOn(
                source, new LogPlace(file.get(), offset, asked.text(MARK).orElse("")), length);
    }

    private Response clear(ApiRequest asked) {
        RequestForms.Plain order = asked.body(RequestForms.PLAIN);
        control.clearActivityLog(asked.requester(order.reason())).ifPresent(obstacle -> {
            throw new ApiError(ErrorCode.LOG_NOT_CLEARED, obstacle, "see who owns the file and its directory");
        });
        return JsonResponses.ok(RequestForms.DONE, new RequestForms.Done());
    }
}
