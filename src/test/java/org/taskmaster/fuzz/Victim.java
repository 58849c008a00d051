package org.taskmaster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.taskmaster.InProcessSupervisor;
import org.taskmaster.control.Control;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.http.Caller;
import org.taskmaster.http.Response;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Role;
import org.taskmaster.model.Stdin;

/// A supervisor with a few programs that take nothing amiss: one that reads, one with two processes, one
/// that is down, one that ends at once and one that cannot start.
final class Victim implements AutoCloseable {

    static final Caller OPERATOR = new Caller("the fuzzer (uid 0, pid 1)", Role.OPERATOR);

    private static final int PATIENCE_SECONDS = 20;

    private final InProcessSupervisor supervisor;
    private final Sheltered control;

    private Victim(InProcessSupervisor supervisor) {
        this.supervisor = supervisor;
        this.control = new Sheltered(supervisor.control());
    }

    static Victim in(Path directory) throws Exception {
        Policy quick = Policies.start(Policies.USUAL, Duration.ZERO, 0);
        Policy idle = Policies.autostart(quick, false);
        return new Victim(InProcessSupervisor.of(
                directory,
                reader(directory, quick),
                Programs.program("web", 2, quick, Programs.launch("sleep", "1000")),
                Programs.program("idle", 1, idle, Programs.launch("sleep", "1000")),
                Programs.program("job", 1, Policies.autorestart(idle, Autorestart.NEVER), Programs.launch("true")),
                Programs.program("lost", 1, idle, Programs.launch("no-such-command-anywhere"))));
    }

    private static ProgramConfig reader(Path directory, Policy policy) {
        Launch cat = Programs.launch(Map.of("TOKEN", "hunter2"), "cat");
        Output out = new Output.ToFile(directory.resolve("cat.log"));
        return Programs.program(
                "cat",
                1,
                policy,
                new Launch(
                        cat.command(),
                        cat.environment(),
                        cat.workingdir(),
                        cat.umask(),
                        cat.user(),
                        Stdin.PIPE,
                        out,
                        out));
    }

    Control control() {
        return control;
    }

    /// Fails when it told of a defect of its own.
    void check() {
        assertThat(supervisor.defects()).isEmpty();
    }

    /// Fails when somebody who had asked for events and left would still be told of them.
    void checkSubscriptions() {
        control.checkThatAllAreClosed(supervisor.bus());
        control.checkThatTerminalsAreLeft();
    }

    /// So that what the programs hold is the same before and after.
    void stopEverything() throws Exception {
        control.act(Control.Action.STOP, Selector.all(), new Requester("the test"))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// All that is in an answer; of a stream, what comes before somebody who reads it turns away.
    static String read(Response answer) throws Exception {
        assertThat(answer.status()).isBetween(101, 499);
        return switch (answer) {
            case Response.Whole whole -> new String(whole.body(), java.nio.charset.StandardCharsets.UTF_8);
            case Response.Streamed streamed -> beginning(streamed.body());
            case Response.WebSocket(Response.Talk talk) -> {
                talk.close();
                yield "a WebSocket";
            }
        };
    }

    private static String beginning(Response.Body body) throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
        Response.Sink sink = new Response.Sink() {
            @Override
            public boolean write(byte[] chunk) {
                first.complete(new String(chunk, java.nio.charset.StandardCharsets.UTF_8));
                return true;
            }

            @Override
            public boolean isOpen() {
                return true;
            }
        };
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                body.writeTo(sink);
                end.complete(Optional.empty());
            } catch (InterruptedException _) {
                end.complete(Optional.empty());
            } catch (RuntimeException | Error defect) {
                end.complete(Optional.of(defect));
            }
        });
        CompletableFuture.anyOf(first, end).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        writer.interrupt();
        Optional<Throwable> defect = end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (defect.isPresent()) {
            throw new ExecutionException(defect.get());
        }
        return first.getNow("");
    }

    @Override
    public void close() throws Exception {
        supervisor.close();
    }
}
