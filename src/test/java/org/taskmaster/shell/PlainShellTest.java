package org.taskmaster.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.commands.Bond;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Requester;
import org.taskmaster.model.DetachKeys;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;
import org.taskmaster.shell.Shell.End;
import org.taskmaster.shell.Shell.How;

final class PlainShellTest {

    private final FakeControl control = new FakeControl().with("web", StateName.RUNNING, 4711);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void everyLineIsDoneAndTheEndOfTheInputEndsIt() {
        End end = run("# comment\n\npid web\n  version");

        assertThat(printed()).isEqualTo("4711\n0.1.0\n");
        assertThat(end).isEqualTo(new End(How.END_OF_INPUT, ExitCode.OK));
    }

    @Test
    void theFirstExitStatusThatIsNotZeroIsTheOneOfTheWhole() {
        End end = run("version\nstart\nfrobnicate\nversion\n");

        assertThat(end).isEqualTo(new End(How.END_OF_INPUT, ExitCode.USAGE));
        assertThat(printed()).endsWith("0.1.0\n");
    }

    @Test
    void aCommandEndsItBeforeTheEndOfTheInput() {
        End end = run("frobnicate\nquit\nversion\n");

        assertThat(end).isEqualTo(new End(How.SHUTDOWN, ExitCode.FAILED));
        assertThat(printed()).endsWith("stopping 1 process and ending\n");
    }

    @Test
    void aLineThatIsTooLongIsLeftOut() {
        End end = run("version " + "x".repeat(70_000) + "\nversion\n");

        assertThat(printed()).isEqualTo("error: a line is longer than 65536 bytes; it is left out\n0.1.0\n");
        assertThat(end.status()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anInputThatCannotBeReadAnyMoreEndsIt() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }
        };

        End end = shell(broken).run();

        assertThat(end.how()).isEqualTo(How.END_OF_INPUT);
        assertThat(printed()).isEqualTo("error: cannot read further commands: input/output error\n");
    }

    @Test
    @Timeout(20)
    void anInterruptionEndsTheWaitingOfTheRunningCommand() {
        PlainShell[] shell = new PlainShell[1];
        control.answer(_ -> {
            shell[0].interrupted();
            return new CompletableFuture<ActionReport>();
        });
        shell[0] = shell(stream("stop web\nversion\n"));

        End end = shell[0].run();

        assertThat(printed()).isEqualTo("no longer waiting; the order stands\n0.1.0\n");
        assertThat(end.status()).isEqualTo(ExitCode.INTERRUPTED);
    }

    @Test
    void anInterruptionWithoutACommandDoesNothing() {
        PlainShell shell = shell(stream("version\n"));

        shell.interrupted();

        assertThat(shell.run().status()).isEqualTo(ExitCode.OK);
    }

    @Test
    void afterCloseNothingIsDoneAnyMore() {
        PlainShell shell = shell(stream("version\n"));

        shell.close();

        assertThat(shell.run().how()).isEqualTo(How.CLOSED);
        assertThat(printed()).isEmpty();
    }

    @Test
    void outcomesArePrintedWithoutColoursAndProgress() {
        control.answer(selection -> new CompletableFuture<ActionReport>()
                .completeOnTimeout(
                        new ActionReport(
                                List.of(new org.taskmaster.control.Outcome.Stopped(
                                        ProcessName.of("web"), "exit status 0", Duration.ZERO)),
                                selection.unknown()),
                        1,
                        java.util.concurrent.TimeUnit.MILLISECONDS));

        run("stop web\nstatus");

        assertThat(printed())
                .isEqualTo("web: stopped (exit status 0)\nweb                    RUNNING   pid 4711, uptime 1:01:01\n");
    }

    private End run(String input) {
        return shell(stream(input)).run();
    }

    private static InputStream stream(String input) {
        return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    }

    private PlainShell shell(InputStream in) {
        return new PlainShell(
                new ShellSetup(
                        control,
                        new Requester("a test"),
                        Bond.ONE_PROGRAM,
                        DetachKeys.USUAL,
                        Path.of("/nonexistent"),
                        in,
                        new PrintStream(printed, true, StandardCharsets.UTF_8),
                        Map.of()),
                0);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
