package org.taskmaster.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Patience;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ProcessStatus.History;
import org.taskmaster.control.ProcessStatus.OutputHealth;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Role;
import org.taskmaster.model.Shown;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

/// Whatever is written is read back as it was; and every kind of everything is.
class RoundTripTest {

    @Test
    void everyKindOfEverythingComesBack() {
        comesBack(StatusForms.EXIT, Examples.exits());
        comesBack(StatusForms.OUTPUT, Examples.outputs());
        comesBack(OrderForms.OUTCOME, Examples.outcomes());
        comesBack(ConfigForms.RELOAD, Examples.reloads());
        comesBack(ConfigForms.REREAD, Examples.rereads());
        comesBack(ConfigForms.PROGRAM, Examples.programs());
        comesBack(LogForms.STDIN_REPORT, Examples.stdins());
        comesBack(EventForms.PROCESS_EVENT, Examples.processEvents());
        comesBack(EventForms.EVENT, Examples.events());
        comesBack(ProgramForms.CONFIGURED, Examples.configured());
    }

    /// When a kind is added and has no form, or no example here, this fails.
    @Test
    void noKindIsForgotten() {
        isComplete(StatusForms.EXIT, Examples.exits(), org.taskmaster.model.ExitStatus.class);
        isComplete(StatusForms.OUTPUT, Examples.outputs(), org.taskmaster.model.Output.class);
        isComplete(OrderForms.OUTCOME, Examples.outcomes(), org.taskmaster.control.Outcome.class);
        isComplete(ConfigForms.RELOAD, Examples.reloads(), org.taskmaster.control.ReloadReport.class);
        isComplete(ConfigForms.REREAD, Examples.rereads(), org.taskmaster.control.RereadReport.class);
        isComplete(ConfigForms.PROGRAM, Examples.programs(), org.taskmaster.control.ProgramReport.class);
        isComplete(LogForms.STDIN_REPORT, Examples.stdins(), org.taskmaster.control.StdinReport.class);
        isComplete(LogForms.SLICE, Examples.slices(), LogSlice.class);
        isComplete(EventForms.PROCESS_EVENT, Examples.processEvents(), org.taskmaster.core.ProcessEvent.class);
        isComplete(EventForms.EVENT, Examples.events(), org.taskmaster.events.Event.class);
    }

    @Test
    void slicesOfLogsComeBackByteByByte() {
        for (LogSlice slice : Examples.slices()) {
            LogSlice back = LogForms.SLICE.read(LogForms.SLICE.write(slice));

            if (slice instanceof LogSlice.Bytes bytes) {
                assertThat(((LogSlice.Bytes) back).bytes()).isEqualTo(bytes.bytes());
                assertThat(back).usingRecursiveComparison().isEqualTo(slice);
            } else {
                assertThat(back).isEqualTo(slice);
            }
        }
    }

    @Test
    void anUptimeCrossesToAnotherClock() {
        ProcessStatus up = process(StateName.RUNNING, OptionalInt.of(4711), new Moment(1_000));
        ProcessStatus odd = process(StateName.FATAL, OptionalInt.empty(), new Moment(9_000_000_000_000L));
        FleetStatus fleet = new FleetStatus(
                new Moment(5_000_000_001_000L),
                Phase.RUNNING,
                List.of("empty", "web"),
                List.of(up, odd),
                List.of("no disk"));

        FleetView view = StatusForms.FLEET.read(StatusForms.FLEET.write(FleetView.of(fleet)));
        FleetStatus back = view.at(new Moment(77));

        assertThat(view)
                .isEqualTo(new FleetView(
                        Phase.RUNNING, List.of("empty", "web"), view.processes(), List.of(), List.of("no disk")));
        assertThat(back.troubles()).containsExactly("no disk");
        assertThat(back.processes()).extracting(ProcessStatus::disabled).containsExactly(true, false);
        assertThat(back.asOf().since(back.processes().getFirst().since()))
                .isEqualTo(Duration.ofNanos(5_000_000_000_000L));
        assertThat(back.asOf().since(back.processes().getLast().since()))
                .isEqualTo(Duration.ofNanos(-3_999_999_999_000L));
        assertThat(back.processes())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("since")
                .isEqualTo(fleet.processes());
    }

