package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.InProcessSupervisor;
import org.taskmaster.Waiting;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.host.Plumbing;
import org.taskmaster.linux.LinuxPlumbing;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policies;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.StateName;

/// The file system that the channels are in does not answer: only the starts that need one wait for it.
@Timeout(120)
final class HangingFileSystemTest {

    private static final Requester ME = new Requester("the test");

    @TempDir
    Path directory;

    private final CountDownLatch answers = new CountDownLatch(1);

    @Test
    void othersAreSupervisedWhileAStartWaitsForItsChannel() throws Exception {
        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, hanging(), other())) {
            Control control = supervisor.control();
            awaitState(control, "other", StateName.RUNNING);

            supervisor.reload(other(), captured("first"), captured("second"));
            assertThat(state(control, "first")).isEqualTo(StateName.STARTING);
            assertThat(state(control, "second")).isEqualTo(StateName.STARTING);
            assertThat(act(control, Action.RESTART, "other")).hasOnlyElementsOfType(Outcome.Restarted.class);
            assertThat(act(control, Action.STOP, "first")).hasOnlyElementsOfType(Outcome.Stopped.class);
            assertThat(act(control, Action.STOP, "second")).hasOnlyElementsOfType(Outcome.Stopped.class);

            var started = control.act(Action.START, new Selector(List.of("second")), ME);
            answers.countDown();

            assertThat(started.get().outcomes()).hasOnlyElementsOfType(Outcome.Started.class);
            assertThat(state(control, "first")).as("the order to stop stands").isEqualTo(StateName.STOPPED);
            assertThat(supervisor.defects()).isEmpty();
        } finally {
            answers.countDown();
        }
    }

    @Test
    void whatIsRemovedWhileItsChannelIsMadeLeavesNone() throws Exception {
        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, hanging(), other())) {
            awaitState(supervisor.control(), "other", StateName.RUNNING);
            supervisor.reload(other(), captured("first"));
            supervisor.reload(other());

            answers.countDown();

            Path channels = directory.resolve("output");
            Waiting.until("the channel was made", () -> channels.toFile().exists());
            supervisor.reload(other(), captured("second"));
            awaitState(supervisor.control(), "second", StateName.RUNNING);
            Waiting.until(
                    "the channel of what was removed is gone, too",
                    () -> List.of(java.util.Objects.requireNonNull(
                                    channels.toFile().list()))
                            .stream()
                            .noneMatch(name -> name.startsWith("first")));
            assertThat(supervisor.defects()).isEmpty();
        } finally {
            answers.countDown();
        }
    }

    @Test
    void aDefectOnTheWayIsAFailedStart() throws Exception {
        Supplier<Plumbing> broken = plumbing(() -> {
            throw new IllegalStateException("a fault in openInlet");
        });
        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, broken, captured("first"))) {
            assertThat(act(supervisor.control(), Action.RESTART, "first"))
                    .singleElement()
                    .extracting(Object::toString)
                    .asString()
                    .contains("a defect in Taskmaster, please report it: java.lang.IllegalStateException: a fault");
        }
    }

    private static ProgramConfig other() {
        return program("other", new Output.Discard());
    }

    private ProgramConfig captured(String name) {
        return program(name, Programs.captured(directory.resolve(name + ".log").toString()));
    }

    private static ProgramConfig program(String name, Output stdout) {
        return Programs.program(
                name,
                1,
                Policies.start(Policies.USUAL, Duration.ZERO, 0),
                Programs.writing(Programs.launch("sleep", "1000"), stdout, new Output.Discard()));
    }

    /// A way to pipes that waits until [#answers].
    private Supplier<Plumbing> hanging() {
        return plumbing(() -> {
            answers.await();
            return "it answers";
        });
    }

    private static Supplier<Plumbing> plumbing(Callable<?> beforeAnInletIsOpened) {
        return () -> {
            Plumbing real = LinuxPlumbing.open();
            return (Plumbing) Proxy.newProxyInstance(
                    Plumbing.class.getClassLoader(), new Class<?>[] {Plumbing.class}, (_, method, arguments) -> {
                        if (method.getName().equals("openInlet")) {
                            beforeAnInletIsOpened.call();
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        };
    }

    private static List<Outcome> act(Control control, Action action, String name) throws Exception {
        ActionReport report =
                control.act(action, new Selector(List.of(name)), ME).get();
        return report.outcomes();
    }

    private static StateName state(Control control, String name) {
        return control.status()
                .find(ProcessName.of(name))
                .map(ProcessStatus::state)
                .orElseThrow();
    }

    private static void awaitState(Control control, String name, StateName wanted) {
        Waiting.until(
                name + " is " + wanted,
                () -> control.status()
                        .find(ProcessName.of(name))
                        .map(ProcessStatus::state)
                        .filter(wanted::equals)
                        .isPresent());
    }
}
