package org.taskmaster.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ProcessStatus.History;
import org.taskmaster.http.Caller;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Role;
import org.taskmaster.model.StateName;

/// What the methods answer from: the settings in force; and how much they answer.
class MethodsTest {

    private static final Caller ALICE = new Caller("alice (uid 1000, pid 4711)", Role.OPERATOR);
    private static final LogSource WEB =
            new LogSource.OfProcess(ProcessName.of("web"), org.taskmaster.model.Stream.STDOUT);
    private static final Path WEB_LOG = Path.of("/web.log");

    private final FakeControl control = new FakeControl()
            .with("web", StateName.RUNNING, 17)
            .with("worker", StateName.STOPPED, ProcessStatus.NOT_STARTED);
    private final MethodTable methods = MethodTable.of(
            control, Optional.empty(), InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)), ZoneOffset.UTC);

    @Test
    void whatIsExpectedIsWhatIsInForceAndNotWhatWasLastRead() throws InterruptedException {
        control.with(ended("job", new ExitStatus.Code(3)));
        control.configured(List.of(configured("job", Programs.launch("/bin/true"), Policies.USUAL)));
        control.inForce(List.of(
                configured("job", Programs.launch("/bin/true"), Policies.exitcodes(Policies.USUAL, Set.of(3)))));

        Value.Members info = (Value.Members) call("supervisor.getProcessInfo", Value.of("job"));

        assertThat(info.member("spawnerr")).contains(Value.of(""));
    }

    @Test
    void theCommandThatIsLookedForIsTheOneInForce() {
        control.configured(List.of(configured("worker", Programs.launch("/bin/true"), Policies.USUAL)));
        control.inForce(List.of(configured("worker", Programs.launch("/nonexistent/program"), Policies.USUAL)));

        assertThatThrownBy(() -> call("supervisor.startProcess", Value.of("worker")))
                .isInstanceOf(Fault.class)
                .hasMessage("NO_FILE: can't find command '/nonexistent/program'");
    }

    @Test
    void aCommandThatAPathOfItsOwnMayLeadToIsTried() throws InterruptedException {
        Launch launch = Programs.launch(Map.of("PATH", "/opt/only/bin"), "only-there");
        control.configured(List.of(configured("worker", launch, Policies.USUAL)));

        assertThat(call("supervisor.startProcess", Value.of("worker"))).isEqualTo(Value.TRUE);
    }

    @Test
    void noOffsetAndNoLengthIsTooGreat() {
        control.log(WEB, "twelve bytes");
        LogReader reader = new LogReader(control);

        assertThat(reader.tail(WEB, WEB_LOG, 7, Long.MAX_VALUE)).isEqualTo(new LogReader.Tail("bytes", 12, false));
        assertThat(reader.tail(WEB, WEB_LOG, Long.MIN_VALUE, 5)).isEqualTo(new LogReader.Tail("bytes", 12, true));
        assertThat(reader.tail(WEB, WEB_LOG, 3L << 30, 5)).isEqualTo(new LogReader.Tail("", 12, false));
    }

    @Test
    void theEndOfALogIsNotMoreThanWasAskedFor() {
        control.log(WEB, "twelve bytes");

        assertThat(new LogReader(control).read(WEB, WEB_LOG, -5, 0)).isEqualTo("bytes");
    }

    @Test
    void whatIsToldToAllIsBounded() {
        Value tooLong = Value.of("x".repeat(Control.LONGEST_DATA + 1));
        Value longType = Value.of("t".repeat(Control.LONGEST_TYPE + 1));

        assertThatThrownBy(() -> call("supervisor.sendRemoteCommEvent", Value.of("type"), tooLong))
                .hasMessage("BAD_ARGUMENTS: data: at most 65536 characters are taken, and these are 65537");
        assertThatThrownBy(() -> call("supervisor.sendRemoteCommEvent", longType, Value.of("x")))
                .hasMessage("BAD_ARGUMENTS: type: at most 200 characters are taken, and these are 201");
        assertThat(control.asked).isEmpty();
    }

    @Test
    void severalCallsEndWhenNobodyWaitsForThem() {
        Value calls = new Value.Items(List.of(method("supervisor.getState"), method("supervisor.getPID")));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> call("system.multicall", calls)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void theAnswersOfSeveralCallsAreBoundedTogether() throws InterruptedException {
        List<Value> few = Collections.nCopies(1000, method("supervisor.getState"));
        List<Value> much = Collections.nCopies(1000, method("system.listMethods"));

        assertThat(faults(call("system.multicall", new Value.Items(few)))).isEmpty();
        assertThat(faults(call("system.multicall", new Value.Items(much))))
                .isNotEmpty()
                .containsOnly(Value.of("FAILED: the answers before this one are too long already"));
        assertThat(faults(call("system.multicall", new Value.Items(few)))).isEmpty();
    }

    private static List<Value> faults(Value answers) {
        return ((Value.Items) answers)
                .items().stream()
                        .flatMap(answer -> answer instanceof Value.Members members
                                ? members.member("faultString").stream()
                                : Stream.empty())
                        .toList();
    }

    private static Value method(String name) {
        return Value.Members.of("methodName", Value.of(name));
    }

    private Value call(String method, Value... values) throws InterruptedException {
        return methods.call(new MethodCall(method, List.of(values)), ALICE);
    }

    private static ConfiguredProcess configured(String name, Launch launch, Policy policy) {
        return new ConfiguredProcess(
                new ProcessConfig(new ProcessKey(name, 0), ProcessName.of(name), launch, policy), true);
    }

    private static ProcessStatus ended(String name, ExitStatus exit) {
        Instant end = Instant.parse("2026-11-23T17:31:00Z");
        return new ProcessStatus(
                new ProcessKey(name, 0),
                ProcessName.of(name),
                StateName.EXITED,
                OptionalInt.empty(),
                new Moment(0),
                end,
                exit.text(),
                new History(Optional.of(end.minusSeconds(5)), Optional.of(end), Optional.of(exit)),
                new Output.Discard(),
                new Output.Discard());
    }
}
