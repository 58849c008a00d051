package org.taskmaster.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.api.Parameter.Kind;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.Requester;
import org.taskmaster.control.RereadReport;
import org.taskmaster.http.Response;
import org.taskmaster.model.Problem;
import org.taskmaster.wire.ConfigForms;
import org.taskmaster.wire.ProgramForms;
import org.taskmaster.wire.RequestForms;

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
                                        + " may see them, and the activity log tells who did.")
                        .query("reason", new Kind.Text(), "Why they are shown, for the activity log.")
                        .answers(ProgramForms.PROGRAMS)
                        .by(this::programs),
                Operation.post("/v1/programs/{name}/add", "addProgram", "Begins to supervise a program.")
                        .step("name", PROGRAM)
                        .takes(RequestForms.PLAIN)
                        .answers(ConfigForms.PROGRAM)
                        .refuses(Code.NO_SUCH_NAME, Code.ALREADY_ADDED, Code.SHUTTING_DOWN)
                        .by(asked -> enlisted(asked, control::add)),
                Operation.post(
                                "/v1/programs/{name}/remove",
                                "removeProgram",
                                "Forgets a program whose processes are all at rest.")
                        .step("name", PROGRAM)
                        .takes(RequestForms.PLAIN)
                        .answers(ConfigForms.PROGRAM)
                        .refuses(Code.NO_SUCH_NAME, Code.STILL_RUNNING, Code.SHUTTING_DOWN)
                        .by(asked -> enlisted(asked, control::remove)),
                Operation.get("/v1/config/plan", "planReload", "What a reload would do. Nothing is changed.")
                        .query("program", new Kind.Texts(), "Only for these programs. May be repeated.")
                        .answers(ConfigForms.RELOAD)
                        .refuses(Code.CONFIG_REJECTED, Code.SUPERSEDED, Code.SHUTTING_DOWN)
                        .by(this::plan),
                Operation.post("/v1/config/reload", "reload", "Reads the configuration file again and follows it.")
                        .takes(ConfigForms.RELOAD_ORDER)
                        .answers(ConfigForms.RELOAD)
                        .refuses(Code.CONFIG_REJECTED, Code.SUPERSEDED, Code.SHUTTING_DOWN)
                        .by(this::reload),
                Operation.post(
                                "/v1/config/reread",
                                "reread",
                                "Reads the configuration file again and tells how it differs. What was read is what"
                                        + " addProgram adds; nothing else is changed.")
                        .takes(RequestForms.PLAIN)
                        .answers(ConfigForms.REREAD)
                        .refuses(Code.CONFIG_REJECTED, Code.SHUTTING_DOWN)
                        .by(this::reread),
                Operation.post(
                                "/v1/restart",
                                "startAnew",
                                "Reads the configuration file again and, when it is good, stops everything and starts"
                                        + " anew what starts by itself. Answered when the stopping has begun.")
                        .takes(RequestForms.PLAIN)
                        .answers(ConfigForms.RELOAD)
                        .refuses(Code.CONFIG_REJECTED, Code.SUPERSEDED, Code.SHUTTING_DOWN)
                        .by(this::startAnew));
    }

    /// Adds or removes a program.
    private interface Enlisting {
        CompletableFuture<ProgramReport> order(String program, Requester who);
    }

    private Response programs(Asked asked) throws InterruptedException {
        boolean shown = asked.word("env").equals("show");
        if (shown && !asked.caller().mayAct()) {
            throw new Declined(
                    Code.FORBIDDEN,
                    asked.caller().name() + " may look, but not at the values of environments",
                    "ask an operator, or leave env=show out");
        }
        List<ConfiguredProcess> processes =
                shown ? control.reveal(asked.requester(asked.text("reason"))) : control.configured();
        return Answers.longer(ProgramForms.PROGRAMS, new ProgramForms.Configured(processes));
    }

    private Response enlisted(Asked asked, Enlisting enlisting) throws InterruptedException {
        String name = asked.step("name");
        RequestForms.Plain order = asked.body(RequestForms.PLAIN);
        ProgramReport report = Answers.outcome(enlisting.order(name, asked.requester(order.reason())));
        Optional<Declined> declined = switch (report) {
            case ProgramReport.Done _ -> Optional.empty();
            case ProgramReport.NoSuchProgram(Optional<String> suggestion) -> Optional.of(noSuch(name, suggestion));
            case ProgramReport.AlreadyAdded _ ->
                Optional.of(new Declined(
                        Code.ALREADY_ADDED,
                        name + " is supervised already",
                        "reload to follow what has changed of it"));
            case ProgramReport.StillRunning(List<String> names) ->
                Optional.of(new Declined(
                        Code.STILL_RUNNING, "not at rest: " + String.join(", ", names), "stop " + name + " first"));
            case ProgramReport.ShuttingDown _ -> Optional.of(Answers.shuttingDown());
        };
        if (declined.isPresent()) {
            throw declined.get().reporting(ConfigForms.PROGRAM, report);
        }
        return Answers.ok(ConfigForms.PROGRAM, report);
    }

    private static Declined noSuch(String name, Optional<String> suggestion) {
        return new Declined(
                        Code.NO_SUCH_NAME,
                        "no program is named \"" + name + "\"",
                        suggestion
                                .map(near -> "did you mean " + near + "?")
                                .orElse("GET /v1/programs tells the names of all; a new one is known after"
                                        + " POST /v1/config/reread"))
                .suggesting(suggestion);
    }

    private Response plan(Asked asked) throws InterruptedException {
        return reloaded(Answers.outcome(
                control.reload(ReloadMode.DRY_RUN, asked.texts("program"), asked.requester(Optional.empty()))));
    }

    private Response reload(Asked asked) throws InterruptedException {
        ConfigForms.ReloadOrder order = asked.body(ConfigForms.RELOAD_ORDER);
        return reloaded(
                Answers.outcome(control.reload(ReloadMode.APPLY, order.programs(), asked.requester(order.reason()))));
    }

    private Response startAnew(Asked asked) throws InterruptedException {
        RequestForms.Plain order = asked.body(RequestForms.PLAIN);
        return reloaded(Answers.outcome(control.startAnew(asked.requester(order.reason()))));
    }

    private Response reloaded(ReloadReport report) throws InterruptedException {
        return switch (report) {
            case ReloadReport.Planned _, ReloadReport.Applied _ -> Answers.longer(ConfigForms.RELOAD, report);
            case ReloadReport.Rejected(List<Problem> problems) ->
                throw rejected(problems).reporting(ConfigForms.RELOAD, report);
            case ReloadReport.Superseded _ -> throw superseded().reporting(ConfigForms.RELOAD, report);
        };
    }

    private Response reread(Asked asked) throws InterruptedException {
        RequestForms.Plain order = asked.body(RequestForms.PLAIN);
        RereadReport report = Answers.outcome(control.reread(asked.requester(order.reason())));
        return switch (report) {
            case RereadReport.Read _ -> Answers.ok(ConfigForms.REREAD, report);
            case RereadReport.Rejected(List<Problem> problems) ->
                throw rejected(problems).reporting(ConfigForms.REREAD, report);
            case RereadReport.Superseded _ -> throw superseded().reporting(ConfigForms.REREAD, report);
        };
    }

    private static Declined rejected(List<Problem> problems) {
        String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
        return new Declined(
                Code.CONFIG_REJECTED,
                "the configuration file is bad, and nothing was changed: "
                        + problems.getFirst().text() + more,
                "mend the file; report tells every problem and its remedy");
    }

    private Declined superseded() {
        return control.status().phase() == Phase.RUNNING
                ? new Declined(
                        Code.SUPERSEDED,
                        "another reload took over before this one was through",
                        "see what it did in the activity log, and reload again when that is not enough")
                : Answers.shuttingDown();
    }
}
