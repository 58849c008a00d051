package org.taskmaster.rest;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.Requester;
import org.taskmaster.control.RereadReport;
import org.taskmaster.http.Response;
import org.taskmaster.json.ConfigForms;
import org.taskmaster.json.ProgramForms;
import org.taskmaster.json.RequestForms;
import org.taskmaster.model.Problem;
import org.taskmaster.rest.Parameter.Kind;

/// What can be asked of the configuration and its programs.
final class ConfigOperations {

    private static final String PROGRAM = "The name of the program.";

    private final Control control;

    ConfigOperations(Control control) {
        this.control = control;
    }

    List<Operation> table() {
        return List.of(
                Operation.get(
                                "/v1/programs",
                                "listPrograms",
                                "The programs of the configuration that was last read, with their processes.")
                        .query(
                                "env",
                                new Kind.Word(List.of("hide", "show")),
                                "Whether the values of environments are shown, which may be secrets. Only an operator"
                                        + " may see them, and the activity log names who did.")
                        .query("reason", new Kind.Text(), "Why they are shown, for the activity log.")
                        .answers(ProgramForms.PROGRAMS)
                        .by(this::programs),
                Operation.post("/v1/programs/{name}/add", "addProgram", "Begins to supervise a program.")
                        .step("name", PROGRAM)
                        .takes(RequestForms.PLAIN)
                        .answers(ConfigForms.PROGRAM)
                        .refuses(ErrorCode.NO_SUCH_NAME, ErrorCode.ALREADY_ADDED, ErrorCode.SHUTTING_DOWN)
                        .by(asked -> enlisted(asked, control::add)),
                Operation.post(
                                "/v1/programs/{name}/remove",
                                "removeProgram",
                                "Forgets a program whose processes are all at rest.")
                        .step("name", PROGRAM)
                        .takes(RequestForms.PLAIN)
                        .answers(ConfigForms.PROGRAM)
                        .refuses(ErrorCode.NO_SUCH_NAME, ErrorCode.STILL_RUNNING, ErrorCode.SHUTTING_DOWN)
                        .by(asked -> enlisted(asked, control::remove)),
                Operation.get("/v1/config/plan", "planReload", "What a reload would do. Nothing is changed.")
                        .query("program", new Kind.Texts(), "Only for these programs. May be repeated.")
                        .answers(ConfigForms.RELOAD)
                        .refuses(ErrorCode.CONFIG_REJECTED, ErrorCode.SUPERSEDED, ErrorCode.SHUTTING_DOWN)
                        .by(this::plan),
                Operation.post("/v1/config/reload", "reload", "Reads the configuration file again and follows it.")
                        .takes(ConfigForms.RELOAD_ORDER)
                        .answers(ConfigForms.RELOAD)
                        .refuses(ErrorCode.CONFIG_REJECTED, ErrorCode.SUPERSEDED, ErrorCode.SHUTTING_DOWN)
                        .by(this::reload),
                Operation.post(
                                "/v1/config/reread",
                                "reread",
                                "Reads the configuration file again and reports how it differs. What was read is what"
                                        + " addProgram adds; nothing else is changed.")
                        .takes(RequestForms.PLAIN)
                        .answers(ConfigForms.REREAD)
                        .refuses(ErrorCode.CONFIG_REJECTED, ErrorCode.SHUTTING_DOWN)
                        .by(this::reread),
                Operation.post(
                                "/v1/restart",
                                "startAnew",
                                "Reads the configuration file again and, when it is good, stops everything and starts"
                                        + " anew what starts by itself. Answered when the stopping has begun.")
                        .takes(RequestForms.PLAIN)
                        .answers(ConfigForms.RELOAD)
                        .refuses(ErrorCode.CONFIG_REJECTED, ErrorCode.SUPERSEDED, ErrorCode.SHUTTING_DOWN)
                        .by(this::startAnew));
    }

    /// Adds or removes a program.
    private interface Enlisting {
        CompletableFuture<ProgramReport> order(String program, Requester who);
    }

    private Response programs(ApiRequest asked) throws InterruptedException {
        boolean shown = asked.word("env").equals("show");
        if (shown && !asked.caller().mayAct()) {
            throw new ApiError(
                    ErrorCode.FORBIDDEN,
                    asked.caller().name() + " may look, but not at the values of environments",
                    "ask an operator, or leave env=show out");
        }
        List<ConfiguredProcess> processes =
                shown ? control.reveal(asked.requester(asked.text("reason"))) : control.configured();
        return JsonResponses.longer(ProgramForms.PROGRAMS, new ProgramForms.Configured(processes));
    }

