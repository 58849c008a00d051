package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.StdinReport;
import org.taskmaster.daemon.Behaviour.Appetite;
import org.taskmaster.host.StdinResult;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Programs;

/// Bytes for a program's standard input.
class StdinTest {

    private static final Policy USUAL = Policies.USUAL;
    private static final Policy IDLE = Policies.autostart(USUAL, false);
    private static final Launch PIPED = Programs.piped(Programs.launch("/bin/web"));

    private final SimulatedHost host = new SimulatedHost();

    @Test
    void bytesReachTheProcessInOrder() {
        Simulation simulation = Simulation.of(host, Programs.program("web", 2, USUAL, PIPED));

        assertThat(send(simulation, "web:1", "hello ")).isEqualTo(new StdinReport.Sent());
        assertThat(send(simulation, "web:1", "world\n")).isEqualTo(new StdinReport.Sent());

        assertThat(host.stdin(simulation.pid("web:1"))).isEqualTo("hello world\n");
        assertThat(host.stdin(simulation.pid("web:0"))).isEmpty();
    }

    @Test
    void theOrderIsToldAndItsContentIsNot() {
        Simulation simulation = Simulation.of(host, Programs.program("web", 1, USUAL, PIPED));

        send(simulation, "web", "hunter2 is\n");

        assertThat(simulation.told())
                .contains("stdin of web, 11 bytes, asked by the test")
                .noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void onlyOneProcessCanBeNamed() {
        Simulation simulation = Simulation.of(host, Programs.program("web", 2, USUAL, PIPED));

        assertThat(send(simulation, "web", "x")).isEqualTo(new StdinReport.NoSuchProcess());
        assertThat(send(simulation, "all", "x")).isEqualTo(new StdinReport.NoSuchProcess());
    }

    @Test
    void whatIsDownTakesNothing() {
        Simulation simulation = Simulation.of(host, Programs.program("web", 1, IDLE, PIPED));

        assertThat(send(simulation, "web", "x")).isEqualTo(new StdinReport.NotRunning());
    }

    @Test
    void withoutAPipeTheRemedyIsTold() {
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));

        assertThat(send(simulation, "web", "x"))
                .isEqualTo(new StdinReport.Closed(
                        "its standard input is /dev/null; give `stdin: pipe` in the configuration"));
    }

    @Test
    void aProcessThatHasClosedItsInputTakesNothing() {
        host.behave("/bin/web", Behaviour.runs().reading(new Appetite.Closed()));
        Simulation simulation = Simulation.of(host, Programs.program("web", 1, USUAL, PIPED));

        assertThat(send(simulation, "web", "x")).isEqualTo(new StdinReport.Closed("it has closed its standard input"));
    }

    @Test
    void aProcessThatDoesNotReadIsSentNoMoreThanCanWait() {
        host.behave("/bin/web", Behaviour.runs().reading(new Appetite.Nothing()));
        Simulation simulation = Simulation.of(host, Programs.program("web", 1, USUAL, PIPED));
        String most = "x".repeat(StdinResult.MOST_WAITING);
        send(simulation, "web", most);

        assertThat(send(simulation, "web", most))
                .isEqualTo(new StdinReport.Closed(
                        "it does not read: 192 KiB wait for it already, of at most 256; nothing was sent"));
        assertThat(send(simulation, "web", most + "x"))
                .isEqualTo(new StdinReport.Closed("at most 256 KiB can be sent at once; nothing was sent"));
    }

    @Test
    void aDefectIsAnAnswer() {
        Simulation simulation = Simulation.of(host, Programs.program("web", 1, USUAL, PIPED));
        host.breaks("writeStdin", 1);

        assertThat(send(simulation, "web", "x"))
                .isInstanceOfSatisfying(
                        StdinReport.Closed.class,
                        closed -> assertThat(closed.reason()).startsWith("a defect in Taskmaster"));
        assertThat(send(simulation, "web", "x")).isEqualTo(new StdinReport.Sent());
    }

    private static StdinReport send(Simulation simulation, String process, String text) {
        CompletableFuture<StdinReport> reply = simulation
                .control()
                .sendStdin(ProcessName.of(process), text.getBytes(StandardCharsets.UTF_8), Simulation.ME);
        simulation.settles();
        return Simulation.answer(reply);
    }
}
