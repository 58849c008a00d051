package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.InProcessSupervisor;
import org.taskmaster.Waiting;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Attachment.Coming;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.control.StdinReport;
import org.taskmaster.control.WindowSize;
import org.taskmaster.events.Event;
import org.taskmaster.events.Subscription;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Signal;

/// The whole supervisor, in this process, and real programs with terminals.
@Timeout(180)
final class TerminalProgramTest {

    private static final Requester ME = new Requester("the test");
    private static final WindowSize SIZE = new WindowSize(30, 100);
    private static final WindowSize SMALL = new WindowSize(10, 40);

    /// A shell that somebody types into does not end at SIGTERM.
    private static final Policy POLICY = Policies.stop(
            Policies.autorestart(Policies.start(Policies.USUAL, Duration.ZERO, 0), Autorestart.NEVER),
            Signal.HUP,
            Duration.ofSeconds(10));

    @TempDir
    Path directory;

    @Test
    void aShellIsUsedLeftAndFoundAgainAsItWas() throws Exception {
        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, shell())) {
            Control control = supervisor.control();
            try (Looker looker = look(control, SIZE)) {
                looker.awaits("ok> ");
                looker.type("echo $((40 + 2)) with \\\\x1b; stty size\r", "42 with \\x1b\r\n30 100");
                looker.resize(25, 90);
                looker.type("stty size\r", "25 90");
                looker.type("printf '\\033[3%dm%s' 5 violet; echo; tty\r", "/dev/pts/");
            }

            try (Looker again = look(control, new WindowSize(25, 90))) {
                again.awaits("42 with \\x1b");
                again.awaits("\033[0;35mviolet");
                again.type("exit 3\r");
                Waiting.until("it has ended", () -> !again.others().isEmpty());
                assertThat(again.others()).containsExactly(new Coming.Ended("exit status 3; not expected"));
                assertThat(again.seen()).endsWith("exit\r\n");
            }
            assertThat(control.attach(ProcessName.of("shell"), SIZE, AttachMode.INTERACTIVE, ME))
                    .isEqualTo(new AttachReport.NotRunning());
            assertThat(supervisor.defects()).isEmpty();
        }
    }

    @Test
    void keysForSignalsReachWhatRunsInTheShell() throws Exception {
        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, shell());
                Looker looker = look(supervisor.control(), SIZE)) {
            looker.awaits("ok> ");

            looker.type("sh -c 'echo rea''dy; exec sleep 1000'\r", "ready");
            looker.type("\003", "^C");
            looker.type("echo =$?=\r", "=130=");
        }
    }

    @Test
    void severalLookAndTheSizeFollowsWhoTypedLast() throws Exception {
        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, shell());
                Looker first = look(supervisor.control(), SIZE);
                Looker second = look(supervisor.control(), SMALL);
                Looker third = Looker.at(supervisor.control(), "shell", SMALL, AttachMode.READ_ONLY)) {
            second.type("stty size\r", "10 40");

            first.type("stty size\r", "30 100");

            third.awaits("30 100");
            second.awaits("30 100");
            assertThat(second.others()).containsExactly(new Coming.Resized(SIZE));
            third.type("exit\r");
            first.type("echo still he''re\r", "still here");
        }
    }

    @Test
    void aFullScreenProgramIsDrawnAgain() throws Exception {
        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, shell())) {
            Control control = supervisor.control();
            try (Looker looker = look(control, SIZE)) {
                looker.awaits("ok> ");
                looker.type("seq 500 >" + directory + "/numbers; less " + directory + "/numbers\r", "\r\n29");
            }

            try (Looker again = look(control, SIZE)) {
                again.awaits("\033[?1049h");
                again.awaits("29");
                again.type("G", "500");
                again.type("q", "\033[?1049l");
            }
        }
    }

    @Test
    void bytesAreSentToATerminalAsToAPipe() throws Exception {
        Launch echo = Programs.withTerminal(Programs.launch("/bin/sh", "-c", "read line; echo \"<$line>\"; exec cat"));
        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, program("shell", echo));
                Looker looker = look(supervisor.control(), SIZE)) {
            StdinReport report = supervisor
                    .control()
                    .sendStdin(ProcessName.of("shell"), "hello\n".getBytes(StandardCharsets.UTF_8), ME)
                    .get(20, TimeUnit.SECONDS);

            assertThat(report).isEqualTo(new StdinReport.Sent());
            looker.awaits("<hello>");
        }
    }

    @Test
    void everythingThatIsWrittenIsLogged() throws Exception {
        Path log = directory.resolve("counts.log");
        Output captured = Programs.captured(log.toString());
        Launch counts = Programs.writing(Programs.withTerminal(Programs.launch("seq", "20000")), captured, captured);
        String expected =
                IntStream.rangeClosed(1, 20_000).mapToObj(i -> i + "\r\n").collect(Collectors.joining());

        try (InProcessSupervisor _ = InProcessSupervisor.of(directory, program("counts", counts))) {
            Waiting.until("it is logged", () -> Files.exists(log) && size(log) >= expected.length());
        }

        assertThat(Files.readString(log)).isEqualTo(expected);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoCannotBeLookedAtSaysWhy() throws Exception {
        ProgramConfig plain = program("plain", Programs.launch("sleep", "1000"));
        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, shell(), plain)) {
            Control control = supervisor.control();

            assertThat(control.attach(ProcessName.of("nobody"), SIZE, AttachMode.INTERACTIVE, ME))
                    .isEqualTo(new AttachReport.NoSuchProcess());
            assertThat(control.attach(ProcessName.of("plain"), SIZE, AttachMode.INTERACTIVE, ME))
                    .isEqualTo(new AttachReport.NoTerminal());
            act(control, Action.STOP, "shell");
            assertThat(control.attach(ProcessName.of("shell"), SIZE, AttachMode.INTERACTIVE, ME))
                    .isEqualTo(new AttachReport.NotRunning());
        }
    }

    @Test
    void whoLooksIsTold() throws Exception {
        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, shell());
                Subscription events = supervisor.bus().subscribe(1_000)) {
            look(supervisor.control(), SIZE).close();
            Looker.at(supervisor.control(), "shell", SIZE, AttachMode.READ_ONLY).close();

            List<String> told = new ArrayList<>();
            Waiting.until("it is told", () -> {
                orders(events, told);
                return told.size() == 4;
            });
            assertThat(told)
                    .containsExactly(
                            "a looker: attach shell",
                            "a looker: detach from shell",
                            "a looker: attach --read-only shell",
                            "a looker: detach from shell");
        }
    }

    @Test
    void whatARestartEndsIsTold() throws Exception {
        // Not bash: a signal just before it reads is not handled until the next key.
        Launch plain = Programs.withTerminal(Programs.launch("/bin/sh", "-c", "echo ok; exec cat"));
        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, program("shell", plain));
                Looker looker = look(supervisor.control(), SIZE)) {
            looker.awaits("ok");

            act(supervisor.control(), Action.RESTART, "shell");

            Waiting.until("it has ended", () -> !looker.others().isEmpty());
            assertThat(looker.others()).containsExactly(new Coming.Ended("terminated by SIGHUP"));
            try (Looker next = look(supervisor.control(), SIZE)) {
                // What comes before its screen is drawn comes as a part of that.
                next.awaits("ok");
                next.type("again\r", "again\r\nagain");
            }
        }
    }

    @Test
    void floodsDisturbNobodyAndTakeBoundedMemory() throws Exception {
        Launch endless = Programs.withTerminal(Programs.launch("/bin/sh", "-c", "while :; do seq 100000; done"));
        ProgramConfig flood = Programs.program("flood", 4, POLICY, endless);
        try (InProcessSupervisor supervisor = InProcessSupervisor.of(directory, flood, shell());
                Looker slow = Looker.at(supervisor.control(), "flood:0", SIZE, AttachMode.READ_ONLY)) {
            supervisor.control().attach(ProcessName.of("flood:1"), SIZE, AttachMode.READ_ONLY, ME); // takes nothing
            Waiting.until("it floods", () -> slow.seen().length() > 2_000_000);
            long before = usedHeap();
            int length = slow.seen().length();

            Waiting.until("it floods on", () -> slow.seen().length() > length + 4_000_000);
            try (Looker looker = look(supervisor.control(), SIZE)) {
                looker.type("echo =$((1 + 1))=\r", "=2=");
            }

            assertThat(usedHeap() - before).isLessThan(32_000_000);
            assertThat(supervisor.defects()).isEmpty();
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static ProgramConfig shell() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PS1", "ok> ");
        environment.put("HISTFILE", "/dev/null");
        environment.put("LESS", "");
        environment.put("INPUTRC", "/dev/null");
        Launch bash = Programs.launch(environment, "bash", "--norc", "--noprofile", "-i");
        return program("shell", Programs.withTerminal(bash));
    }

    private static ProgramConfig program(String name, Launch launch) {
        return Programs.program(name, 1, POLICY, launch);
    }

    private static Looker look(Control control, WindowSize size) {
        return Looker.at(control, "shell", size, AttachMode.INTERACTIVE);
    }

    private static void act(Control control, Action action, String name) throws Exception {
        control.act(action, new Selector(List.of(name)), ME).get(60, TimeUnit.SECONDS);
    }

    private static void orders(Subscription events, List<String> told) {
        try {
            Optional<Event> next = events.next(Duration.ofMillis(1));
            while (next.isPresent()) {
                if (next.get() instanceof Event.Ordered(var _, String who, String order, var _)) {
                    told.add(who + ": " + order);
                }
                next = events.next(Duration.ofMillis(1));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
