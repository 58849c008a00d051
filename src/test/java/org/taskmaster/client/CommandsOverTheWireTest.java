package org.taskmaster.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.taskmaster.commands.Bond;
import org.taskmaster.commands.Command;
import org.taskmaster.commands.CommandTable;
import org.taskmaster.commands.Commands;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.commands.FakePerson;
import org.taskmaster.commands.Focus;
import org.taskmaster.commands.Interruption;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Output;
import org.taskmaster.commands.SystemTime;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.control.Requester;
import org.taskmaster.control.RereadReport;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Stream;

/// A command says the same, and asks the supervisor for the same, whether the supervisor is in the same
/// process or at the other end of a socket.
class CommandsOverTheWireTest {

    private static final Problem PROBLEM = new Problem(Path.of("web.yaml"), 12, 9, "cannot read \"x\"", "write 10s");
    private static final List<ReloadStep> STEPS = List.of(
            new ReloadStep(ReloadStep.Kind.REMOVE, "db", "no longer configured"),
            new ReloadStep(ReloadStep.Kind.RESTART, "web:0", "cmd changed"));

    /// Every command at least once.
    private static final List<String> LINES = List.of(
            "status",
            "status web:* wbe",
            "status nobody",
            "start web db",
            "start --no-wait web",
            "start --reason 'a new certificate' web:0",
            "start nobody",
            "stop wbe",
            "restart all",
            "signal HUP web:0",
            "disable web",
            "disable --no-wait nobody",
            "enable all",
            "signal 10 nobody",
            "pid",
            "pid all",
            "pid web:0",
            "tail web:0",
            "tail -n 1 web:0 stderr",
            "tail -5 web:0",
            "tail db",
            "tail -n 1 web both",
            "tail nobody",
            "maintail -n 2",
            "clear web",
            "clear nobody",
            "fg db",
            "attach web:0",
            "attach nobody",
            "send web:0 hello",
            "send web:0 --keys ctrl-c",
            "send nobody x",
            "reopen",
            "reload",
            "reload --dry-run",
            "reload --restart",
            "reread",
            "update",
            "update web",
            "avail",
            "add web",
            "remove web db",
            "wait web:0",
            "wait --until RUNNING,STARTING web",
            "events web",
            "events nobody",
            "version",
            "upgrade --to /opt/other",
            "help",
            "quit",
            "shutdown");

    /// What the supervisor answers with.
    private static final List<Consumer<FakeControl>> ANSWERS = List.of(
            _ -> {},
            control -> {
                control.answer(
                        new Outcome.Started(ProcessName.of("web:0"), 7, Duration.ofMillis(1260)),
                        new Outcome.Restarted(
                                ProcessName.of("web:1"), OptionalInt.of(1), 2, Duration.ofNanos(1_049_999_999)),
                        new Outcome.Stopped(ProcessName.of("db"), "terminated by SIGKILL", Duration.ZERO),
                        new Outcome.AlreadyStarted(ProcessName.of("a")),
                        new Outcome.NotRunning(ProcessName.of("b")),
                        new Outcome.Begun(ProcessName.of("c")),
                        new Outcome.Disabled(ProcessName.of("e"), Optional.of("exit status 0")),
                        new Outcome.Enabled(ProcessName.of("e"), OptionalInt.of(7), ""),
                        new Outcome.LeftDown(ProcessName.of("f")),
                        new Outcome.Failed(
                                ProcessName.of("d"), Outcome.Cause.START_FAILED, "exited too quickly\nlast words ü"));
                control.answer(new ReloadReport.Applied(STEPS));
                control.answer(new RereadReport.Read(List.of("new"), List.of("web"), List.of("db")));
                control.answer(new ProgramReport.AlreadyAdded());
                control.log(new LogSource.OfProcess(ProcessName.of("web:0"), Stream.STDOUT), "one\ntwo\nthree");
                control.log(
                        new LogSource.OfProcess(ProcessName.of("web:0"), Stream.STDERR),
                        new byte[] {'x', (byte) 0xe9, '\n'});
                control.log(new LogSource.Activity(), "main 1\nmain 2\nmain 3\n");
            },
            control -> {
                control.answer(new ReloadReport.Rejected(List.of(PROBLEM, PROBLEM)));
                control.answer(new RereadReport.Rejected(List.of(PROBLEM)));
                control.answer(new ProgramReport.NoSuchProgram(Optional.of("web")));
                control.discards("web:0");
            },
            control -> {
                control.answer(new ReloadReport.Superseded());
                control.answer(new RereadReport.Superseded());
                control.answer(new ProgramReport.StillRunning(List.of("web:0")));
            },
            control -> {
                control.answer(_ -> new CompletableFuture<>() {
                    {
                        cancel(false);
                    }
                });
                control.answer(new ReloadReport.Planned(List.of()));
                control.answer(new ProgramReport.ShuttingDown());
            });

    /// Remembers what was printed.
    private record Printed(Audience audience, List<String> lines) implements Output {
        @Override
        public void line(Line line) {
            lines.add(line.plain());
        }

        @Override
        public void logLine(String text) {
            lines.add(text);
        }

        @Override
        public void progress(String text) {
            // how long an answer takes is not what it says
        }
    }

    /// What came of a line.
    private record Result(List<String> printed, Commands.Done done, List<String> asked) {}

    @Test
    void everyCommandSaysTheSameNearAndFar() {
        for (Consumer<FakeControl> answers : ANSWERS) {
            FakeControl near = fleet(answers);
            FakeControl far = fleet(answers);
            try (Serving serving = Serving.operators(far);
                    RemoteControl remote = serving.remote()) {
                for (String line : LINES) {
                    for (Output.Audience audience : Output.Audience.values()) {
                        assertThat(run(line, remote, far, audience))
                                .as(line)
                                .isEqualTo(run(line, near, near, audience));
                    }
                }
                assertThat(serving.told).isEmpty();
            }
        }
    }

    @Test
    void noCommandIsForgotten() {
        TreeSet<String> words = new TreeSet<>();
        LINES.forEach(line -> words.add(line.split(" ")[0]));

        assertThat(words)
                .containsAll(CommandTable.all().stream().map(Command::name).toList());
    }

    private static FakeControl fleet(Consumer<FakeControl> answers) {
        FakeControl control = new FakeControl()
                .with("db", StateName.FATAL, "exited too quickly (exit status 1)")
                .with("web:0", StateName.RUNNING, 4711)
                .with("web:1", StateName.STARTING, 4712);
        answers.accept(control);
        return control;
    }

    private static Result run(String line, Control control, FakeControl behind, Output.Audience audience) {
        behind.asked.clear();
        Printed printed = new Printed(audience, new ArrayList<>());
        Commands commands = new Commands(
                control, new Requester("a test"), new SystemTime(), new Focus(), Bond.VISITOR, new FakePerson(true));
        Commands.Done done = commands.run(line, printed, new Interruption());
        List<String> asked = behind.asked.stream()
                .map(one -> one.replaceAll(" by (a test|alice \\(uid 1000, pid 4711\\))$", ""))
                .toList();
        return new Result(printed.lines(), done, asked);
    }
}