    @Test
    void questionsAndOrdersComeBack() {
        for (Patience patience : Patience.values()) {
            comesBack(
                    OrderForms.ORDER,
                    List.of(new OrderForms.Order(List.of("web", "d*"), patience, Optional.of("because"))));
        }
        comesBack(
                OrderForms.SIGNAL_ORDER,
                List.of(new OrderForms.SignalOrder(Signal.HUP, List.of("all"), Optional.empty())));
        comesBack(OrderForms.NAMES_ORDER, List.of(new OrderForms.NamesOrder(List.of("all"), Optional.of("x"))));
        comesBack(ConfigForms.RELOAD_ORDER, List.of(new ConfigForms.ReloadOrder(List.of("a"), Optional.empty())));
        comesBack(RequestForms.PLAIN, List.of(new RequestForms.Plain(Optional.of("why"))));
        comesBack(RequestForms.SHUTDOWN, List.of(new RequestForms.Shutdown(true, Optional.of("why"))));
        comesBack(RequestForms.DONE, List.of(new RequestForms.Done()));
        comesBack(
                RequestForms.ANNOUNCEMENT, List.of(new RequestForms.Announcement("release", "2.0", Optional.empty())));
        LogForms.Stdin stdin = new LogForms.Stdin(new byte[] {1, (byte) 200}, Optional.empty());
        assertThat(LogForms.STDIN.readStrictly(LogForms.STDIN.write(stdin)).bytes())
                .isEqualTo(stdin.bytes());
    }

    @Test
    void theRestComesBack() {
        comesBack(
                SupervisorForms.INFO,
                List.of(new SupervisorInfo("0.1.0", 1L << 33, Path.of("/etc/t.yaml"), Path.of("/log"), "me")));
        for (Role role : Role.values()) {
            comesBack(SupervisorForms.IDENTITY, List.of(new SupervisorForms.Identity("alice", role)));
        }
        comesBack(
                OrderForms.REPORT,
                List.of(new ActionReport(
                        Examples.outcomes(),
                        List.of(new UnknownName("a", Optional.of("b")), new UnknownName("c", Optional.empty())))));
        Json report = JsonReader.read("{\"a\":[1,null]}".getBytes(StandardCharsets.UTF_8));
        comesBack(
                RequestForms.REFUSAL,
                List.of(
                        new RequestForms.Refusal(404, "t", "c", "d", "r", Optional.of("s"), Optional.of(report)),
                        new RequestForms.Refusal(404, "t", "c", "d", "r", Optional.empty(), Optional.empty())));
    }

    /// Also when it is read as strictly as what clients send: nothing is written that nobody describes.
    private static <T> void comesBack(Form<T> form, List<? extends T> values) {
        for (T value : values) {
            assertThat(form.read(form.write(value))).isEqualTo(value);
            assertThat(form.readStrictly(form.write(value))).isEqualTo(value);
        }
    }

    private static <T> void isComplete(Form<T> form, List<? extends T> examples, Class<T> type) {
        Set<String> permitted = names(Arrays.asList(type.getPermittedSubclasses()));
        assertThat(names(new ArrayList<>(((KindsForm<T>) form).types()))).isEqualTo(permitted);
        assertThat(names(examples.stream().<Class<?>>map(Object::getClass).toList()))
                .isEqualTo(permitted);
    }

    private static Set<String> names(List<Class<?>> types) {
        return types.stream().map(Class::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static ProcessStatus process(StateName state, OptionalInt pid, Moment since) {
        return new ProcessStatus(
                new ProcessKey("web", 3),
                ProcessName.of("web:3"),
                state,
                pid,
                since,
                Examples.THEN,
                "exited too quickly\n  \"last words\"",
                new History(
                        Optional.of(Examples.THEN),
                        Optional.empty(),
                        Optional.of(Examples.exits().getFirst())),
                Examples.outputs().getFirst(),
                Examples.outputs().getLast(),
                OutputHealth.GOOD,
                state == StateName.RUNNING,
                Shown.NOTHING);
    }
}
