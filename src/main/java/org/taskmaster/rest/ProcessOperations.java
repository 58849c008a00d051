package org.taskmaster.rest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;
import org.taskmaster.control.StdinReport;
import org.taskmaster.control.UnknownName;
import org.taskmaster.http.Response;
import org.taskmaster.json.FleetView;
import org.taskmaster.json.LogForms;
import org.taskmaster.json.OrderForms;
import org.taskmaster.json.ProcessView;
import org.taskmaster.json.ProgramForms;
import org.taskmaster.json.StatusForms;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Suggestions;
import org.taskmaster.rest.Parameter.Kind;

/// What can be asked of processes.
final class ProcessOperations {

    private static final int MOST_WORDS = 1000;
    private static final int MOST_PATTERNS = 100;
    private static final int LONGEST_WORD = 300;
    private static final String NAME = "The name of the process, as `web` or `web:0`.";

    private final Control control;

    ProcessOperations(Control control) {
        this.control = control;
    }

    List<Operation> table() {
        return List.of(
                Operation.get("/v1/processes", "listProcesses", "The states of all processes, or of some.")
                        .query(
                                "name",
                                new Kind.Texts(),
                                "Only these: names (`web:0`), programs (`web`), globs (`w*`), or `all`. May be"
                                        + " repeated.")
                        .answers(StatusForms.FLEET)
                        .refuses(ErrorCode.NO_SUCH_NAME)
                        .by(this::list),
                Operation.get("/v1/processes/{name}", "getProcess", "The state of one process.")
                        .step("name", NAME)
                        .answers(StatusForms.PROCESS)
                        .refuses(ErrorCode.NO_SUCH_NAME)
                        .by(this::one),
                Operation.get(
                                "/v1/processes/{name}/settings",
                                "getSettings",
                                "The settings in force of one process. They may be older than those of"
                                        + " `listPrograms`, which was only read.")
                        .step("name", NAME)
                        .answers(ProgramForms.PROGRAMS)
                        .refuses(ErrorCode.NO_SUCH_NAME)
                        .by(this::settings),
                action(Action.START, "startProcesses", "Starts processes."),
                action(Action.STOP, "stopProcesses", "Stops processes."),
                action(Action.RESTART, "restartProcesses", "Stops processes and starts them again."),
                action(
                        Action.DISABLE,
                        "disableProcesses",
                        "Stops processes, and does not start them by itself any more, also after a restart of the"
                                + " supervisor or the machine."),
                action(
                        Action.ENABLE,
                        "enableProcesses",
                        "Lets processes start by themselves again; those that were disabled and have `autostart` are"
                                + " started."),
                Operation.post("/v1/processes/signal", "signalProcesses", "Sends a signal to processes.")
                        .takes(OrderForms.SIGNAL_ORDER)
                        .answers(OrderForms.REPORT)
                        .refuses(ErrorCode.NO_SUCH_NAME, ErrorCode.SHUTTING_DOWN)
                        .by(this::signal),
                Operation.post("/v1/processes/clear-log", "clearLogs", "Empties the output files of processes.")
                        .takes(OrderForms.NAMES_ORDER)
                        .answers(OrderForms.REPORT)
                        .refuses(ErrorCode.NO_SUCH_NAME)
                        .by(this::clear),
                Operation.post(
                                "/v1/processes/{name}/stdin",
                                "sendStdin",
                                "Hands bytes to the standard input of a process.")
                        .step("name", NAME)
                        .takes(LogForms.STDIN)
                        .answers(LogForms.STDIN_REPORT)
                        .refuses(
                                ErrorCode.NO_SUCH_NAME,
                                ErrorCode.NOT_RUNNING,
                                ErrorCode.STDIN_CLOSED,
                                ErrorCode.SHUTTING_DOWN)
                        .by(this::stdin));
    }

    private Operation action(Action action, String id, String summary) {
        String verb = action.name().toLowerCase(java.util.Locale.ROOT);
        return Operation.post("/v1/processes/" + verb, id, summary)
                .takes(OrderForms.ORDER)
                .answers(OrderForms.REPORT)
                .refuses(ErrorCode.NO_SUCH_NAME, ErrorCode.SHUTTING_DOWN)
                .by(asked -> act(action, asked));
    }

    private Response list(ApiRequest asked) throws InterruptedException {
        FleetStatus fleet = asked.seen(control.status());
        List<String> words = asked.texts("name");
        if (words.isEmpty()) {
            return JsonResponses.longer(StatusForms.FLEET, FleetView.of(fleet));
        }
        Selection selection = Selection.of(selector("name", words, asked), fleet);
        FleetView view = FleetView.of(fleet, selection.processes(), selection.unknown());
        if (view.processes().isEmpty() && !view.unknown().isEmpty()) {
            throw noSuchNames(view.unknown()).reporting(StatusForms.FLEET, view);
        }
        return JsonResponses.longer(StatusForms.FLEET, view);
    }

