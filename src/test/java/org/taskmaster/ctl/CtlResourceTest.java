package org.taskmaster.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.control.Outcome;
import org.taskmaster.http.Caller;
import org.taskmaster.http.Method;
import org.taskmaster.http.Request;
import org.taskmaster.http.Response;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Role;
import org.taskmaster.model.StateName;

/// What is answered to a command line, and what is left to the client.
final class CtlResourceTest {

    private static final String BUILD = "0123";
    private static final String PIPE = "";
    private static final Caller OPERATOR = new Caller("alice (uid 1000, pid 4711)", Role.OPERATOR);

    private final FakeControl control = new FakeControl()
            .with("db", StateName.FATAL, "exited too quickly (exit status 1)")
            .with("web:0", StateName.RUNNING, 4711)
            .with("web:1", StateName.STARTING, 4712);
    private final CtlResource resource = new CtlResource(control, BUILD);

    @Test
    void answerIsTheExitStatusAndTheTextOfBothStreams() throws InterruptedException {
        control.lacks("the activity log cannot be written: no space is left");

        assertThat(ask(PIPE, PIPE, "status", "web:*", "wbe"))
                .matches("4 53 [0-9]+\n"
                        + "the activity log cannot be written: no space is left\n"
                        + "wbe: ERROR \\(no such process\\), did you mean .*\\?\n"
                        + "web:0 +RUNNING +pid 4711, uptime .*\n"
                        + "web:1 +STARTING .*\n");
        assertThat(ask(PIPE, PIPE, "pid", "web:0", "db")).isEqualTo("7 0 7\n4711\n0\n");
    }

