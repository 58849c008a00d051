package org.taskmaster.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.http.Caller;
import org.taskmaster.http.Method;
import org.taskmaster.http.Request;
import org.taskmaster.http.Response;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Role;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Stream;

class ApiResourceTest {

    private static final Caller OPERATOR = new Caller("alice (uid 1000, pid 4711)", Role.OPERATOR);
    private static final Caller VIEWER = new Caller("victor (uid 1001, pid 4712)", Role.VIEWER);

    private final FakeControl control = new FakeControl()
            .with("db", StateName.STOPPED, "Not started")
            .with("web:0", StateName.RUNNING, 4711)
            .with("web:1", StateName.STARTING, 4712);
    private final ApiResource api = new ApiResource(control);

    /// Each line: what is asked, the status, and what the answer has to contain.
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "GET /v1                            ~ 200 ~ \"version\":\"0.1.0\"",
                "GET /v1/whoami                     ~ 200 ~ {\"name\":\"alice (uid 1000, pid 4711)\",\"role\":\"operator\"}",
                "GET /v1/processes                  ~ 200 ~ \"phase\":\"running\"",
                "GET /v1/processes?name=web         ~ 200 ~ \"programs\":[\"db\",\"web\"],\"processes\":[{\"name\":\"web:0\"",
                "GET /v1/processes?name=db&name=wbe ~ 200 ~ \"unknown\":[{\"word\":\"wbe\",\"suggestion\":\"web\"}]",
                "GET /v1/processes?name=wbe         ~ 404 ~ \"code\":\"no_such_name\"",
                "GET /v1/processes/web:0            ~ 200 ~ \"pid\":4711,\"age\":3661,",
                "GET /v1/processes/web:9            ~ 404 ~ \"suggestion\":\"web:0\"",
                "GET /v1/processes/web              ~ 404 ~ no process is named \\\"web\\\"",
                "GET /v1/processes/web:0/log        ~ 404 ~ \"code\":\"log_unavailable\"",
                "GET /v1/processes/nobody/log       ~ 404 ~ \"code\":\"no_such_name\"",
                "GET /v1/processes/web:0/log?stream=stdin ~ 400 ~ stream: \\\"stdin\\\" is none of stdout, stderr",
                "GET /v1/log?length=-1              ~ 400 ~ length: a whole number from 0 to 262144 is wanted, not \\\"-1\\\"",
                "GET /v1/log?lenght=1               ~ 400 ~ lenght: there is no such parameter, did you mean length?",
                "GET /v1/config/plan                ~ 200 ~ {\"kind\":\"applied\",\"steps\":[]}",
                "GET /v1/openapi.json               ~ 200 ~ \"openapi\": \"3.1.0\"",
                "GET /v1/proceses                   ~ 404 ~ did you mean /v1/processes?",
                "GET /v1/                           ~ 404 ~ \"code\":\"no_such_resource\"",
                "GET /v1/processes/web:0/           ~ 404 ~ \"code\":\"no_such_resource\"",
                "GET /v1/shutdown                   ~ 405 ~ use POST",
                "POST /v1/processes                 ~ 405 ~ use GET",
                "POST /v1/processes/start           ~ 400 ~ names: is missing",
                "POST /v1/shutdown                  ~ 200 ~ {\"good\":true}",
            })
    void everyQuestionHasItsAnswer(String question, int status, String answer) throws InterruptedException {
        Response.Whole response = ask(question, OPERATOR, Optional.empty());

        assertThat(text(response)).contains(answer);
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.contentType()).isEqualTo(status == 200 ? "application/json" : "application/problem+json");
    }

    /// Who sends null for it may have meant anything.
    @Test
    void whetherProgramsAreKeptIsTrueOrFalse() throws InterruptedException {
        Response.Whole response = ask("POST /v1/shutdown", OPERATOR, Optional.of("{\"keep_programs\":null}"));

        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response)).contains("keep_programs: true or false is wanted, not null");
        assertThat(text(ask("POST /v1/shutdown", OPERATOR, Optional.of("{\"reason\":null}"))))
                .isEqualTo("{\"good\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "/v1/processes/start     ~ {\"names\":[\"web\",\"db\"]}                  ~ START web db",
                "/v1/processes/stop      ~ {\"names\":[\"web:*\"],\"wait\":\"none\"}     ~ STOP web:*",
                "/v1/processes/restart   ~ {\"names\":[\"all\"],\"wait\":\"first\"}      ~ RESTART all",
                "/v1/processes/signal    ~ {\"names\":[\"web\"],\"signal\":\"HUP\"}      ~ signal 1 web",
                "/v1/processes/clear-log ~ {\"names\":[\"web\"]}                         ~ clear web",
                "/v1/processes/web:0/stdin ~ {\"text\":\"hello\"}                        ~ stdin of web:0: hello",
                "/v1/processes/web:0/stdin ~ {\"base64\":\"aGVsbG8=\"}                   ~ stdin of web:0: hello",
                "/v1/log/clear           ~ {}                                            ~ clear the activity log",
                "/v1/config/reload       ~ {\"programs\":[\"web\"]}                      ~ reload APPLY of web",
                "/v1/config/reread       ~ {}                                            ~ reread",
                "/v1/programs/web/add    ~ {}                                            ~ add web",
                "/v1/programs/web/remove ~ {}                                            ~ remove web",
                "/v1/announce            ~ {\"type\":\"deploy\",\"data\":\"v42\"}        ~ announce deploy v42",
                "/v1/restart             ~ {}                                            ~ start anew",
                "/v1/shutdown            ~ {}                                            ~ shutdown",
            })
    void everyOrderReachesTheSupervisorAndNoViewerGivesOne(String path, String body, String asked)
            throws InterruptedException {
        Response.Whole refused = ask("POST " + path, VIEWER, Optional.of(body));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(text(refused))
                .contains("\"code\":\"forbidden\"", "victor (uid 1001, pid 4712) may look, but not act");
        assertThat(control.asked).isEmpty();

        assertThat(ask("POST " + path, OPERATOR, Optional.of(body)).status()).isEqualTo(200);
        assertThat(control.asked).hasSize(1);
        assertThat(control.asked.getFirst()).startsWith(asked);
    }

    @Test
    void whatActsIsPostAndForOperatorsAndWhatLooksIsNeither() {
        for (Operation operation : api.operations()) {
            assertThat(operation.role())
                    .as(operation.id())
                    .isEqualTo(operation.method() == Method.POST ? Role.OPERATOR : Role.VIEWER);
        }
    }

    @Test
    void aBodyHasToBeJson() throws InterruptedException {
        Map<String, String> form = Map.of("content-type", "application/x-www-form-urlencoded");

        Response.Whole wrong = (Response.Whole)
                api.answer(request("POST /v1/shutdown", OPERATOR, form, "reason=x".getBytes(StandardCharsets.UTF_8)));
        Response.Whole none = (Response.Whole)
                api.answer(request("POST /v1/shutdown", OPERATOR, Map.of(), "{}".getBytes(StandardCharsets.UTF_8)));
        Response.Whole emptyForm =
                (Response.Whole) api.answer(request("POST /v1/shutdown", OPERATOR, form, new byte[0]));

        assertThat(List.of(wrong.status(), none.status(), emptyForm.status())).containsExactly(415, 415, 415);
        assertThat(control.asked).isEmpty();
    }

    @Test
    void nothingIsOrderedByABodyThatIsNotWhatIsWanted() throws InterruptedException {
        for (String body : List.of(
                "{",
                "[]",
                "null",
                "{\"names\":[]}",
                "{\"names\":[\"web\"],\"nmaes\":1}",
                "{\"names\":[\"web\"]}x",
                "{\"names\":[\"" + "x".repeat(301) + "\"]}",
                "{\"names\":[\"web\"],\"reason\":\"" + "y".repeat(1001) + "\"}",
                "{\"names\":[" + "\"a\",".repeat(1000) + "\"a\"]}",
                "{\"names\":[" + "\"a*\",".repeat(100) + "\"a*\"]}")) {
            Response.Whole answer = ask("POST /v1/processes/stop", OPERATOR, Optional.of(body));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(text(answer)).contains("\"code\":\"malformed\"", "see stopProcesses in /v1/openapi.json");
        }
        assertThat(control.asked).isEmpty();
    }

    @Test
    void anOrderTellsWhatBecameOfEachProcessAndOfEachWord() throws InterruptedException {
        String answer = text(ask("POST /v1/processes/stop", OPERATOR, Optional.of("{\"names\":[\"web\",\"dc\"]}")));

        assertThat(answer).isEqualTo("""
                {"good":false,"outcomes":[{"kind":"signalled","good":true,"name":"web:0"},\
                {"kind":"signalled","good":true,"name":"web:1"}],"unknown":[{"word":"dc","suggestion":"db"}]}""");
    }

    @Test
    void anOrderOfOnlyUnknownNamesIsNotFound() throws InterruptedException {
        Response.Whole answer = ask("POST /v1/processes/stop", OPERATOR, Optional.of("{\"names\":[\"dc\",\"wbe\"]}"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(text(answer))
                .contains("no process and no program is named \\\"dc\\\", and so it is with 1 more words");
    }

    @Test
    void anOrderThatTheEndOvertookIsUnavailable() throws InterruptedException {
        control.answer(_ -> {
            CompletableFuture<ActionReport> cancelled = new CompletableFuture<>();
            cancelled.cancel(false);
            return cancelled;
        });

        Response.Whole answer = ask("POST /v1/processes/stop", OPERATOR, Optional.of("{\"names\":[\"web\"]}"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer)).contains("\"code\":\"shutting_down\"");
    }

    @Test
    void aBadConfigurationIsAConflictThatTellsEveryProblem() throws InterruptedException {
        Problem problem = new Problem(java.nio.file.Path.of("web.yaml"), 12, 9, "cannot read \"x\"", "write 10s");
        control.answer(new ReloadReport.Rejected(List.of(problem, problem)));

        for (String path : List.of("GET /v1/config/plan", "POST /v1/config/reload", "POST /v1/restart")) {
            Response.Whole answer = ask(path, OPERATOR, Optional.empty());

            assertThat(answer.status()).isEqualTo(409);
            assertThat(text(answer))
                    .contains(
                            "\"code\":\"config_rejected\"",
                            "web.yaml:12:9: cannot read \\\"x\\\"; write 10s (and 1 more)",
                            "\"report\":{\"kind\":\"rejected\",\"problems\":[{");
        }
    }

    @Test
    void aProgramThatRunsIsNotRemoved() throws InterruptedException {
        control.answer(new ProgramReport.StillRunning(List.of("web:0")));

        Response.Whole answer = ask("POST /v1/programs/web/remove", OPERATOR, Optional.empty());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(text(answer)).contains("\"code\":\"still_running\"", "not at rest: web:0", "stop web first");
    }

    @Test
    void environmentsAreShownToNobodyButAnOperatorWhoAsks() throws InterruptedException {
        Launch launch = Programs.launch(Map.of("PASSWORD", "hush"), "/bin/web");
        ProcessConfig config =
                new ProcessConfig(new ProcessKey("web", 0), ProcessName.of("web"), launch, Policies.USUAL);
        control.configured(List.of(new ConfiguredProcess(config, true)));

        String usual = text(ask("GET /v1/programs", OPERATOR, Optional.empty()));
        Response.Whole refused = ask("GET /v1/programs?env=show", VIEWER, Optional.empty());
        assertThat(control.asked).isEmpty();
        String shown = text(ask("GET /v1/programs?env=show&reason=audit", OPERATOR, Optional.empty()));

        assertThat(usual)
                .contains("\"environment\":{\"PASSWORD\":\"(hidden)\"}")
                .doesNotContain("hush");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(shown).contains("\"environment\":{\"PASSWORD\":\"hush\"}");
        assertThat(control.asked).containsExactly("reveal by alice (uid 1000, pid 4711)");
    }

    @Test
    void aLogIsReadInParts() throws InterruptedException {
        control.log(new LogSource.OfProcess(ProcessName.of("web:0"), Stream.STDERR), "one\ntwo\n");

        assertThat(text(ask(
                        "GET /v1/processes/web:0/log?stream=stderr&offset=-4&length=2", OPERATOR, Optional.empty())))
                .isEqualTo(
                        "{\"kind\":\"bytes\",\"start\":4,\"size\":8,\"file\":\"inode-1\","
                                + "\"modified\":\"2026-11-23T05:31:00Z\",\"mark\":\"\",\"join\":\"continuous\",\"text\":\"tw\"}");
    }

    @Test
    void aLogIsReadOnInTheFileThatWasSetAside() throws InterruptedException {
        control.log(new LogSource.OfProcess(ProcessName.of("web:0"), Stream.STDERR), "one\ntwo\n");
        control.rotate();

        String target = "GET /v1/processes/web:0/log?stream=stderr&file=inode-1&mark=7.0.0";

        assertThat(text(ask(target + "&offset=4", OPERATOR, Optional.empty())))
                .contains("\"file\":\"inode-1\"", "\"text\":\"two\\n\"");
        assertThat(text(ask(target + "&offset=-4", OPERATOR, Optional.empty())))
                .contains("with file, an offset from the start of that file is wanted");
    }

    @Test
    void theRestOfALogIsReadWhoseProcessIsForgottenOrHasAnotherName() throws InterruptedException {
        control.log(new LogSource.OfProcess(ProcessName.of("web:0"), Stream.STDOUT), "one\ntwo\n");
        control.forget("web:0");

        String target = "GET /v1/processes/web:0/log?file=inode-1&mark=7.0.0&offset=4";

        assertThat(text(ask(target, OPERATOR, Optional.empty()))).contains("\"text\":\"two\\n\"");
        assertThat(ask("GET /v1/processes/none/log", OPERATOR, Optional.empty()).status())
                .isEqualTo(404);
    }

    @Test
    void aProcessIsFoundWhateverItsNameMeansElsewhere() throws InterruptedException {
        control.with("start", StateName.STOPPED, "Not started");
        control.now("db", StateName.RUNNING, OptionalInt.of(5), "");

        assertThat(ask("GET /v1/processes/start", VIEWER, Optional.empty()).status())
                .isEqualTo(200);
    }

    private Response.Whole ask(String question, Caller caller, Optional<String> json) throws InterruptedException {
        Map<String, String> headers =
                json.isPresent() ? Map.of("content-type", "application/json; charset=utf-8") : Map.of();
        byte[] body = json.orElse("").getBytes(StandardCharsets.UTF_8);
        return (Response.Whole) api.answer(request(question, caller, headers, body));
    }

    private static Request request(String question, Caller caller, Map<String, String> headers, byte[] body) {
        String[] words = question.split(" ");
        String[] target = words[1].split("\\?");
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (target.length > 1) {
            for (String pair : target[1].split("&")) {
                query.computeIfAbsent(pair.split("=")[0], _ -> new ArrayList<>())
                        .add(pair.split("=")[1]);
            }
        }
        return new Request(Method.valueOf(words[0]), target[0], query, headers, body, caller);
    }

    private static String text(Response.Whole answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void everyCodeHasItsPlaceInTheDocument() {
        String document = new String(api.document(), StandardCharsets.UTF_8);

        for (ErrorCode code : ErrorCode.values()) {
            boolean anywhere = Set.of(
                            ErrorCode.MALFORMED,
                            ErrorCode.FORBIDDEN,
                            ErrorCode.NO_SUCH_RESOURCE,
                            ErrorCode.METHOD_NOT_ALLOWED,
                            ErrorCode.WRONG_MEDIA_TYPE)
                    .contains(code);
            assertThat(anywhere || document.contains(code.word()))
                    .as(code.word())
                    .isTrue();
        }
    }
}
