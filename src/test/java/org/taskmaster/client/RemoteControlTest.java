package org.taskmaster.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.Policies;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Programs;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Stream;

class RemoteControlTest {

    private static final Requester ME = new Requester("me", Optional.of("a test"));

    private final FakeControl control = new FakeControl()
            .with("db", StateName.STOPPED, "Not started")
            .with("web:0", StateName.RUNNING, 4711)
            .with("web:1", StateName.STARTING, 4712);
    private final Serving serving = Serving.operators(control);
    private final RemoteControl remote = serving.remote();

    @AfterEach
    void end() {
        remote.close();
        serving.close();
    }

    @Test
    void whatTheSupervisorIsComesAcross() {
        assertThat(remote.info()).isEqualTo(control.info());
    }

    @Test
    void whatIsInForceComesAcross() {
        ConfiguredProcess old = new ConfiguredProcess(
                Programs.program("web", Policies.USUAL).processes().getFirst(), true);
        control.inForce(List.of(old));

        assertThat(remote.inForce(old.config().name()))
                .isEqualTo(control.inForce(old.config().name()));
        assertThat(remote.inForce(ProcessName.of("nobody"))).isEmpty();
    }

    @Test
    void theFleetComesAcrossAndUptimesAreKept() {
        FleetStatus near = control.status();
        FleetStatus far = remote.status();

        assertThat(far.phase()).isEqualTo(near.phase());
        assertThat(far.programs()).isEqualTo(near.programs());
        assertThat(far.processes())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("since")
                .isEqualTo(near.processes());
        for (ProcessStatus process : near.processes()) {
            Duration uptime = near.asOf().since(process.since());
            assertThat(far.asOf().since(far.find(process.name()).orElseThrow().since()))
                    .isEqualTo(uptime);
        }
    }

    @Test
    void ordersComeAcrossWithTheirReason() {
        ActionReport report = remote.act(Action.RESTART, new Selector(List.of("web:*", "bd")), ME)
                .join();

        assertThat(control.asked).containsExactly("RESTART web:* bd by alice (uid 1000, pid 4711)");
        assertThat(report.outcomes()).hasSize(2);
        assertThat(report.unknown()).containsExactly(new UnknownName("bd", Optional.of("db")));
    }

    @Test
    void anOrderForNobodyIsAnsweredAsTheLocalOneIs() {
        ActionReport report =
                remote.act(Action.START, new Selector(List.of("bd")), ME).join();

        assertThat(report).isEqualTo(new ActionReport(List.of(), List.of(new UnknownName("bd", Optional.of("db")))));
    }

    @Test
    void aRefusedReloadIsAnAnswer() {
        control.answer(new ReloadReport.Superseded());

        assertThat(remote.reload(org.taskmaster.control.Control.ReloadMode.APPLY, ME)
                        .join())
                .isEqualTo(new ReloadReport.Superseded());
    }

    @Test
    void logsComeAcrossByteByByte() {
        byte[] bytes = {'a', (byte) 0xff, 0, '\n'};
        LogSource source = new LogSource.OfProcess(ProcessName.of("web:0"), Stream.STDERR);
        control.log(source, bytes);

        LogSlice.Bytes far = (LogSlice.Bytes) remote.readLog(source, -100, 100);

        assertThat(far.bytes()).isEqualTo(bytes);
        assertThat(far.size()).isEqualTo(4);
        assertThat(far.modified()).isEqualTo(FakeControl.THEN);
        assertThat(remote.readLog(new LogSource.Activity(), 0, 10))
                .isEqualTo(new LogSlice.Unavailable("nothing has been written yet"));
    }

    @Test
    void aLogIsReadOnInTheFileThatWasSetAside() {
        LogSource source = new LogSource.OfProcess(ProcessName.of("web:0"), Stream.STDOUT);
        control.log(source, "one\n");
        LogSlice.Bytes first = (LogSlice.Bytes) remote.readLog(source, 0, 100);
        control.log(source, "one\ntwo\n");
        control.rotate();
        control.log(source, "three\n");

        LogSlice.Bytes second = (LogSlice.Bytes) remote.readOn(source, first.place(), 100);
        LogSlice.Bytes third = (LogSlice.Bytes) remote.readOn(source, second.place(), 100);

        assertThat(new String(second.bytes(), StandardCharsets.UTF_8)).isEqualTo("two\n");
        assertThat(new String(third.bytes(), StandardCharsets.UTF_8)).isEqualTo("three\n");
        assertThat(third.join()).isEqualTo(LogSlice.Join.CONTINUOUS);
    }
}