    @Test
    void terminalGetsRowsAndColours() throws InterruptedException {
        control.with("a-process-whose-name-is-long", StateName.FATAL, "it has exited too often, and nobody knows why");

        String narrow = ask("50c", PIPE, "status");
        assertThat(narrow).contains("\u001b[");
        assertThat(narrow.lines().skip(1).map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
                .allMatch(line -> line.length() <= 50);
        assertThat(ask("50", PIPE, "status")).doesNotContain("\u001b");
        assertThat(ask("0", PIPE, "status")).isEqualTo(ask("80", PIPE, "status"));
    }

    @Test
    void orderIsTheCallersAndBearsTheReason() throws InterruptedException {
        control.answer(new Outcome.Restarted(ProcessName.of("web:0"), OptionalInt.of(1), 2, Duration.ofMillis(1049)));

        Request request = request(BUILD, "", PIPE, PIPE, "a new certificate", "restart", "web:0");

        assertThat(text(resource.answer(request))).isEqualTo("0 0 38\nweb:0: restarted in 1.0 s, pid 1 -> 2\n");
        assertThat(control.asked).containsExactly("RESTART web:0 by alice (uid 1000, pid 4711)");
        assertThat(AskedLine.read(request.body()).flatMap(AskedLine::reason)).contains("a new certificate");
    }

    @Test
    void whateverTheClientHasToDoIsTurnedAwayBeforeAnythingIsDone() throws InterruptedException {
        List<Request> others = List.of(
                request("another build", "", PIPE, PIPE, "", "stop", "web"),
                request(BUILD, "", "wide", PIPE, "", "stop", "web"),
                request(BUILD, "", PIPE, "80x", "", "stop", "web"),
                request(BUILD, "", PIPE, PIPE, "x".repeat(1001), "stop", "web"),
                request(BUILD, "", PIPE, PIPE, "", "stop", "x".repeat(301)),
                request(
                        BUILD,
                        "",
                        PIPE,
                        PIPE,
                        "",
                        Stream.generate(() -> "stop").limit(101).toArray(String[]::new)),
                // progress
                request(BUILD, "", "80", PIPE, "", "stop", "web"),
                // usage, which the client may know better
                request(BUILD, "", PIPE, PIPE, "", "stop"),
                request(BUILD, "", PIPE, PIPE, "", "stop", "--now", "web"),
                request(BUILD, "", PIPE, PIPE, "", "shutdown"),
                request(BUILD, "", PIPE, PIPE, "", "nonsense"),
                new Request(Method.POST, "/ctl", Map.of(), Map.of(), new byte[0], OPERATOR),
                new Request(
                        Method.GET,
                        "/ctl",
                        Map.of(),
                        Map.of(),
                        request(BUILD, "", PIPE, PIPE, "", "stop", "web").body(),
                        OPERATOR),
                new Request(
                        Method.POST,
                        "/ctl",
                        Map.of(),
                        Map.of(),
                        request(BUILD, "", PIPE, PIPE, "", "stop", "web").body(),
                        new Caller("bob (uid 1001, pid 4712)", Role.VIEWER)));

        for (Request other : others) {
            assertThat(resource.answer(other).status()).isEqualTo(406);
        }
        assertThat(new CtlResource(control, "")
                        .answer(request("", "", PIPE, PIPE, "", "stop", "web"))
                        .status())
                .isEqualTo(406);
        assertThat(control.asked).isEmpty();
        assertThat(resource.answer(request(BUILD, "", PIPE, PIPE, "", "stop", "web"))
                        .status())
                .isEqualTo(200);
        assertThat(control.asked).hasSize(1);
    }

    @Test
    void timeOfDayIsTheCallers() throws InterruptedException {
        control.with("done", StateName.EXITED, "exit status 0");
        String variable = Optional.ofNullable(System.getenv("TZ")).orElse("");

        assertThat(text(resource.answer(request(BUILD, "Asia/Tokyo", PIPE, PIPE, "", "status", "done"))))
                .contains("Nov 23 02:31 PM");
        assertThat(text(resource.answer(request(BUILD, "EST5EDT", PIPE, PIPE, "", "status", "done"))))
                .contains("Nov 23 12:31 AM");
        assertThat(resource.answer(request(BUILD, ":" + variable + "x", PIPE, PIPE, "", "status", "done"))
                        .status())
                .isEqualTo(406);
        assertThat(resource.answer(request(BUILD, "nowhere", PIPE, PIPE, "", "status", "web:0"))
                        .status())
                .isEqualTo(200);
        assertThat(new Zones().of(TimeZone.getDefault().getID()))
                .contains(TimeZone.getDefault().toZoneId());
    }

    @Test
    void longAnswerToAnOrderIsSentInPieces() throws InterruptedException {
        control.answer(Stream.generate(() -> new Outcome.Started(
                        ProcessName.of("a-program-with-quite-a-long-name-to-fill-the-answer"), 7, Duration.ZERO))
                .limit(2000)
                .toArray(Outcome[]::new));

        Response answer = resource.answer(request(BUILD, "", PIPE, PIPE, "", "start", "all"));

        assertThat(answer).isInstanceOf(Response.Streamed.class);
        String text = text(answer);
        String[] head = text.lines().findFirst().orElseThrow().split(" ");
        assertThat(text.length()).isEqualTo(String.join(" ", head).length() + 1 + Integer.parseInt(head[2]));
        assertThat(text.lines()).hasSize(2001);
    }

    private String ask(String output, String errors, String... words) throws InterruptedException {
        return text(resource.answer(request(BUILD, "", output, errors, "", words)));
    }

    private static Request request(
            String build, String zone, String output, String errors, String reason, String... words) {
        String body = Stream.concat(Stream.of(build, zone, output, errors, reason), Arrays.stream(words))
                .map(part -> part + "\0")
                .reduce("", String::concat);
        return new Request(Method.POST, "/ctl", Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8), OPERATOR);
    }

    private static String text(Response response) throws InterruptedException {
        return switch (response) {
            case Response.Whole whole -> new String(whole.body(), StandardCharsets.UTF_8);
            case Response.Streamed streamed -> {
                List<String> pieces = new ArrayList<>();
                streamed.body().writeTo(new Response.Sink() {
                    @Override
                    public boolean write(byte[] chunk) {
                        return pieces.add(new String(chunk, StandardCharsets.UTF_8));
                    }

                    @Override
                    public boolean isOpen() {
                        return true;
                    }
                });
                yield String.join("", pieces);
            }
            case Response.WebSocket _ -> throw new AssertionError("no talk was wanted");
        };
    }
}
