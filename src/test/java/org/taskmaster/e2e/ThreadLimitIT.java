package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;
import org.taskmaster.client.Endpoint;
import org.taskmaster.client.RemoteControl;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.Requester;
import org.taskmaster.control.StdinReport;
import org.taskmaster.control.WindowSize;
import org.taskmaster.model.ProcessName;

/// What a supervisor does when the system allows it no more threads than it has.
final class ThreadLimitIT {

    /// A number that nobody has, so that nobody else's processes count.
    private static final String USER = "61235";

    private static final String PROGRAMS = """
            web: {cmd: sleep 1000, starttime: 0, autorestart: always, startretries: 0, numprocs: 2}
            chat: {cmd: "sh -c 'while read line; do echo got $line; done'", starttime: 0, stdin: pipe, stdout: auto}
            term: {cmd: cat, starttime: 0, tty: true}
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void mayBeAnybody() throws IOException {
        assumeTrue(Sandbox.isRoot(), "an ordinary user is needed whose processes can be counted");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        // That user could not build it, if nobody has yet.
        assertThat(Ran.program(client(), "taskmaster", "--version").status()).isZero();
    }

    @Test
    void deathsAreFollowedAndQuestionsAnsweredAtALimitThatIsReachedLater() {
        try (Background daemon = Background.start(sandbox().programs(PROGRAMS));
                RemoteControl control = control()) {
            assertThat(carriers(daemon))
                    .as("what carries the next request is never given up")
                    .contains(" WAITING ");

            // One more than there are: the kernel counts a dead process a little longer than it is there.
            limit(daemon.pid(), inUse(daemon.pid()) + 1);
            long first = child(daemon, "sleep").getFirst();
            Signals.send("KILL", first);
            Waiting.until("it is restarted", () -> {
                List<Long> now = child(daemon, "sleep");
                return now.size() == 2 && !now.contains(first);
            });

            limit(daemon.pid(), 1);
            answers(control);
            Ran reload = ctl("reload");
            assertThat(reload.status()).as(reload.errors()).isNotZero();
            assertThat(reload.output() + reload.errors())
                    .contains("the system allows no more threads; raise the limit", "reload again");
            Ran restart = ctl("restart", "web:0");
            assertThat(restart.output() + restart.errors()).contains("web:0", "a limit on the number of processes");

            raise(daemon.pid());
            assertThat(ctl("reload").status()).isZero();
            assertThat(ctl("restart", "web").status()).isZero();
            assertThat(child(daemon, "sleep")).hasSize(2);

            limit(daemon.pid(), 1);
            Signals.send("TERM", daemon.pid());
            Waiting.until("it ends", () -> !daemon.lives());
            assertThat(client().lines("taskmaster.log")).last().asString().endsWith("INFO taskmaster ends");
            assertThat(client().lines("taskmaster.log"))
                    .noneMatch(line -> line.contains("defect") || line.contains("OutOfMemory"));
            assertThat(client().survivors()).isEmpty();
        }
    }

    /// Everything that needs a thread of the server's, several at once.
    private void answers(Control control) {
        assertThat(control.status().processes()).hasSize(4);
        assertThat(Tools.run(
                        "curl",
                        "-sS",
                        "--unix-socket",
                        socket().toString(),
                        "-H",
                        "Content-Type: text/xml",
                        "-d",
                        "<methodCall><methodName>supervisor.getState</methodName></methodCall>",
                        "http://x/RPC2"))
                .contains("RUNNING");
        try (Looker one = Looker.at(control, "term", new WindowSize(24, 80), AttachMode.INTERACTIVE);
                Looker other = Looker.at(control, "term", new WindowSize(24, 80), AttachMode.READ_ONLY)) {
            one.type("hello\r", "hello");
            other.awaits("hello");
        }
        assertThat(control.sendStdin(
                                ProcessName.of("chat"),
                                "a line\n".getBytes(StandardCharsets.UTF_8),
                                new Requester("a test"))
                        .join())
                .isInstanceOf(StdinReport.Sent.class);
        Waiting.until("its line is logged", () -> ctl("tail", "chat").output().contains("got a line"));
        Ran signal = ctl("signal", "CONT", "web");
        assertThat(signal.status())
                .as(signal.output() + client().lines("taskmaster.log"))
                .isZero();
    }

    @Test
    void shellTellsOfTheLimitAndGoesOn() {
        try (Taskmaster taskmaster = sandbox().programs(PROGRAMS).start()) {
            assertThat(taskmaster.status().pids()).hasSize(4);

            limit(taskmaster.pid(), 1);

            assertThat(taskmaster.ask("wait web --until RUNNING"))
                    .singleElement()
                    .asString()
                    .contains("this cannot be done now: the system allows no more threads; raise the limit");
            assertThat(taskmaster.status().pids()).hasSize(4);
            taskmaster.signal("INT");
            assertThat(taskmaster.awaitExit()).isZero();
        }
    }

    private Sandbox sandbox() {
        return Sandbox.in(directory)
                .withoutUser()
                .environment("HOME", directory.toString())
                .by("setpriv", "--reuid", USER, "--regid", USER, "--clear-groups");
    }

    /// Whoever asks is nobody the limit is for.
    private Sandbox client() {
        return Sandbox.in(directory);
    }

    private Path socket() {
        return directory.resolve("state/taskmaster.sock");
    }

    private RemoteControl control() {
        return RemoteControl.open(new Endpoint.Unix(socket()), Optional.empty());
    }

    private Ran ctl(String... words) {
        return Ran.ctl(client(), words);
    }

    /// How the carriers of virtual threads wait that carry none.
    private static String carriers(Background daemon) {
        String threads = asUser(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(daemon.pid()),
                "Thread.print");
        StringBuilder states = new StringBuilder(" ");
        for (String thread : threads.split("\n\n")) {
            if (thread.startsWith("\"ForkJoinPool-1-worker") && !thread.contains("Carrying virtual thread")) {
                states.append(thread.lines()
                                .filter(line -> line.contains("Thread.State: "))
                                .map(line -> line.replaceAll(".*State: (\\w+).*", "$1"))
                                .findFirst()
                                .orElseThrow())
                        .append(' ');
            }
        }
        return states.toString();
    }

    private static List<Long> child(Background daemon, String program) {
        return Proc.children(daemon.pid()).stream()
                .filter(stat ->
                        stat.state() != 'Z' && Proc.commandLine(stat.pid()).startsWith(program + "\0"))
                .map(Proc.Stat::pid)
                .toList();
    }

    /// How many threads the user of a supervisor has.
    private static int inUse(long supervisor) {
        return threads(supervisor)
                + Proc.children(supervisor).stream()
                        .mapToInt(stat -> threads(stat.pid()))
                        .sum();
    }

    private static int threads(long pid) {
        return Integer.parseInt(Proc.status(pid, "Threads"));
    }

    /// Only what has no more than this limit can make a thread.
    private static void limit(long pid, int most) {
        asUser("prlimit", "--pid", Long.toString(pid), "--nproc=" + most + ":");
    }

    private static void raise(long pid) {
        asUser("prlimit", "--pid", Long.toString(pid), "--nproc=1000:");
    }

    private static String asUser(String... command) {
        String[] all = new String[command.length + 6];
        List.of("setpriv", "--reuid", USER, "--regid", USER, "--clear-groups").toArray(all);
        System.arraycopy(command, 0, all, 6, command.length);
        return Tools.run(all);
    }
}
