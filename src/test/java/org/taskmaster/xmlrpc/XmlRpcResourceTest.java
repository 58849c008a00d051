package org.taskmaster.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ProcessStatus.History;
import org.taskmaster.http.Caller;
import org.taskmaster.http.Method;
import org.taskmaster.http.Request;
import org.taskmaster.http.Response;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Role;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

class XmlRpcResourceTest {

    private static final Caller OPERATOR = new Caller("alice (uid 1000, pid 4711)", Role.OPERATOR);
    private static final Caller VIEWER = new Caller("bob (uid 1001, pid 4712)", Role.VIEWER);

    private final FakeControl control = new FakeControl()
            .with("web", StateName.RUNNING, 17)
            .with("worker:0", StateName.STOPPED, ProcessStatus.NOT_STARTED)
            .with("worker:1", StateName.BACKOFF, "exited too quickly (exit status 1)");

    private Response.Whole post(String body, Caller caller) throws InterruptedException {
        XmlRpcResource resource = new XmlRpcResource(
                control, Optional.empty(), InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)), ZoneOffset.UTC);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return (Response.Whole) resource.answer(new Request(Method.POST, "/RPC2", Map.of(), Map.of(), bytes, caller));
    }

    private String call(Caller caller, String method, String... values) throws InterruptedException {
        StringBuilder params = new StringBuilder();
        for (String value : values) {
            params.append("<param><value>").append(value).append("</value></param>");
        }
        Response.Whole answer = post(
                "<methodCall><methodName>" + method + "</methodName><params>" + params + "</params></methodCall>",
                caller);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/xml");
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private String call(String method, String... values) throws InterruptedException {
        return call(OPERATOR, method, values);
    }

    private static String fault(String answer) {
        int start = answer.indexOf("<name>faultString</name><value><string>");
        assertThat(start).as(answer).isPositive();
        return answer.substring(answer.indexOf("<string>", start) + 8, answer.indexOf("</string>", start));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "supervisor.nope",
                "getState",
                "supervisor",
                "supervisor.getState.x",
                "supervisor.getState ()",
                "supervisor._update",
                "supervisor.supervisord.options.warnings.linecache.os.system",
                "java.lang.System.exit",
                "Supervisor.getState",
            })
    void onlyWhatIsInTheTableCanBeCalled(String name) throws InterruptedException {
        assertThat(fault(call(name))).isEqualTo("UNKNOWN_METHOD");
    }

    @Test
    void whatCannotBeReadIsStatus400AndSaysWhy() throws InterruptedException {
        Response.Whole answer = post("<methodCall>", OPERATOR);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).asString().startsWith("this is not an XML-RPC call: ");
    }

    @Test
    void lookingByGetIsStatus400() throws InterruptedException {
        Request request = new Request(Method.GET, "/RPC2", Map.of(), Map.of(), new byte[0], OPERATOR);

        assertThat(new XmlRpcResource(control, Optional.empty()).answer(request).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<boolean>1</boolean>",
                "<int>1</int>",
                "<i4>1</i4>",
                "<string>yes</string>",
            })
    void dashboardsMaySendTheTruthAsTheyLike(String truth) throws InterruptedException {
        control.answer(new Outcome.Begun(ProcessName.of("worker:0")));

        assertThat(call("supervisor.startProcess", "worker:0", truth)).contains("<boolean>1</boolean>");
        assertThat(control.asked).containsExactly("START worker:0 by " + OPERATOR.name());
    }

    @Test
    void whatIsDisabledIsNotStartedWithAllAndSaysSo() throws InterruptedException {
        control.with("idle", StateName.STOPPED, ProcessStatus.NOT_STARTED).disabled("web", "idle");
        control.answer(new Outcome.Begun(ProcessName.of("worker:0")), new Outcome.Begun(ProcessName.of("idle")));

        assertThat(call("supervisor.startAllProcesses", "<boolean>0</boolean>"))
                .contains("worker")
                .doesNotContain("idle");
        assertThat(call("supervisor.getProcessInfo", "idle")).contains("<string>Not started, disabled</string>");
        assertThat(call("supervisor.getProcessInfo", "web"))
                .contains("<string>pid 17, uptime ")
                .doesNotContain("disabled");
        assertThat(call("supervisor.startProcess", "idle", "<boolean>0</boolean>"))
                .contains("<boolean>1</boolean>");
        assertThat(control.asked)
                .containsExactly("START worker:0 by " + OPERATOR.name(), "START idle by " + OPERATOR.name());
    }

    @Test
    void theOnlyProcessIsStartedThoughItIsDisabled() throws InterruptedException {
        List.of("web", "worker:0", "worker:1").forEach(control::forget);
        control.with("idle", StateName.STOPPED, ProcessStatus.NOT_STARTED).disabled("idle");
        control.answer(new Outcome.Begun(ProcessName.of("idle")));

        call("supervisor.startProcess", "idle", "<boolean>0</boolean>");

        // By all it would be left down.
        assertThat(control.asked).containsExactly("START idle by " + OPERATOR.name());
    }

    @Test
    void emptyParametersThatAreTooManyDoNotCount() throws InterruptedException {
        assertThat(call("supervisor.getState", "<nil/>")).contains("RUNNING");
        assertThat(call("supervisor.getProcessInfo", "web", "<nil/>")).contains("RUNNING");
        assertThat(fault(call("supervisor.getProcessInfo", "<nil/>"))).startsWith("INCORRECT_PARAMETERS");
    }

    @Test
    void severalCallsMayHaveParamsThatAreNull() throws InterruptedException {
        String calls = "<array><data><value><struct>"
                + "<member><name>methodName</name><value>supervisor.getAPIVersion</value></member>"
                + "<member><name>params</name><value><nil/></value></member>"
                + "</struct></value></data></array>";

        assertThat(call("system.multicall", calls)).contains("<string>3.0</string>");
    }

    @Test
    void everyIntegerIsAnInt() throws InterruptedException {
        String answer = call("supervisor.getAllProcessInfo");

        assertThat(answer).contains("<name>pid</name><value><int>17</int></value>");
        assertThat(answer).doesNotContain("<i4>", "<i8>", "<double>");
    }

    @Test
    void whoMayOnlyLookCanCallNothingThatChangesAnything() throws InterruptedException {
        List<String> refused =
                MethodTable.of(control, Optional.empty(), InstantSource.system(), ZoneOffset.UTC).names().stream()
                        .filter(name -> !isLooking(name))
                        .toList();

        for (String name : refused) {
            String[] values = new String[fewestArguments(name)];
            java.util.Arrays.fill(values, "web");
            assertThat(fault(call(VIEWER, name, values)))
                    .as(name)
                    .isEqualTo("FAILED: bob (uid 1001, pid 4712) may look, but not change anything");
        }
        assertThat(refused)
                .contains("supervisor.shutdown", "supervisor.sendRemoteCommEvent")
                .hasSize(20);
        assertThat(control.asked).isEmpty();
    }

    private static boolean isLooking(String name) {
        return name.startsWith("system.")
                || name.startsWith("supervisor.get")
                || name.startsWith("supervisor.read")
                || name.startsWith("supervisor.tail");
    }

    private int fewestArguments(String name) {
        return MethodTable.of(control, Optional.empty(), InstantSource.system(), ZoneOffset.UTC)
                .find(name)
                .orElseThrow()
                .fewest();
    }

    @Test
    void whoMayOnlyLookCanLookAndIsAskedForEachCallOfSeveral() throws InterruptedException {
        String calls = "<array><data>"
                + "<value><struct><member><name>methodName</name><value>supervisor.shutdown</value></member></struct></value>"
                + "<value><struct><member><name>methodName</name><value>supervisor.getPID</value></member></struct></value>"
                + "</data></array>";

        String answer = call(VIEWER, "system.multicall", calls);

        assertThat(answer).contains("may look, but not change anything").contains("<int>4000</int>");
        assertThat(call(VIEWER, "supervisor.getAllProcessInfo")).contains("worker");
        assertThat(control.asked).isEmpty();
    }

    @Test
    void whileItEndsWhatChangesAnythingFaultsAndLookingWorks() throws InterruptedException {
        control.phase(FleetStatus.Phase.SHUTTING_DOWN);

        assertThat(fault(call("supervisor.stopAllProcesses"))).isEqualTo("SHUTDOWN_STATE");
        assertThat(call("supervisor.getState")).contains("<int>-1</int>").contains("SHUTDOWN");
        assertThat(control.asked).isEmpty();
    }

    @Test
    void whileEverythingIsStartedAnewTheStateIsZero() throws InterruptedException {
        control.phase(FleetStatus.Phase.RESTARTING);

        assertThat(call("supervisor.getState")).contains("<int>0</int>").contains("RESTARTING");
    }

    @Test
    void anOrderThatTheEndOvertakesIsAShutdownFault() throws InterruptedException {
        control.answer(_ -> {
            CompletableFuture<org.taskmaster.control.ActionReport> never = new CompletableFuture<>();
            never.cancel(false);
            return never;
        });

        assertThat(fault(call("supervisor.stopProcess", "web"))).isEqualTo("SHUTDOWN_STATE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "START_FAILED SPAWN_ERROR: worker:0",
                "ENDED ABNORMAL_TERMINATION: worker:0",
                "OVERTAKEN ABNORMAL_TERMINATION: worker:0",
                "REMOVED BAD_NAME: worker:0",
                "SYSTEM FAILED: no more processes"
            })
    void eachCauseOfAFailedStartHasItsFault(String causeAndFault) throws InterruptedException {
        Outcome.Cause cause = Outcome.Cause.valueOf(causeAndFault.substring(0, causeAndFault.indexOf(' ')));
        control.answer(new Outcome.Failed(ProcessName.of("worker:0"), cause, "no more processes"));

        assertThat(fault(call("supervisor.startProcess", "worker:0")))
                .isEqualTo(causeAndFault.substring(causeAndFault.indexOf(' ') + 1));
    }

    @Test
    void whatAReloadTookAwayMeanwhileIsABadName() throws InterruptedException {
        control.answer(
                new Outcome.Failed(ProcessName.of("web"), Outcome.Cause.REMOVED, "removed by a reload meanwhile"));

        assertThat(fault(call("supervisor.stopProcess", "web"))).isEqualTo("BAD_NAME: web");
        assertThat(fault(call("supervisor.signalProcess", "web", "HUP"))).isEqualTo("BAD_NAME: web");
    }

    @Test
    void oneThatWaitsForItsNextTryIsAlreadyStarted() throws InterruptedException {
        assertThat(fault(call("supervisor.startProcess", "worker:1"))).isEqualTo("ALREADY_STARTED: worker:1");
        assertThat(control.asked).isEmpty();
    }

    @Test
    void aWholeGroupIsOneOrder() throws InterruptedException {
        control.now("worker:1", StateName.EXITED, OptionalInt.empty(), "exit status 0");
        control.answer(new Outcome.Begun(ProcessName.of("worker:0")), new Outcome.Begun(ProcessName.of("worker:1")));

        String answer = call("supervisor.startProcess", "worker:*", "<boolean>0</boolean>");

        assertThat(control.asked).containsExactly("START worker by " + OPERATOR.name());
        assertThat(answer.split("<name>status</name><value><int>80</int>", -1)).hasSize(3);
    }

    @Test
    void aProcessKilledBySignalHasExitStatusMinusOne() throws InterruptedException {
        Instant end = Instant.parse("2026-11-23T17:31:00Z");
        control.with(new ProcessStatus(
                new ProcessKey("dead", 0),
                ProcessName.of("dead"),
                StateName.EXITED,
                OptionalInt.empty(),
                new Moment(0),
                end,
                "terminated by SIGKILL",
                new History(
                        Optional.of(end.minusSeconds(5)),
                        Optional.of(end),
                        Optional.of(new ExitStatus.Killed(Signal.KILL, false))),
                new Output.Discard(),
                new Output.Discard()));

        String answer = call("supervisor.getProcessInfo", "dead");

        assertThat(answer)
                .contains("<name>exitstatus</name><value><int>-1</int>")
                .contains("<string>Bad exit code -1</string>")
                .contains("<string>Nov 23 05:31 PM</string>")
                .contains("<name>stop</name><value><int>" + end.getEpochSecond() + "</int>");
    }

    @Test
    void uptimeHasDaysInFront() {
        assertThat(ProcessInfos.uptime(java.time.Duration.ofHours(28))).isEqualTo("1 day, 4:00:00");
        assertThat(ProcessInfos.uptime(java.time.Duration.ofDays(2))).isEqualTo("2 days, 0:00:00");
        assertThat(ProcessInfos.uptime(java.time.Duration.ofSeconds(-5))).isEqualTo("0:00:00");
    }

    @Test
    void theAnswersOfSeveralCallsAreBounded() throws InterruptedException {
        String call = "<value><struct><member><name>methodName</name><value>system.multicall</value></member>"
                + "</struct></value>";

        String answer = call("system.multicall", "<array><data>" + call.repeat(1001) + "</data></array>");

        assertThat(fault(answer)).isEqualTo("BAD_ARGUMENTS: at most 1000 calls can be made at once");
    }
}