    private Response one(ApiRequest asked) {
        FleetStatus fleet = asked.seen(control.status());
        ProcessStatus process = fleet.find(ProcessName.of(asked.step("name")))
                .orElseThrow(() -> noSuchProcess(asked.step("name"), fleet));
        return JsonResponses.ok(StatusForms.PROCESS, ProcessView.of(process, fleet.asOf()));
    }

    private Response settings(ApiRequest asked) throws InterruptedException {
        String name = asked.step("name");
        List<ConfiguredProcess> found =
                control.inForce(ProcessName.of(name)).stream().toList();
        ProgramForms.Configured report = new ProgramForms.Configured(found);
        if (found.isEmpty()) {
            throw noSuchProcess(name, control.status()).reporting(ProgramForms.PROGRAMS, report);
        }
        return JsonResponses.longer(ProgramForms.PROGRAMS, report);
    }

    private Response act(Action action, ApiRequest asked) throws InterruptedException {
        OrderForms.Order order = asked.body(OrderForms.ORDER);
        Selector selector = selector("names", order.names(), asked);
        return reported(JsonResponses.outcome(
                control.act(action, selector, order.patience(), asked.requester(order.reason()))));
    }

    private Response signal(ApiRequest asked) throws InterruptedException {
        OrderForms.SignalOrder order = asked.body(OrderForms.SIGNAL_ORDER);
        Selector selector = selector("names", order.names(), asked);
        CompletableFuture<ActionReport> report =
                control.signal(order.signal(), selector, asked.requester(order.reason()));
        return reported(JsonResponses.outcome(report));
    }

    private Response clear(ApiRequest asked) {
        OrderForms.NamesOrder order = asked.body(OrderForms.NAMES_ORDER);
        Selector selector = selector("names", order.names(), asked);
        return reported(control.clearLogs(selector, asked.requester(order.reason())));
    }

    private Response stdin(ApiRequest asked) throws InterruptedException {
        String name = asked.step("name");
        LogForms.Stdin stdin = asked.body(LogForms.STDIN);
        StdinReport report = JsonResponses.outcome(
                control.sendStdin(ProcessName.of(name), stdin.bytes(), asked.requester(stdin.reason())));
        Optional<ApiError> declined = switch (report) {
            case StdinReport.Sent _ -> Optional.empty();
            case StdinReport.NoSuchProcess _ -> Optional.of(noSuchProcess(name, control.status()));
            case StdinReport.NotRunning _ ->
                Optional.of(new ApiError(ErrorCode.NOT_RUNNING, name + " is not running", "start it first"));
            case StdinReport.Closed(String reason) ->
                Optional.of(new ApiError(
                        ErrorCode.STDIN_CLOSED, "the standard input of " + name + " takes nothing: " + reason, ""));
        };
        if (declined.isPresent()) {
            throw declined.get().reporting(LogForms.STDIN_REPORT, report);
        }
        return JsonResponses.ok(LogForms.STDIN_REPORT, report);
    }

    /// An order of which not one word fits anything is a mistake; else each word and process has its say.
    private static Response reported(ActionReport report) {
        if (report.outcomes().isEmpty() && !report.unknown().isEmpty()) {
            throw noSuchNames(report.unknown()).reporting(OrderForms.REPORT, report);
        }
        return JsonResponses.ok(OrderForms.REPORT, report);
    }

    private static Selector selector(String name, List<String> words, ApiRequest asked) {
        if (words.isEmpty()) {
            throw asked.malformed(name, "at least one word is wanted, as the name of a process, or all");
        }
        if (words.size() > MOST_WORDS) {
            throw asked.malformed(
                    name, "at most " + MOST_WORDS + " words are taken; name programs, write globs as web:*, or all");
        }
        if (words.stream().filter(Selector::isPattern).count() > MOST_PATTERNS) {
            throw asked.malformed(
                    name, "at most " + MOST_PATTERNS + " of the words may be globs; write fewer, wider ones");
        }
        words.forEach(word -> asked.atMost(name, word, LONGEST_WORD));
        return new Selector(words);
    }

    private static ApiError noSuchNames(List<UnknownName> unknown) {
        UnknownName first = unknown.getFirst();
        String rest = unknown.size() == 1 ? "" : ", and so it is with " + (unknown.size() - 1) + " more words";
        return new ApiError(
                        ErrorCode.NO_SUCH_NAME,
                        "no process and no program is named \"" + first.word() + "\"" + rest,
                        remedy(first.suggestion()))
                .suggesting(first.suggestion());
    }

    /// Without a report: the caller knows the form of its own.
    static ApiError noSuchProcess(String name, FleetStatus fleet) {
        Set<String> names = new LinkedHashSet<>();
        fleet.processes().forEach(process -> names.add(process.name().text()));
        Optional<String> suggestion = Suggestions.nearest(name, names);
        return new ApiError(ErrorCode.NO_SUCH_NAME, "no process is named \"" + name + "\"", remedy(suggestion))
                .suggesting(suggestion);
    }

    private static String remedy(Optional<String> suggestion) {
        return suggestion.map(near -> "did you mean " + near + "?").orElse("GET /v1/processes lists the names of all");
    }
}