    private Response enlisted(ApiRequest asked, Enlisting enlisting) throws InterruptedException {
        String name = asked.step("name");
        RequestForms.Plain order = asked.body(RequestForms.PLAIN);
        ProgramReport report = JsonResponses.outcome(enlisting.order(name, asked.requester(order.reason())));
        Optional<ApiError> declined = switch (report) {
            case ProgramReport.Done _ -> Optional.empty();
            case ProgramReport.NoSuchProgram(Optional<String> suggestion) -> Optional.of(noSuch(name, suggestion));
            case ProgramReport.AlreadyAdded _ ->
                Optional.of(new ApiError(
                        ErrorCode.ALREADY_ADDED,
                        name + " is supervised already",
                        "reload to follow what has changed of it"));
            case ProgramReport.StillRunning(List<String> names) ->
                Optional.of(new ApiError(
                        ErrorCode.STILL_RUNNING,
                        "not at rest: " + String.join(", ", names),
                        "stop " + name + " first"));
            case ProgramReport.ShuttingDown _ -> Optional.of(JsonResponses.shuttingDown());
        };
        if (declined.isPresent()) {
            throw declined.get().reporting(ConfigForms.PROGRAM, report);
        }
        return JsonResponses.ok(ConfigForms.PROGRAM, report);
    }

    private static ApiError noSuch(String name, Optional<String> suggestion) {
        return new ApiError(
                        ErrorCode.NO_SUCH_NAME,
                        "no program is named \"" + name + "\"",
                        suggestion
                                .map(near -> "did you mean " + near + "?")
                                .orElse("GET /v1/programs lists the names of all; a new one is known after"
                                        + " POST /v1/config/reread"))
                .suggesting(suggestion);
    }

    private Response plan(ApiRequest asked) throws InterruptedException {
        return reloaded(JsonResponses.outcome(
                control.reload(ReloadMode.DRY_RUN, asked.texts("program"), asked.requester(Optional.empty()))));
    }

    private Response reload(ApiRequest asked) throws InterruptedException {
        ConfigForms.ReloadOrder order = asked.body(ConfigForms.RELOAD_ORDER);
        return reloaded(JsonResponses.outcome(
                control.reload(ReloadMode.APPLY, order.programs(), asked.requester(order.reason()))));
    }

    private Response startAnew(ApiRequest asked) throws InterruptedException {
        RequestForms.Plain order = asked.body(RequestForms.PLAIN);
        return reloaded(JsonResponses.outcome(control.startAnew(asked.requester(order.reason()))));
    }

    private Response reloaded(ReloadReport report) throws InterruptedException {
        return switch (report) {
            case ReloadReport.Planned _, ReloadReport.Applied _ -> JsonResponses.longer(ConfigForms.RELOAD, report);
            case ReloadReport.Rejected(List<Problem> problems) ->
                throw rejected(problems).reporting(ConfigForms.RELOAD, report);
            case ReloadReport.Superseded _ -> throw superseded().reporting(ConfigForms.RELOAD, report);
        };
    }

    private Response reread(ApiRequest asked) throws InterruptedException {
        RequestForms.Plain order = asked.body(RequestForms.PLAIN);
        RereadReport report = JsonResponses.outcome(control.reread(asked.requester(order.reason())));
        return switch (report) {
            case RereadReport.Read _ -> JsonResponses.ok(ConfigForms.REREAD, report);
            case RereadReport.Rejected(List<Problem> problems) ->
                throw rejected(problems).reporting(ConfigForms.REREAD, report);
            case RereadReport.Superseded _ -> throw superseded().reporting(ConfigForms.REREAD, report);
        };
    }

    private static ApiError rejected(List<Problem> problems) {
        String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
        return new ApiError(
                ErrorCode.CONFIG_REJECTED,
                "the configuration file is bad, and nothing was changed: "
                        + problems.getFirst().text() + more,
                "fix the file; report lists every problem and its remedy");
    }

    private ApiError superseded() {
        return control.status().phase() == Phase.RUNNING
                ? new ApiError(
                        ErrorCode.SUPERSEDED,
                        "another reload took over before this one was through",
                        "see what it did in the activity log, and reload again when that is not enough")
                : JsonResponses.shuttingDown();
    }
}
