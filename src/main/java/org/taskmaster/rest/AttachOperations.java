package org.taskmaster.rest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.WindowSize;
import org.taskmaster.http.Response;
import org.taskmaster.http.WebSockets;
import org.taskmaster.json.AttachForms;
import org.taskmaster.model.ProcessName;
import org.taskmaster.rest.Parameter.Kind;

/// How a client's terminal is joined to that of a process.
final class AttachOperations {

    private static final int MOST = 9_999;

    private final Control control;

    AttachOperations(Control control) {
        this.control = control;
    }

    List<Operation> table() {
        return List.of(Operation.get(
                        "/v1/processes/{name}/attach",
                        "attachProcess",
                        "Joins your terminal to that of a process, over a WebSocket. Typing is for operators.")
                .step("name", "The name of the process, as `web` or `web:0`.")
                .query("rows", new Kind.Whole(1, MOST, WindowSize.USUAL.rows()), "How many rows your terminal has.")
                .query(
                        "columns",
                        new Kind.Whole(1, MOST, WindowSize.USUAL.columns()),
                        "How many columns your terminal has.")
                .query(
                        "mode",
                        new Kind.Word(List.of("interactive", "read_only")),
                        "Whether you type, which is for operators, or only look.")
                .streams(Operation.WEBSOCKET)
                .refuses(
                        ErrorCode.FORBIDDEN,
                        ErrorCode.NO_SUCH_NAME,
                        ErrorCode.NOT_RUNNING,
                        ErrorCode.NO_TERMINAL,
                        ErrorCode.UPGRADE_REQUIRED)
                .by(this::attach));
    }

    private Response attach(ApiRequest asked) {
        AttachMode mode = AttachMode.valueOf(asked.word("mode").toUpperCase(Locale.ROOT));
        if (mode == AttachMode.INTERACTIVE && !asked.caller().mayAct()) {
            throw ApiError.forbidden(asked.caller());
        }
        WindowSize size = new WindowSize((int) asked.whole("rows"), (int) asked.whole("columns"));
        WebSockets.objection(asked.request()).ifPresent(objection -> {
            throw new ApiError(
                            ErrorCode.UPGRADE_REQUIRED,
                            objection,
                            "ask with the headers Upgrade: websocket, Connection: Upgrade, Sec-WebSocket-Version: 13"
                                    + " and Sec-WebSocket-Key")
                    .with(WebSockets.UPGRADE_REQUIRED);
        });
        String name = asked.step("name");
        AttachReport report = control.attach(ProcessName.of(name), size, mode, asked.requester(Optional.empty()));
        return switch (report) {
            case AttachReport.Attached(var attachment) ->
                new Response.WebSocket(
                        new AttachTalk(attachment, () -> control.status().phase() == Phase.UPGRADING));
            case AttachReport.NoSuchProcess _ ->
                throw ProcessOperations.noSuchProcess(name, control.status()).reporting(AttachForms.REPORT, report);
            case AttachReport.NotRunning _ ->
                throw new ApiError(ErrorCode.NOT_RUNNING, name + " is not running", "start it first")
                        .reporting(AttachForms.REPORT, report);
            case AttachReport.NoTerminal _ ->
                throw new ApiError(
                                ErrorCode.NO_TERMINAL,
                                name + " has no terminal",
                                "give it one by tty: true in the configuration")
                        .reporting(AttachForms.REPORT, report);
        };
    }
}
